#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace corelane::pillar {

/// Text of a fixed width on the wire, left aligned; `Pad` fills what is left of it.
template <std::size_t Width, char Pad>
struct field_text {
  std::array<char, Width> chars{};

  constexpr field_text() { chars.fill(Pad); }
  constexpr field_text(std::string_view text) { // NOLINT: text is what it is
    chars.fill(Pad);
    std::copy_n(text.begin(), std::min(text.size(), Width), chars.begin());
  }

  /// Up to the first NUL, without trailing spaces.
  [[nodiscard]] constexpr std::string_view view() const noexcept {
    std::size_t n = 0;
    while (n < Width && chars[n] != '\0') ++n;
    while (n > 0 && chars[n - 1] == ' ') --n;
    return {chars.data(), n};
  }
  friend constexpr bool operator==(const field_text&, const field_text&) = default;
};

using symbol_text = field_text<11, '\0'>;    ///< in NYSE symbology
using firm_id = field_text<5, ' '>;          ///< blank unless the order is attributed
using source_id = field_text<10, '\0'>;      ///< a client of the request server
using trade_conditions = field_text<4, ' '>; ///< settlement, exemption, hours, detail

} // namespace corelane::pillar
