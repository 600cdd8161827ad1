#pragma once

#include "corelane/protocols/market/price.hpp"

#include <cstdint>
#include <optional>

/// Prices on the wire are unsigned, with four decimals.
namespace corelane::ouch50 {

inline constexpr std::uint64_t largest_price = 1'999'999'900; ///< $199,999.99
/// From here on a price means a market order; for a cross it is `market_price`.
inline constexpr std::uint64_t first_market_price = 2'000'000'000;
inline constexpr std::uint64_t market_price = 0x7FFF'FFFF;

[[nodiscard]] constexpr bool is_market(std::uint64_t wire) noexcept {
  return wire >= first_market_price;
}

/// Nothing when it is negative, too large, or has more than four decimals.
[[nodiscard]] constexpr std::optional<std::uint64_t> to_wire(price px) noexcept {
  constexpr std::int64_t unit = price::scale / 10'000;
  if (px.nanos < 0 || px.nanos % unit != 0) return std::nullopt;
  const auto wire = static_cast<std::uint64_t>(px.nanos / unit);
  return wire <= largest_price ? std::optional{wire} : std::nullopt;
}

/// Nothing for a market order's, and for one past what a `price` holds.
[[nodiscard]] constexpr std::optional<price> to_price(std::uint64_t wire) noexcept {
  return is_market(wire) ? std::nullopt
                         : std::optional{price::from_1e4(static_cast<std::int64_t>(wire))};
}

} // namespace corelane::ouch50
