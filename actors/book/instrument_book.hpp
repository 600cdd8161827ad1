#pragma once

#include "corelane/actors/book/level_ladder.hpp"
#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/side.hpp"

#include <cstdint>

namespace corelane {

/// The best price of one side and what rests there. `qty` 0 says that the side is empty.
struct best_level {
  std::int64_t px;
  std::uint64_t qty;
};

/// The two sides of one instrument. What nearly every change needs stands in the first cache line.
struct alignas(128) instrument_book {
  static constexpr std::uint32_t seen = 0x01;       ///< an event has named it
  static constexpr std::uint32_t overflowed = 0x02; ///< an order found no room since the last clear
  static constexpr std::uint32_t stale = 0x04;      ///< so says the feed
  static constexpr std::uint32_t recovering = 0x08; ///< so says the feed

  best_level best[2]; ///< by side
  std::uint32_t best_orders[2];
  book_index best_level_at[2]; ///< 0 when the side is empty
  std::uint32_t orders;
  std::uint32_t flags;
  std::uint64_t changes; ///< events that changed the book

  level_ladder ladder[2]; ///< by side

  [[nodiscard]] book_state state() const noexcept {
    if ((flags & (overflowed | stale)) != 0) return book_state::stale;
    return (flags & recovering) != 0 ? book_state::recovering : book_state::valid;
  }
  /// What the feed says; an order without room stays without.
  void trust(book_state s) noexcept {
    flags &= ~(stale | recovering);
    if (s == book_state::stale) flags |= stale;
    if (s == book_state::recovering) flags |= recovering;
  }
};
static_assert(sizeof(instrument_book) == 128);

} // namespace corelane
