#pragma once

#include "corelane/actors/venue/book_order.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/protocols/pitch/order_messages.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane::venue {

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
