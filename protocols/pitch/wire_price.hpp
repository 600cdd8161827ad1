#pragma once

#include "corelane/protocols/market/price.hpp"

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>

/// Prices as they are published. Unsigned in equities and options, signed in futures; the sign is
/// settled when they are read.
namespace corelane::pitch {

/// Two bytes on the wire, two decimals.
struct short_price {
  std::int32_t hundredths{0};

  friend constexpr auto operator<=>(const short_price&, const short_price&) = default;
};

/// Eight bytes on the wire, four decimals. One above 2^63 - 1, which means nothing, is read as
/// the largest.
struct long_price {
  std::int64_t ten_thousandths{0};

  friend constexpr auto operator<=>(const long_price&, const long_price&) = default;
};

[[nodiscard]] constexpr price to_price(short_price p) noexcept {
  return {std::int64_t{p.hundredths} * 10'000'000};
}

/// Beyond 9.2 thousand million, where a `price` ends, it is the last one on that side.
[[nodiscard]] constexpr price to_price(long_price p) noexcept {
  constexpr std::int64_t nanos = 100'000;
  using limits = std::numeric_limits<std::int64_t>;
  if (p.ten_thousandths > limits::max() / nanos) [[unlikely]]
    return {limits::max()};
  if (p.ten_thousandths < limits::min() / nanos) [[unlikely]]
    return {limits::min()};
  return {p.ten_thousandths * nanos};
}

/// Nothing when `px` has more decimals than the form; a futures price may be negative.
[[nodiscard]] constexpr std::optional<long_price> to_long_price(price px) noexcept {
  if (px.nanos % 100'000 != 0) return std::nullopt;
  return long_price{px.nanos / 100'000};
}

/// Nothing when `px` has more than two decimals or is outside what both signs can say, 0 to
/// 327.67: then it goes in the long form.
[[nodiscard]] constexpr std::optional<short_price> to_short_price(price px) noexcept {
  if (px.nanos % 10'000'000 != 0 || px.nanos < 0) return std::nullopt;
  const auto hundredths = px.nanos / 10'000'000;
  if (hundredths > std::numeric_limits<std::int16_t>::max()) return std::nullopt;
  return short_price{static_cast<std::int32_t>(hundredths)};
}

} // namespace corelane::pitch
