#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// How an auction would end if it ended now.
///
/// 0 stands for "not said" in every price.
struct imbalance {
  static constexpr std::string_view event_name = "imbalance";

  enum class auction : std::uint8_t { unknown, opening, closing, halt, ipo, volatility };

  imbalance::auction of{auction::unknown};
  corelane::side side{corelane::side::buy}; ///< that has more; without meaning when `unpaired` is 0
  std::uint8_t flags{0};
  std::uint8_t venue{0};
  instrument_id instrument{no_instrument};
  quantity paired{};          ///< would trade
  quantity unpaired{};        ///< would be left, on `side`
  quantity market_unpaired{}; ///< of these, market orders; 0 when not said
  price reference{};          ///< that the quantities are for
  price indicative{};   ///< where book and auction orders together would trade (near, clearing)
  price auction_only{}; ///< where the auction's orders alone would (far)
  price lower_collar{};
  price upper_collar{};
  timestamp auction_time{}; ///< when it is to be held; 0: not said
  timestamp exchange_time{};
  tsc_stamp received{};
  std::uint64_t reserved[3]{};
};

static_assert(sizeof(imbalance) == 120);

[[nodiscard]] constexpr const char* to_string(imbalance::auction a) noexcept {
  switch (a) {
    case imbalance::auction::unknown: return "unknown";
    case imbalance::auction::opening: return "opening";
    case imbalance::auction::closing: return "closing";
    case imbalance::auction::halt: return "halt";
    case imbalance::auction::ipo: return "ipo";
    case imbalance::auction::volatility: return "volatility";
  }
  return "unknown";
}

} // namespace corelane
