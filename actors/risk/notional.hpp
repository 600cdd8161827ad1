#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"

#include <compare>
#include <cstdint>
#include <limits>

namespace corelane {

/// Money: 1e-9 currency units times shares. 128 bits, so that no product of a price and a
/// quantity and no sum of a day overflows or is rounded.
struct notional {
  __extension__ using wide = __int128;

  wide nanos{0};

  /// Up to 9.2 thousand million currency units fit; past them the nearest that fits.
  [[nodiscard]] constexpr std::int64_t clamped() const noexcept {
    constexpr auto low = std::numeric_limits<std::int64_t>::min();
    constexpr auto high = std::numeric_limits<std::int64_t>::max();
    return nanos < low ? low : nanos > high ? high : static_cast<std::int64_t>(nanos);
  }
  [[nodiscard]] constexpr notional magnitude() const noexcept {
    return {nanos < 0 ? -nanos : nanos};
  }

  friend constexpr auto operator<=>(const notional&, const notional&) = default;
  friend constexpr notional operator+(notional a, notional b) noexcept {
    return {a.nanos + b.nanos};
  }
  friend constexpr notional operator-(notional a, notional b) noexcept {
    return {a.nanos - b.nanos};
  }
  friend constexpr notional operator-(notional a) noexcept { return {-a.nanos}; }
  constexpr notional& operator+=(notional other) noexcept {
    nanos += other.nanos;
    return *this;
  }
  constexpr notional& operator-=(notional other) noexcept {
    nanos -= other.nanos;
    return *this;
  }
};

/// What `qty` at `px` is worth; negative for what was sold.
[[nodiscard]] constexpr notional value_of(price px, quantity qty) noexcept {
  return {notional::wide{px.nanos} * qty.units};
}

} // namespace corelane
