#pragma once

#include <concepts>
#include <cstdint>
#include <limits>

namespace corelane::sbe {

/// `mantissa` times ten to the power of `Exponent`, which is the schema's and not on the wire.
template <std::signed_integral Mantissa, int Exponent>
struct decimal {
  static constexpr int exponent = Exponent;

  Mantissa mantissa{0};

  [[nodiscard]] static constexpr bool has_value() noexcept { return true; }
  friend constexpr bool operator==(const decimal&, const decimal&) = default;
};

/// A decimal that `Null` as mantissa says not to be there.
template <std::signed_integral Mantissa, int Exponent, Mantissa Null>
struct optional_decimal {
  static constexpr int exponent = Exponent;
  static constexpr Mantissa null = Null;

  Mantissa mantissa{Null};

  [[nodiscard]] constexpr bool has_value() const noexcept { return mantissa != Null; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }
  friend constexpr bool operator==(const optional_decimal&, const optional_decimal&) = default;
};

/// The decimal's value in units of 1e-9; beyond the range of 64 bits, that range's end. Says
/// nothing about null: ask `has_value` before.
template <class Decimal>
[[nodiscard]] constexpr std::int64_t nanos_of(Decimal d) noexcept {
  static_assert(Decimal::exponent >= -9 && Decimal::exponent <= 0);
  std::int64_t factor = 1;
  for (int e = Decimal::exponent; e > -9; --e) factor *= 10;
  std::int64_t nanos = 0;
  if (__builtin_mul_overflow(static_cast<std::int64_t>(d.mantissa), factor, &nanos))
    return d.mantissa < 0 ? std::numeric_limits<std::int64_t>::min()
                          : std::numeric_limits<std::int64_t>::max();
  return nanos;
}

} // namespace corelane::sbe
