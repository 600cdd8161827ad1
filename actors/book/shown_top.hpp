#pragma once

#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/trading_status.hpp"

#include <cstdint>

namespace corelane {

/// What the world has last been shown of one book, and what has happened since. One cache line.
struct alignas(64) shown_top {
  book_level bid{};
  book_level ask{};
  quantity depth[2]{}; ///< by side
  std::uint64_t update_number{0};
  bool pending{false};       ///< changed within the exchange event under way
  bool depth_changed{false}; ///< ... among the best `depth_levels` prices
  bool side_changed[2]{};    ///< ... so that `depth` must be summed anew
  book_state state{book_state::valid};
  bool named{false}; ///< in shared memory
  trading_state status{trading_state::unknown};
};
static_assert(sizeof(shown_top) == 64);

} // namespace corelane
