#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// How a trade came about.
enum class trade_kind : std::uint8_t {
  displayed,     ///< against a displayed order
  non_displayed, ///< against a hidden order; the book does not change
  cross,         ///< in an auction
  broken         ///< `match_number` is void: take it out of volume
};

/// A print: something traded at the exchange, whoever was in it.
struct trade {
  static constexpr std::string_view event_name = "trade";

  trade_kind kind{trade_kind::displayed};
  side aggressor{side::buy}; ///< the side that took; for `cross` and `broken` without meaning
  std::uint8_t flags{0};
  std::uint8_t venue{0};
  instrument_id instrument{no_instrument};
  price px{};
  quantity qty{};
  std::uint64_t match_number{0};
  timestamp exchange_time{};
  tsc_stamp received{};
  std::uint64_t reserved{0};
};

static_assert(sizeof(trade) == 56);

} // namespace corelane
