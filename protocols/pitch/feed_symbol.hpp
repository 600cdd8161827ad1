#pragma once

#include "corelane/protocols/wire/field_text.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace corelane::pitch {

template <std::size_t Width>
using field_text = wire::field_text<Width>;

/// A symbol of the feed: a stock's own, or six characters that a mapping or a definition explains.
/// Always of eight characters here, so that one instrument has one key whatever message names it.
using feed_symbol = field_text<8>;

/// The same number for the same symbol: for tables.
[[nodiscard]] constexpr std::uint64_t key_of(const feed_symbol& s) noexcept {
  return std::bit_cast<std::uint64_t>(s.chars);
}

/// A symbol that takes six characters on the wire; the other two are blank.
template <class Symbol>
struct six_characters {
  Symbol& symbol;
};

template <class Symbol>
[[nodiscard]] constexpr six_characters<Symbol> six(Symbol& symbol) noexcept {
  return {symbol};
}

} // namespace corelane::pitch
