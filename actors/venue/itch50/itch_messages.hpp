#pragma once

#include "corelane/actors/venue/book_order.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/protocols/itch50/order_messages.hpp"
#include "corelane/protocols/itch50/status_messages.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>

/// The venue's state as messages of ITCH 5.0: what its feed and its snapshots say alike. Stock
/// locate is the listing's number plus 1; time stamps count from midnight UTC.
namespace corelane::venue {

[[nodiscard]] constexpr std::uint16_t locate_of(instrument_id instrument) noexcept {
  return static_cast<std::uint16_t>(index_of(instrument) + 1);
}
/// Fills in what every message begins with.
template <class Message>
[[nodiscard]] Message stamped(Message m, std::uint16_t locate, timestamp at) noexcept {
  constexpr std::int64_t day_ns = 86'400'000'000'000;
  m.header.stock_locate = locate;
  m.header.timestamp = static_cast<std::uint64_t>(at.ns % day_ns);
  return m;
}
[[nodiscard]] constexpr std::uint32_t four_decimals(price px) noexcept {
  return static_cast<std::uint32_t>(px.nanos / price::from_1e4(1).nanos);
}

[[nodiscard]] itch50::system_event system_event_of(char code) noexcept;
[[nodiscard]] itch50::stock_directory directory_of(const listing& l) noexcept;
[[nodiscard]] itch50::trading_action trading_action_of(const listing& l) noexcept;
[[nodiscard]] itch50::add_order add_of(const book_order& order, const listing& l) noexcept;

} // namespace corelane::venue
