#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane {

/// One order of ours that can still trade. One cache line.
struct open_order {
  std::uint64_t cl_ord_id{0};
  std::uint64_t pending_cl_ord_id{0}; ///< of a cancel or replace in flight; 0 if none
  instrument_id instrument{no_instrument};
  corelane::side side{corelane::side::buy};
  strategy_id strategy{};
  bool acknowledged{false};
  price px{};
  quantity qty{};         ///< order quantity
  quantity leaves{};      ///< what can still trade
  price pending_px{};     ///< what a replace in flight asks for
  quantity pending_qty{}; ///< the same; 0 for a cancel

  [[nodiscard]] quantity filled() const noexcept { return qty - leaves; }
};

static_assert(sizeof(open_order) == 64);

/// The open orders of one owner, by client order id, and how execution reports change them.
///
/// A hash table of fixed capacity: allocates only when made; each call is O(1).
/// One thread. Pointers stay valid until the next `insert`, `erase`, `rename` or `apply`.
class open_orders {
public:
  /// What a report did: what it filled, and the order after it, null once it cannot trade.
  struct change {
    open_order* order{nullptr};
    quantity filled{};
  };

  explicit open_orders(std::size_t capacity = 4096);

  /// Null when full, when the id is open already, or when it is 0.
  open_order* insert(const open_order& order) noexcept;
  [[nodiscard]] open_order* find(std::uint64_t cl_ord_id) noexcept;
  [[nodiscard]] const open_order* find(std::uint64_t cl_ord_id) const noexcept;
  bool erase(std::uint64_t cl_ord_id) noexcept;
  /// Gives an open order another id, as a replace does; null when `from` is not open or `to` is.
  open_order* rename(std::uint64_t from, std::uint64_t to) noexcept;

  /// The order that `report` speaks of, by its orig_cl_ord_id or its cl_ord_id; or null.
  [[nodiscard]] open_order* find(const execution_report& report) noexcept;
  /// Brings `order`, which `find(report)` gave, to what `report` says. A fill of an order that
  /// is not open counts all the same; one sent again, by its cum_qty, fills nothing.
  change apply(open_order* order, const execution_report& report) noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// Calls `visit(const open_order&)` for each, in no particular order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& slot : slots_)
      if (slot.cl_ord_id != 0) visit(slot);
  }

private:
  [[nodiscard]] std::size_t home_of(std::uint64_t id) const noexcept;
  [[nodiscard]] std::size_t slot_of(std::uint64_t id) const noexcept;

  std::size_t capacity_;
  std::size_t mask_;
  std::size_t size_{0};
  std::vector<open_order> slots_; ///< linear probing, backward-shift deletion; id 0 is empty
};

} // namespace corelane
