#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace corelane::wire {

/// Text of a fixed width on the wire, left aligned and padded with spaces.
template <std::size_t Width>
struct field_text {
  std::array<char, Width> chars{};

  constexpr field_text() { chars.fill(' '); }
  constexpr field_text(std::string_view text) { // NOLINT: text is what it is
    chars.fill(' ');
    std::copy_n(text.begin(), std::min(text.size(), Width), chars.begin());
  }

  constexpr field_text(const char* text) : field_text{std::string_view{text}} {} // NOLINT: so is it

  /// Without the padding.
  [[nodiscard]] constexpr std::string_view view() const noexcept {
    std::size_t n = Width;
    while (n > 0 && chars[n - 1] == ' ') --n;
    return {chars.data(), n};
  }
  friend constexpr bool operator==(const field_text&, const field_text&) = default;
};

} // namespace corelane::wire
