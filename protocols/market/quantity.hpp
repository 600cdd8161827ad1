#pragma once

#include <compare>
#include <cstdint>

namespace corelane {

/// A number of shares or contracts. Signed, so that a position is one too.
struct quantity {
  std::int64_t units{0};

  friend constexpr auto operator<=>(const quantity&, const quantity&) = default;
  friend constexpr quantity operator+(quantity a, quantity b) noexcept {
    return {a.units + b.units};
  }
  friend constexpr quantity operator-(quantity a, quantity b) noexcept {
    return {a.units - b.units};
  }
  friend constexpr quantity operator-(quantity a) noexcept { return {-a.units}; }
  constexpr quantity& operator+=(quantity other) noexcept {
    units += other.units;
    return *this;
  }
  constexpr quantity& operator-=(quantity other) noexcept {
    units -= other.units;
    return *this;
  }
};

} // namespace corelane
