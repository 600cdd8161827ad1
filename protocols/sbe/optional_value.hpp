#pragma once

#include <concepts>

namespace corelane::sbe {

/// A number of which one value, `Null`, says that there is none. As small as the number itself.
template <std::integral Number, Number Null>
struct optional_value {
  static constexpr Number null = Null;

  Number raw{Null};

  constexpr optional_value() = default;
  constexpr optional_value(Number n) noexcept : raw{n} {} // NOLINT: a number is one

  [[nodiscard]] constexpr bool has_value() const noexcept { return raw != Null; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }
  /// Only when it has one.
  [[nodiscard]] constexpr Number operator*() const noexcept { return raw; }
  [[nodiscard]] constexpr Number value_or(Number other) const noexcept {
    return has_value() ? raw : other;
  }
  friend constexpr bool operator==(const optional_value&, const optional_value&) = default;
};

} // namespace corelane::sbe
