#pragma once

#include <compare>
#include <cstdint>

namespace corelane {

/// A price in units of 1e-9 currency. Signed: spreads and some futures trade below zero.
/// Never a double: what the exchange sent is what the book holds.
struct price {
  std::int64_t nanos{0};

  static constexpr std::int64_t scale = 1'000'000'000;

  /// From an integer with four decimals, the form of ITCH and OUCH (`1234500` is 123.45).
  [[nodiscard]] static constexpr price from_1e4(std::int64_t value) noexcept {
    return {value * 100'000};
  }

  friend constexpr auto operator<=>(const price&, const price&) = default;
  friend constexpr price operator+(price a, price b) noexcept { return {a.nanos + b.nanos}; }
  friend constexpr price operator-(price a, price b) noexcept { return {a.nanos - b.nanos}; }
  friend constexpr price operator-(price a) noexcept { return {-a.nanos}; }
  friend constexpr price operator*(price a, std::int64_t n) noexcept { return {a.nanos * n}; }
};

} // namespace corelane
