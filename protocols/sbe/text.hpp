#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace corelane::sbe {

/// Text of a fixed width on the wire, ended by a zero byte where it is shorter.
template <std::size_t Width>
struct text {
  std::array<char, Width> chars{};

  constexpr text() = default;
  constexpr text(std::string_view from) { // NOLINT: text is what it is
    std::copy_n(from.begin(), std::min(from.size(), Width), chars.begin());
  }

  /// Without what pads it: zeros, and spaces at the end.
  [[nodiscard]] constexpr std::string_view view() const noexcept {
    std::size_t n = 0;
    while (n < Width && chars[n] != '\0') ++n;
    while (n > 0 && chars[n - 1] == ' ') --n;
    return {chars.data(), n};
  }
  friend constexpr bool operator==(const text&, const text&) = default;
};

} // namespace corelane::sbe
