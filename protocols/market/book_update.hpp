#pragma once

#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// One price of one side: what rests there in sum. A quantity of 0 means there is no level.
struct book_level {
  price px{};
  quantity qty{};
};

/// The top of one instrument's book after an exchange event has ended.
///
/// `bid_depth` and `ask_depth` are the quantities in sum over the book actor's
/// `depth_levels` best prices. A side without orders has quantity 0 and an undefined price.
struct book_update {
  static constexpr std::string_view event_name = "book_update";
  static constexpr std::uint32_t valid = 0x01;       ///< every message that made it was seen
  static constexpr std::uint32_t bbo_changed = 0x02; ///< best price or its quantity differs
  static constexpr std::uint32_t recovering = 0x04;  ///< not valid, but will be: do not trade on it

  instrument_id instrument{no_instrument};
  std::uint32_t flags{0};
  book_level bid{};
  book_level ask{};
  quantity bid_depth{};
  quantity ask_depth{};
  std::uint32_t bid_orders{0}; ///< orders at the best bid
  std::uint32_t ask_orders{0};
  timestamp exchange_time{};
  tsc_stamp received{};
  std::uint64_t update_number{0}; ///< counts the updates of this instrument, from 1
  std::uint8_t venue{0};          ///< of a book of one venue
  std::uint8_t bid_venue{0};      ///< who has the best bid; of several, the first to have it
  std::uint8_t ask_venue{0};      ///< ... ask
  std::uint8_t venues{1};         ///< that the book is of
  std::uint32_t reserved_bytes{0};
  quantity implied_bid{}; ///< of `bid.qty`, derived from other instruments by the exchange
  quantity implied_ask{}; ///< of `ask.qty`
  std::uint64_t reserved{0};

  [[nodiscard]] static constexpr std::uint32_t flag_of(book_state s) noexcept {
    return s == book_state::valid ? valid : s == book_state::recovering ? recovering : 0;
  }
  [[nodiscard]] book_state state() const noexcept {
    if ((flags & valid) != 0) return book_state::valid;
    return (flags & recovering) != 0 ? book_state::recovering : book_state::stale;
  }
  /// The book is to be believed, both sides have orders, and they do not cross.
  [[nodiscard]] bool tradable() const noexcept {
    return (flags & valid) != 0 && two_sided() && bid.px < ask.px;
  }
  [[nodiscard]] bool two_sided() const noexcept { return bid.qty.units > 0 && ask.qty.units > 0; }
};

static_assert(sizeof(book_update) == 120);

} // namespace corelane
