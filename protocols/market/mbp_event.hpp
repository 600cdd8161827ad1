#pragma once

#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// What a market-by-price message does to one side of a book whose levels count from 1, the best.
enum class mbp_action : std::uint8_t {
  insert,      ///< a new level at `level`; those behind it move back, one beyond `depth` goes
  change,      ///< `level` has another quantity, or number of orders
  remove,      ///< `level` is gone; those behind it move up
  remove_thru, ///< the side is empty
  remove_from, ///< `level` and all before it, 1 to `level`, are gone; the rest moves up
  overlay,     ///< `level` is what it is now said to be, whatever was there
  clear,       ///< both sides are empty from here on
  trust        ///< nothing changes; `state()` says what the instrument's book is worth now
};

/// One change of one price level, in the same form for every venue.
///
/// Implied levels, which the exchange derives from other instruments, are a book of their own of
/// the same instrument. `flags` and when a book is shown: as of `mbo_event`.
struct mbp_event {
  static constexpr std::string_view event_name = "mbp_event";

  mbp_action action{mbp_action::insert};
  corelane::side side{corelane::side::buy};
  std::uint8_t flags{0};
  std::uint8_t venue{0};
  instrument_id instrument{no_instrument};
  std::uint8_t level{0};  ///< from 1
  std::uint8_t depth{10}; ///< levels that the venue keeps of this side
  bool implied{false};
  std::uint8_t reserved{0};
  std::uint32_t orders{0};
  price px{};
  quantity qty{};
  timestamp exchange_time{};
  tsc_stamp received{};
  std::uint64_t sequence{0}; ///< of the instrument's changes, as the venue numbers them

  [[nodiscard]] constexpr book_state state() const noexcept {
    if ((flags & mbo_event::stale) != 0) return book_state::stale;
    return (flags & mbo_event::recovering) != 0 ? book_state::recovering : book_state::valid;
  }
};

static_assert(sizeof(mbp_event) == 56);

} // namespace corelane
