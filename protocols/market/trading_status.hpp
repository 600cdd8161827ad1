#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

enum class trading_state : std::uint8_t {
  unknown,
  pre_open,
  quoting_only, ///< quotes are taken, nothing trades
  trading,
  halted, ///< by the exchange or the regulator
  paused, ///< volatility pause
  closed
};

/// The exchange's word on whether an instrument trades.
struct trading_status {
  static constexpr std::string_view event_name = "trading_status";

  trading_state state{trading_state::unknown};
  bool short_sale_restricted{false};
  std::uint8_t venue{0};
  std::uint8_t flags{0};
  instrument_id instrument{no_instrument};
  char reason[8]{}; ///< the venue's own code, zero padded
  timestamp exchange_time{};
  tsc_stamp received{};
  std::uint64_t reserved[3]{};
};

static_assert(sizeof(trading_status) == 56);

[[nodiscard]] constexpr const char* to_string(trading_state s) noexcept {
  switch (s) {
    case trading_state::unknown: return "unknown";
    case trading_state::pre_open: return "pre_open";
    case trading_state::quoting_only: return "quoting_only";
    case trading_state::trading: return "trading";
    case trading_state::halted: return "halted";
    case trading_state::paused: return "paused";
    case trading_state::closed: return "closed";
  }
  return "unknown";
}

} // namespace corelane
