#pragma once

#include <concepts>
#include <initializer_list>

namespace corelane::sbe {

/// A set of the bits that `Bit` enumerates by their positions, in a number as on the wire.
template <class Bit, std::unsigned_integral Number>
struct bit_set {
  Number bits{0};

  constexpr bit_set() = default;
  constexpr bit_set(std::initializer_list<Bit> of) noexcept {
    for (const auto bit : of) set(bit);
  }

  [[nodiscard]] constexpr bool has(Bit bit) const noexcept {
    return (bits >> static_cast<unsigned>(bit) & 1U) != 0;
  }
  constexpr void set(Bit bit) noexcept {
    bits = static_cast<Number>(bits | Number{1} << static_cast<unsigned>(bit));
  }
  friend constexpr bool operator==(const bit_set&, const bit_set&) = default;
};

} // namespace corelane::sbe
