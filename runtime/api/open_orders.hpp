#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane {

/// One order of ours that can still trade.
struct open_order {
  std::uint64_t cl_ord_id{0};
  std::uint64_t pending_cl_ord_id{0}; ///< of a cancel or replace in flight; 0 if none
  instrument_id instrument{no_instrument};
  corelane::side side{corelane::side::buy};
  strategy_id strategy{};
  bool acknowledged{false};
  price px{};
  quantity qty{};    ///< order quantity
  quantity leaves{}; ///< what can still trade
};

/// The open orders of one owner, by client order id.
///
/// A hash table of fixed capacity: allocates only when made; each call is O(1).
/// One thread. Pointers stay valid until the next `insert`, `erase` or `rename`.
class open_orders {
public:
  explicit open_orders(std::size_t capacity = 4096);

  /// Null when full or when the id is open already.
  open_order* insert(const open_order& order) noexcept;
  [[nodiscard]] open_order* find(std::uint64_t cl_ord_id) noexcept;
  [[nodiscard]] const open_order* find(std::uint64_t cl_ord_id) const noexcept;
  bool erase(std::uint64_t cl_ord_id) noexcept;
  /// Gives an open order another id, as a replace does; null when `from` is not open.
  open_order* rename(std::uint64_t from, std::uint64_t to) noexcept;

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
