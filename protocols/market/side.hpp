#pragma once

#include <cstdint>

namespace corelane {

/// FIX tag 54. `buy` also names the bid side of a book, `sell` the ask side.
enum class side : std::uint8_t { buy = 0, sell = 1 };

[[nodiscard]] constexpr side opposite(side s) noexcept {
  return s == side::buy ? side::sell : side::buy;
}

/// +1 for a buy, -1 for a sell: the sign a fill gives to a position.
[[nodiscard]] constexpr int sign_of(side s) noexcept { return s == side::buy ? 1 : -1; }

[[nodiscard]] constexpr const char* to_string(side s) noexcept {
  return s == side::buy ? "buy" : "sell";
}

} // namespace corelane
