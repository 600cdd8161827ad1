#include "corelane/actors/risk/risk_checks.hpp"

#include <algorithm>
#include <limits>

namespace corelane {

namespace {

constexpr std::int64_t day_ns = 86'400'000'000'000;
constexpr std::int64_t bps = 10'000;

std::size_t index_of(strategy_id id) noexcept { return static_cast<std::size_t>(id); }

risk_verdict refused(reject_reason reason, limit_scope scope, std::int64_t limit,
                     std::int64_t value) noexcept {
  return {reason, scope, limit, value};
}

risk_verdict refused(reject_reason reason, limit_scope scope, std::int64_t limit,
                     notional value) noexcept {
  return {reason, scope, limit, value.clamped()};
}

bool closed(trading_state s) noexcept {
  return s == trading_state::halted || s == trading_state::paused || s == trading_state::closed;
}

/// The price furthest from `reference` that the collar lets pass, on the side of `px`.
std::int64_t bound_of(price reference, price px, std::int64_t collar) noexcept {
  const auto width = notional{reference.nanos}.magnitude().nanos * collar / bps;
  return notional{px > reference ? reference.nanos + width : reference.nanos - width}.clamped();
}

} // namespace

struct risk_checks::proposal {
  const instrument_state& instrument;
  const exposure& node;     ///< of the instrument, all strategies
  const exposure& strategy; ///< of the instrument
  std::size_t strategy_index;
  corelane::side side;
  price px;
  quantity qty;         ///< of the order
  notional value;       ///< of what may still trade
  quantity added;       ///< beyond what is reserved
  notional added_value; ///< the same
  bool opens;           ///< one order more

  /// Even if all filled, `e` would hold no more than now, and on the same side.
  [[nodiscard]] bool reduces(const exposure& e) const noexcept {
    return (e.worst(side) + added).units <= 0;
  }
};

risk_checks::risk_checks(const risk_limits& limits, instrument_directory& instruments, room r)
    : limits_{limits},
      instruments_{instruments},
      ledger_{instruments.capacity(), r.traded_instruments, r.strategies},
      orders_{r.open_orders} {
  for (const auto& own : limits.instruments) {
    const auto id = instruments.add(own.symbol);
    if (!ledger_.knows(id)) continue;
    ledger_.of(id).limits = static_cast<std::uint16_t>(&own - limits.instruments.data() + 1);
  }
  limits_changed();
}

risk_checks::row risk_checks::row_of(const limit_set& set) noexcept {
  return {set.order_size.units,
          set.order_notional.nanos,
          set.position.units,
          set.open_orders,
          set.daily_loss.nanos,
          set.collar_bps,
          message_rate::of(set.message_rate)};
}

void risk_checks::limits_changed() {
  instrument_rows_.assign(1, row_of(limits_.each));
  for (const auto& own : limits_.instruments)
    instrument_rows_.push_back(row_of(limits_.of_instrument(own.symbol)));
  constexpr auto any = std::numeric_limits<std::int64_t>::max();
  strategy_rows_.assign(1, {any, any, any, limits_.node_open_orders, limits_.node_daily_loss.nanos,
                            any, message_rate::of(limits_.node_message_rate)});
  for (std::size_t s = 1; s <= ledger_.strategies(); ++s)
    strategy_rows_.push_back(row_of(limits_.of_strategy(static_cast<std::int64_t>(s))));
}

risk_verdict risk_checks::check(const order_request& request, timestamp now, bool halted) noexcept {
  if (now >= day_ends_) [[unlikely]]
    roll_day(now);
  if (request.action == order_action::cancel) {
    if (order_of(request) == nullptr)
      return refused(reject_reason::unknown_order, limit_scope::none, 0, 0);
    auto& last = ledger_.of(index_of(request.strategy)).last_cl_ord_id;
    last = std::max(last, request.cl_ord_id);
    count_message(index_of(request.strategy), now);
    return {};
  }
  if (halted) [[unlikely]]
    return refused(reject_reason::kill_switch, limit_scope::node, 0, 1);
  if (const auto v = check_form(request); !v.passed()) [[unlikely]]
    return v;
  return request.action == order_action::submit ? submit(request, now) : replace(request, now);
}

const open_order* risk_checks::order_of(const order_request& request) const noexcept {
  const auto* order = orders_.find(request.orig_cl_ord_id);
  return order != nullptr && order->strategy == request.strategy ? order : nullptr;
}

risk_verdict risk_checks::check_form(const order_request& r) noexcept {
  using enum reject_reason;
  const auto strategy = index_of(r.strategy);
  if (strategy == 0 || strategy > ledger_.strategies())
    return refused(invalid_order, limit_scope::strategy, ledger_.strategies(), strategy);
  if (!ledger_.knows(r.instrument) || !ledger_.trade(r.instrument))
    return refused(unknown_instrument, limit_scope::instrument, 0, index_of(r.instrument));
  if (r.qty.units <= 0) return refused(invalid_order, limit_scope::none, 1, r.qty.units);
  if (r.ord_type == ord_type::limit && r.px.nanos <= 0)
    return refused(invalid_order, limit_scope::none, 1, r.px.nanos);
  if (r.side > side::sell || r.ord_type > ord_type::limit || r.time_in_force > time_in_force::fok
      || r.action > order_action::replace)
    return refused(invalid_order, limit_scope::none, 0, 0);
  auto& last = ledger_.of(strategy).last_cl_ord_id;
  if (r.cl_ord_id <= last)
    return refused(duplicate_cl_ord_id, limit_scope::strategy, static_cast<std::int64_t>(last),
                   static_cast<std::int64_t>(r.cl_ord_id));
  last = r.cl_ord_id;
  return {};
}

risk_verdict risk_checks::submit(const order_request& r, timestamp now) noexcept {
  const auto strategy = index_of(r.strategy);
  const auto& i = ledger_.of(r.instrument);
  // A market order is worth what the market says; its own price means nothing.
  const auto px = r.ord_type == ord_type::limit ? r.px : i.reference;
  const auto value = value_of(px, r.qty);
  if (r.ord_type == ord_type::market && !i.referenced) [[unlikely]]
    return refused(reject_reason::price_collar, limit_scope::instrument, 0, 0);
  const proposal p{i,
                   ledger_.of(i, 0),
                   ledger_.of(i, strategy),
                   strategy,
                   r.side,
                   px,
                   r.qty,
                   value,
                   r.qty,
                   value,
                   true};
  if (const auto v = judge(p, now); !v.passed()) [[unlikely]]
    return v;
  open_order order;
  order.cl_ord_id = r.cl_ord_id;
  order.instrument = r.instrument;
  order.side = r.side;
  order.strategy = r.strategy;
  order.px = px;
  order.qty = r.qty;
  order.leaves = r.qty;
  if (orders_.insert(order) == nullptr) [[unlikely]]
    return refused(reject_reason::open_orders, limit_scope::node, orders_.capacity(),
                   orders_.size() + 1);
  ledger_.reserve(order);
  count_message(strategy, now);
  return {};
}

risk_verdict risk_checks::replace(const order_request& r, timestamp now) noexcept {
  auto* order = orders_.find(r.orig_cl_ord_id);
  if (order == nullptr || order->strategy != r.strategy || order->instrument != r.instrument)
    return refused(reject_reason::unknown_order, limit_scope::none, 0, 0);
  if (order->pending_qty.units != 0)
    return refused(reject_reason::invalid_order, limit_scope::none, 0, 1);
  const auto strategy = index_of(r.strategy);
  const auto& i = ledger_.of(r.instrument);
  const auto leaves = std::max(quantity{}, r.qty - order->filled());
  const auto value = value_of(r.px, leaves);
  const proposal p{i,
                   ledger_.of(i, 0),
                   ledger_.of(i, strategy),
                   strategy,
                   order->side,
                   r.px,
                   r.qty,
                   value,
                   std::max(quantity{}, leaves - order->leaves),
                   std::max(notional{}, value - value_of(order->px, order->leaves)),
                   false};
  if (const auto v = judge(p, now); !v.passed()) [[unlikely]]
    return v;
  ledger_.release(*order);
  order->pending_cl_ord_id = r.cl_ord_id;
  order->pending_px = r.px;
  order->pending_qty = r.qty;
  ledger_.reserve(*order);
  count_message(strategy, now);
  return {};
}

risk_verdict risk_checks::judge(const proposal& p, timestamp now) const noexcept {
  if (closed(p.instrument.state)) [[unlikely]]
    return refused(reject_reason::instrument_halted, limit_scope::instrument, 0,
                   static_cast<std::int64_t>(p.instrument.state));
  if (p.instrument.stale && !p.reduces(p.node)) [[unlikely]]
    return refused(reject_reason::stale_book, limit_scope::instrument, 0, p.px.nanos);
  if (!p.instrument.referenced && limits_.require_reference) [[unlikely]]
    return refused(reject_reason::price_collar, limit_scope::instrument, 0, p.px.nanos);
  if (const auto v = check_order(p, instrument_rows_[p.instrument.limits], limit_scope::instrument);
      !v.passed()) [[unlikely]]
    return v;
  if (const auto v = check_order(p, strategy_rows_[p.strategy_index], limit_scope::strategy);
      !v.passed()) [[unlikely]]
    return v;
  if (const auto v = check_losses(p); !v.passed()) [[unlikely]]
    return v;
  return check_sums(p, now);
}

/// What an instrument and a strategy limit alike.
risk_verdict risk_checks::check_order(const proposal& p, const row& own,
                                      limit_scope scope) const noexcept {
  using enum reject_reason;
  if (p.qty.units > own.order_size) [[unlikely]]
    return refused(order_size, scope, own.order_size, p.qty.units);
  if (p.value.nanos > own.order_notional) [[unlikely]]
    return refused(order_notional, scope, own.order_notional, p.value);
  if (p.instrument.referenced) {
    const auto reference = p.instrument.reference;
    const auto off = notional{p.px.nanos - reference.nanos}.magnitude();
    if (off.nanos * bps > notional{reference.nanos}.magnitude().nanos * own.collar_bps) [[unlikely]]
      return refused(price_collar, scope, bound_of(reference, p.px, own.collar_bps), p.px.nanos);
  }
  const bool of_instrument = scope == limit_scope::instrument;
  const auto worst = (of_instrument ? p.node : p.strategy).worst(p.side) + p.added;
  if (p.added.units > 0 && worst.units > own.position) [[unlikely]]
    return refused(reject_reason::position, scope, own.position, worst.units);
  const auto open = of_instrument ? std::int64_t{p.instrument.open_orders}
                                  : ledger_.of(p.strategy_index).open_orders;
  if (p.opens && open >= own.open_orders) [[unlikely]]
    return refused(reject_reason::open_orders, scope, own.open_orders, open + 1);
  return {};
}

/// Who has lost too much may only reduce.
risk_verdict risk_checks::check_losses(const proposal& p) const noexcept {
  const auto& node = ledger_.node();
  const auto& strategy = ledger_.of(p.strategy_index);
  const auto instrument = notional{p.instrument.day_profit} - ledger_.profit_of(p.instrument);
  const auto of_instrument = instrument_rows_[p.instrument.limits].daily_loss;
  const auto of_strategy = strategy_rows_[p.strategy_index].daily_loss;
  const auto of_node = strategy_rows_[0].daily_loss;
  if (instrument.nanos <= of_instrument && strategy.day_loss().nanos <= of_strategy
      && node.day_loss().nanos <= of_node) [[likely]]
    return {};
  using enum reject_reason;
  if (instrument.nanos > of_instrument && !p.reduces(p.node))
    return refused(daily_loss, limit_scope::instrument, of_instrument, instrument);
  if (strategy.day_loss().nanos > of_strategy && !p.reduces(p.strategy))
    return refused(daily_loss, limit_scope::strategy, of_strategy, strategy.day_loss());
  if (node.day_loss().nanos > of_node && !p.reduces(p.node))
    return refused(daily_loss, limit_scope::node, of_node, node.day_loss());
  return {};
}

/// What only the node limits, and the rates.
risk_verdict risk_checks::check_sums(const proposal& p, timestamp now) const noexcept {
  using enum reject_reason;
  const auto& node_row = strategy_rows_[0];
  const auto& node = ledger_.node();
  if (p.opens && node.open_orders >= node_row.open_orders) [[unlikely]]
    return refused(reject_reason::open_orders, limit_scope::node, node_row.open_orders,
                   node.open_orders + 1);
  const auto gross = ledger_.gross() + p.added_value;
  if (gross.nanos > limits_.node_notional.nanos && p.added_value.nanos > 0 && !p.reduces(p.node))
      [[unlikely]]
    return refused(node_notional, limit_scope::node, limits_.node_notional.nanos, gross);
  const auto own = strategy_rows_[p.strategy_index].rate;
  const auto& strategy = ledger_.of(p.strategy_index);
  if (!strategy.rate.allows(own, now)) [[unlikely]]
    return refused(reject_reason::message_rate, limit_scope::strategy, own.per_second,
                   strategy.rate.in_use(own, now) + 1);
  if (!node.rate.allows(node_row.rate, now)) [[unlikely]]
    return refused(reject_reason::message_rate, limit_scope::node, node_row.rate.per_second,
                   node.rate.in_use(node_row.rate, now) + 1);
  return {};
}

void risk_checks::count_message(std::size_t strategy, timestamp now) noexcept {
  ledger_.node().rate.take(strategy_rows_[0].rate, now);
  ledger_.of(strategy).rate.take(strategy_rows_[strategy].rate, now);
}

bool risk_checks::take(const execution_report& report) noexcept {
  auto* order = orders_.find(report);
  auto before = open_order{};
  if (order != nullptr) {
    before = *order;
    ledger_.release(before);
  } else {
    // Not ours, or final already: a late fill still moves the position.
    before.instrument = report.instrument;
    before.side = report.side;
    before.strategy = report.strategy;
  }
  const auto [after, filled] = orders_.apply(order, report);
  bool placed = true;
  if (filled.units != 0) {
    const auto strategy = index_of(before.strategy);
    placed = ledger_.fill(before.instrument, strategy <= ledger_.strategies() ? strategy : 0,
                          before.side == side::buy ? filled : -filled, report.last_px);
  }
  if (after != nullptr) ledger_.reserve(*after);
  return placed;
}

void risk_checks::take(const book_update& top) noexcept {
  if (!ledger_.knows(top.instrument)) return;
  auto& i = ledger_.of(top.instrument);
  i.stale = top.state() != book_state::valid;
  if (i.stale) return;
  i.two_sided = top.two_sided();
  if (!i.two_sided) return;
  ledger_.mark(top.instrument, {top.bid.px.nanos + (top.ask.px.nanos - top.bid.px.nanos) / 2});
}

void risk_checks::take(const trade& print) noexcept {
  if (!ledger_.knows(print.instrument) || print.kind == trade_kind::broken) return;
  if (!ledger_.of(print.instrument).two_sided) ledger_.mark(print.instrument, print.px);
}

void risk_checks::take(const trading_status& status) noexcept {
  if (ledger_.knows(status.instrument)) ledger_.of(status.instrument).state = status.state;
}

void risk_checks::roll_day(timestamp now) noexcept {
  if (now < day_ends_) return;
  day_ends_ = {now.ns - now.ns % day_ns + day_ns};
  ledger_.begin_day();
}

} // namespace corelane
