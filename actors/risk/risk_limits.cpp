#include "corelane/actors/risk/risk_limits.hpp"

#include <algorithm>
#include <limits>

namespace corelane {

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t most_orders = 1 << 20;
constexpr std::int64_t most_messages = 1'000'000'000;
constexpr std::int64_t most_bps = 1'000'000;

/// A row's own limit replaces the inherited one.
template <class T>
void take(T& inherited, T own) {
  if (own >= T{0}) inherited = own;
}

template <class Row>
void take_common(limit_set& set, const Row& row) {
  take(set.order_size, row.order_size);
  take(set.order_notional, row.order_notional);
  take(set.position, row.position);
  take(set.open_orders, row.open_orders);
  take(set.daily_loss, row.daily_loss);
  take(set.collar_bps, row.collar_bps);
}

template <class Row>
void bind_common(parameter_list& row, Row& l) {
  row.bind_within(l.order_size, quantity{-1}, quantity{most}, "max_order_size", "shares",
                  "shares in one order; -1 inherits, here and below");
  row.bind_within(l.order_notional, price{-1}, price{most}, "max_order_notional", "currency",
                  "price times quantity of one order");
  row.bind_within(l.position, quantity{-1}, quantity{most}, "max_position", "shares",
                  "holding either way, as if all open orders had filled");
  row.bind_within(l.open_orders, std::int64_t{-1}, most_orders, "max_open_orders", "1",
                  "orders open at once");
  row.bind_within(l.daily_loss, price{-1}, price{most}, "max_daily_loss", "currency",
                  "realised and unrealised since 00:00 UTC");
  row.bind_within(l.collar_bps, std::int64_t{-1}, most_bps, "collar_bps", "bps",
                  "distance of an order's price from the reference price");
}

void describe_instrument(parameter_list& row, instrument_limits& l) {
  row.bind(l.symbol, "symbol", "", "the instrument").required();
  bind_common(row, l);
}

void describe_strategy(parameter_list& row, strategy_limits& l) {
  row.bind_within(l.strategy, std::int64_t{1}, std::int64_t{255}, "strategy", "1",
                  "its id: strategies count from 1 in the order of the configuration")
      .required();
  bind_common(row, l);
  row.bind_within(l.message_rate, std::int64_t{-1}, most_messages, "max_message_rate", "1/s",
                  "orders and replaces in a second");
}

void bind_each(parameter_list& all, limit_set& each) {
  all.bind_within(each.order_size, quantity{0}, quantity{most}, "max_order_size", "shares",
                  "shares in one order")
      .live();
  all.bind_within(each.order_notional, price{0}, price{most}, "max_order_notional", "currency",
                  "price times quantity of one order")
      .live();
  all.bind_within(each.position, quantity{0}, quantity{most}, "max_position", "shares",
                  "holding of one instrument, either way, as if all open orders had filled; of "
                  "each strategy and of all together")
      .live();
  all.bind_within(each.open_orders, std::int64_t{0}, most_orders, "max_open_orders", "1",
                  "orders open at once, of each instrument and of each strategy")
      .live();
  all.bind_within(each.message_rate, std::int64_t{0}, most_messages, "max_message_rate", "1/s",
                  "orders and replaces of each strategy in a second")
      .live();
  all.bind_within(each.daily_loss, price{0}, price{most}, "max_daily_loss", "currency",
                  "realised and unrealised since 00:00 UTC, of each instrument and of each "
                  "strategy; past it only orders pass that reduce a position")
      .live();
  all.bind_within(each.collar_bps, std::int64_t{0}, most_bps, "collar_bps", "bps",
                  "distance of an order's price from the reference price (the book's mid, else "
                  "the last trade)")
      .live();
}

} // namespace

void risk_limits::bind(parameter_list& parameters) {
  bind_each(parameters, each);
  parameters
      .bind_within(node_open_orders, std::int64_t{0}, most_orders, "node_max_open_orders", "1",
                   "orders of the node open at once")
      .live();
  parameters
      .bind_within(node_message_rate, std::int64_t{0}, most_messages, "node_max_message_rate",
                   "1/s", "orders and replaces of the node in a second")
      .live();
  parameters
      .bind_within(node_daily_loss, price{0}, price{most}, "node_max_daily_loss", "currency",
                   "realised and unrealised of the node since 00:00 UTC")
      .live();
  parameters
      .bind_within(node_notional, price{0}, price{most}, "node_max_notional", "currency",
                   "open orders at their prices and holdings at their cost, in sum")
      .live();
  parameters
      .bind(require_reference, "require_reference", "",
            "refuse orders in an instrument until a reference price is known")
      .live();
  parameters.bind_table(instruments, "instruments", "limits of single instruments",
                        &describe_instrument);
  parameters.bind_table(strategies, "strategies", "limits of single strategies",
                        &describe_strategy);
}

limit_set risk_limits::of_instrument(std::string_view symbol) const {
  auto set = each;
  const auto row = std::ranges::find(instruments, symbol, &instrument_limits::symbol);
  if (row != instruments.end()) take_common(set, *row);
  return set;
}

limit_set risk_limits::of_strategy(std::int64_t strategy) const {
  auto set = each;
  const auto row = std::ranges::find(strategies, strategy, &strategy_limits::strategy);
  if (row == strategies.end()) return set;
  take_common(set, *row);
  take(set.message_rate, row->message_rate);
  return set;
}

} // namespace corelane
