#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// What a venue says about an instrument before it trades, and when that changes.
///
/// 0 stands for "the venue does not say" in every price, quantity and time.
struct definition {
  static constexpr std::string_view event_name = "definition";

  enum class action : std::uint8_t { added, modified, removed };
  enum class kind : std::uint8_t {
    unknown,
    equity,
    future,
    call,
    put,
    spread,
    index,
    bond,
    repo,
    fx
  };
  static constexpr std::uint8_t test_instrument = 0x01; ///< never trade it

  definition::action what{action::added};
  definition::kind is{kind::unknown};
  std::uint8_t flags{0};
  std::uint8_t venue{0};
  instrument_id instrument{no_instrument};
  instrument_id underlying{no_instrument};
  char currency[4]{};                ///< ISO 4217, zero padded
  std::uint64_t venue_instrument{0}; ///< the venue's own number: locate, symbol index, security id
  price tick{};                      ///< prices are multiples of it
  price multiplier{};                ///< what a price of 1 is worth for a quantity of 1
  price strike{};
  price lowest{};    ///< of a day's limits
  price highest{};   ///< ... 0 with `lowest` 0: none
  price reference{}; ///< yesterday's close, or settlement
  quantity round_lot{};
  timestamp expires{};
  char market[8]{}; ///< the venue's own class of instrument, zero padded
  timestamp exchange_time{};
  tsc_stamp received{};
  price display_factor{price::scale}; ///< what traders see is a price of the feed times this
};

static_assert(sizeof(definition) == 120);

} // namespace corelane
