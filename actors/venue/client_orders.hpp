#pragma once

#include "corelane/actors/venue/book_order.hpp"
#include "corelane/actors/venue/slot_index.hpp"
#include "corelane/protocols/order/execution_report.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace corelane::venue {

/// A client's own identifier of an order (FIX 11), kept without allocation.
class client_id {
public:
  static constexpr std::size_t max_size = 31;

  client_id() = default;
  /// `text` must not be longer than `max_size`.
  explicit client_id(std::string_view text) noexcept
      : size_{static_cast<std::uint8_t>(text.size())} {
    std::copy(text.begin(), text.end(), text_);
  }
  [[nodiscard]] std::string_view text() const noexcept { return {text_, size_}; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

private:
  char text_[max_size]{};
  std::uint8_t size_{0};
};

/// An order of a client, as the venue reports it. Quantities are shares.
struct client_order {
  __extension__ using wide = __int128;

  client_id id;      ///< current: of the order or of its last accepted replace
  client_id pending; ///< of the request being handled
  std::uint32_t session{0};
  std::uint32_t generation{0};
  bool open{false};
  corelane::ord_status status{corelane::ord_status::new_order};
  corelane::side side{corelane::side::buy};
  corelane::ord_type ord_type{corelane::ord_type::limit};
  corelane::time_in_force time_in_force{corelane::time_in_force::day};
  instrument_id instrument{no_instrument};
  order_reference reference{no_order}; ///< of the book, changes with a replace
  order_reference order_id{no_order};  ///< the first reference, FIX 37: stays
  price px{};
  quantity qty{}; ///< in all, fills included
  quantity cum{};
  wide notional{0}; ///< of the fills, nanos times shares

  [[nodiscard]] quantity leaves() const noexcept { return open ? qty - cum : quantity{}; }
  [[nodiscard]] price avg_px() const noexcept {
    return cum.units == 0 ? price{} : price{static_cast<std::int64_t>(notional / cum.units)};
  }
};

/// The orders that came through one order entry, open ones and the last done ones.
///
/// Identifiers are per session, and stay taken for at least `capacity` further identifiers
/// after their order is done. No allocation after the constructor. One thread.
class client_orders {
public:
  explicit client_orders(std::uint32_t capacity);

  struct lookup {
    bool taken;          ///< the session has used this identifier
    client_order* order; ///< null when it is no longer remembered
  };
  [[nodiscard]] lookup find(std::uint32_t session, std::string_view id) noexcept;

  /// A fresh order in place of the longest done one; null when `capacity` orders are open. The
  /// identifier must not be taken.
  client_order* add(std::uint32_t session, std::string_view id) noexcept;
  /// `id` is one more name of `order`. It must not be taken.
  void add_name(client_order& order, std::string_view id) noexcept;
  /// `order` is done. It is remembered until its place is needed.
  void close(client_order& order) noexcept;

  [[nodiscard]] std::uint32_t token_of(const client_order& order) const noexcept {
    return static_cast<std::uint32_t>(&order - orders_.data());
  }
  [[nodiscard]] client_order& operator[](std::uint32_t token) noexcept { return orders_[token]; }
  [[nodiscard]] std::uint32_t open_count() const noexcept { return open_; }

  /// Calls `f(client_order&)` for each open order of `session`; `f` may close it. Looks at all.
  template <class F>
  void for_each_open(std::uint32_t session, F&& f) {
    for (auto& order : orders_)
      if (order.open && order.session == session) f(order);
  }

private:
  struct name {
    client_id id;
    std::uint64_t key{0}; ///< 0: free
    std::uint32_t session{0};
    std::uint32_t token{0};
    std::uint32_t generation{0};
  };

  [[nodiscard]] static std::uint64_t key_of(std::uint32_t session, std::string_view id) noexcept;
  [[nodiscard]] bool in_use(const name& n) const noexcept;
  void remember(const client_order& order, std::string_view id) noexcept;

  std::vector<client_order> orders_;
  std::vector<std::uint32_t> free_; ///< a ring: done orders, longest done first
  std::uint32_t free_at_{0};
  std::uint32_t open_{0};
  std::vector<name> names_; ///< a ring; the oldest goes first, unless its order is open
  std::uint32_t names_at_{0};
  slot_index index_;
};

} // namespace corelane::venue
