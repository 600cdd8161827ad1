#pragma once

#include "corelane/actors/venue/book_order.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/slot_index.hpp"
#include "corelane/protocols/pitch/order_messages.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane::venue {

/// By what id the feed knows an order: PITCH keeps it through a modification, the engine does not.
/// One thread; takes its memory when made.
class pitch_orders {
public:
  /// At most `capacity` modified orders keep their ids at one time.
  explicit pitch_orders(std::size_t capacity) : capacity_{capacity}, first_ids_{capacity} {}

  [[nodiscard]] std::uint64_t id_of(order_reference r) const noexcept {
    const auto first = first_ids_.find(static_cast<std::uint64_t>(r));
    return first == slot_index::none ? static_cast<std::uint64_t>(r) : first;
  }
  /// `after` is the order that was `before`. False when its id cannot be kept.
  bool keep(order_reference before, order_reference after) noexcept {
    const auto id = id_of(before);
    if (id >= slot_index::none || kept_ == capacity_) return false;
    forget(before);
    first_ids_.insert(static_cast<std::uint64_t>(after), static_cast<std::uint32_t>(id));
    ++kept_;
    return true;
  }
  /// The order is gone.
  void forget(order_reference r) noexcept {
    if (first_ids_.find(static_cast<std::uint64_t>(r)) == slot_index::none) return;
    first_ids_.erase(static_cast<std::uint64_t>(r));
    --kept_;
  }

private:
  std::size_t capacity_;
  std::size_t kept_{0};
  slot_index first_ids_;
};

/// Writes an order as an add in the shortest form that holds it. `put` takes any PITCH message.
template <class Put>
void put_add(const book_order& order, std::uint64_t id, const listing& l, std::uint32_t time_offset,
             Put&& put) {
  const auto fill = [&](auto m) {
    m.time_offset = time_offset;
    m.order_id = id;
    m.side = order.side == side::buy ? 'B' : 'S';
    m.symbol = pitch::feed_symbol{l.symbol};
    m.flags = 1; // displayed
    return m;
  };
  const auto units = static_cast<std::uint32_t>(order.leaves.units);
  const auto short_px = pitch::to_short_price(order.px);
  const auto long_px = pitch::to_long_price(order.px).value_or(pitch::long_price{});
  constexpr std::size_t short_symbol = 6;
  if (l.symbol.size() > short_symbol) {
    auto m = fill(pitch::add_order_expanded{});
    m.quantity = units;
    m.price = long_px;
    put(m);
  } else if (short_px && units <= 0xFFFF) {
    auto m = fill(pitch::add_order_short{});
    m.quantity = static_cast<std::uint16_t>(units);
    m.price = *short_px;
    put(m);
  } else {
    auto m = fill(pitch::add_order_long{});
    m.quantity = units;
    m.price = long_px;
    put(m);
  }
}

} // namespace corelane::venue
