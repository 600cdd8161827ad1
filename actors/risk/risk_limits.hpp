#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/runtime/api/parameter.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace corelane {

/// One set of limits. Money is in 1e-9 currency units; a limit is the last value that passes.
struct limit_set {
  quantity order_size{10'000};
  price order_notional{1'000'000 * price::scale};
  quantity position{50'000}; ///< either way, as if all open orders had filled
  std::int64_t open_orders{500};
  std::int64_t message_rate{10'000}; ///< a second; orders and replaces
  price daily_loss{100'000 * price::scale};
  std::int64_t collar_bps{500}; ///< of the reference price
};

/// Limits that one instrument has of its own; what is not given is -1 and inherits.
struct instrument_limits {
  std::string symbol;
  quantity order_size{-1};
  price order_notional{-1};
  quantity position{-1};
  std::int64_t open_orders{-1};
  price daily_loss{-1};
  std::int64_t collar_bps{-1};
};

/// The same for one strategy.
struct strategy_limits {
  std::int64_t strategy{0}; ///< its id: the strategies of a node count from 1, as configured
  quantity order_size{-1};
  price order_notional{-1};
  quantity position{-1};
  std::int64_t open_orders{-1};
  std::int64_t message_rate{-1};
  price daily_loss{-1};
  std::int64_t collar_bps{-1};
};

/// All limits of a node, as configured.
///
/// `each` holds for each strategy and for each instrument, unless its own row says otherwise.
/// An order must pass the limits of its instrument, of its strategy and of the node.
struct risk_limits {
  limit_set each;
  std::int64_t node_open_orders{5'000};
  std::int64_t node_message_rate{50'000};
  price node_daily_loss{500'000 * price::scale};
  /// Open orders at their prices and holdings at their cost, in sum.
  price node_notional{100'000'000 * price::scale};
  bool require_reference{false}; ///< refuse orders while no reference price is known
  std::vector<instrument_limits> instruments;
  std::vector<strategy_limits> strategies;

  /// Binds all of them; scalars are live.
  void bind(parameter_list& parameters);

  [[nodiscard]] limit_set of_instrument(std::string_view symbol) const;
  [[nodiscard]] limit_set of_strategy(std::int64_t strategy) const;
};

} // namespace corelane
