#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/order/order_type.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// Which FIX message a request becomes: D, F or G.
enum class order_action : std::uint8_t { submit, cancel, replace };

/// A dense number for the strategy that an order belongs to, given at wiring.
enum class strategy_id : std::uint8_t {};

/// What a strategy asks for, and what risk passes on to the gateway.
///
/// `replace` and `cancel` name the order they act on by `orig_cl_ord_id` and repeat its
/// instrument and side. `qty` of a replace is the new order quantity (FIX 38), fills included.
struct order_request {
  static constexpr std::string_view event_name = "order_request";
  static constexpr bool may_be_lost = false;

  order_action action : 4 {order_action::submit};
  corelane::side side : 4 {corelane::side::buy};
  corelane::ord_type ord_type : 4 {corelane::ord_type::limit};
  corelane::time_in_force time_in_force : 4 {corelane::time_in_force::day};
  strategy_id strategy{};
  std::uint8_t flags{0};
  instrument_id instrument{no_instrument};
  std::uint64_t cl_ord_id{0};      ///< FIX 11
  std::uint64_t orig_cl_ord_id{0}; ///< FIX 41
  price px{};                      ///< FIX 44; ignored for a market order
  quantity qty{};                  ///< FIX 38
  timestamp created{};             ///< FIX 60
  tsc_stamp received{};            ///< of the packet that caused it; 0 if a timer did
};

static_assert(sizeof(order_request) == 56);

} // namespace corelane
