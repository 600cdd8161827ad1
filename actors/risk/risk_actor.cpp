#include "corelane/actors/risk/risk_actor.hpp"

#include "corelane/runtime/api/registry.hpp"

namespace corelane {

namespace {

price money(notional n) { return {n.clamped()}; }

template <class Limits>
void write_limits(inspection& out, const Limits& l) {
  out.field("max_order_size", l.order_size);
  out.field("max_order_notional", l.order_notional);
  out.field("max_position", l.position);
  out.field("max_open_orders", l.open_orders);
  out.field("max_daily_loss", l.daily_loss);
  out.field("collar_bps", l.collar_bps);
}

/// Our own answer to a request; `order` is what it acts on, if that is open.
execution_report answer(const order_request& request, const risk_verdict& verdict,
                        const open_order* order, timestamp now) {
  execution_report r;
  r.exec_type = verdict.reason == reject_reason::unknown_order ? exec_type::cancel_rejected
                                                               : exec_type::risk_rejected;
  r.ord_status = ord_status::rejected;
  r.side = request.side;
  r.reason = verdict.reason;
  r.scope = verdict.scope;
  r.instrument = request.instrument;
  r.strategy = request.strategy;
  r.cl_ord_id = request.cl_ord_id;
  r.orig_cl_ord_id = request.orig_cl_ord_id;
  r.order_px = request.px;
  r.limit = verdict.limit;
  r.value = verdict.value;
  r.transact_time = now;
  r.received = request.received;
  if (order == nullptr) return r;
  // A replace that is refused leaves its order as it was.
  const auto filled = order->filled();
  r.ord_status = filled.units > 0 ? ord_status::partially_filled : ord_status::new_order;
  r.order_px = order->px;
  r.cum_qty = filled;
  r.leaves_qty = order->leaves;
  return r;
}

} // namespace

risk_actor::risk_actor(actor_setup& setup)
    : actor{setup}, instruments_{setup.instruments()}, halt_{setup.halt()}, probe_{setup} {
  auto& parameters = setup.parameters();
  limits_.bind(parameters);
  parameters.bind_within(traded_instruments_, std::uint64_t{1}, std::uint64_t{65'536},
                         "traded_instruments", "1", "instruments that there is room to trade in");
  parameters.bind_within(strategies_, std::uint64_t{1}, std::uint64_t{255}, "strategy_room", "1",
                         "strategies that there is room for");
  parameters.bind_within(open_orders_, std::uint64_t{1}, std::uint64_t{1} << 20, "open_order_room",
                         "1", "open orders of the node that there is room for");
}

void risk_actor::on_start() {
  checks_.emplace(limits_, instruments_,
                  risk_checks::room{traded_instruments_, strategies_, open_orders_});
}

void risk_actor::on_parameters_changed() {
  if (checks_) checks_->limits_changed();
}

void risk_actor::take_order(const order_request& request) {
  probe_.checked();
  // The strategy's clock has just been read for `created`; a second read would cost 10 ns.
  const auto at = request.created.ns != 0 ? request.created : now();
  const auto verdict = checks_->check(request, at, halt_.halted());
  if (verdict.passed()) [[likely]]
    approved_.emit(request);
  else
    refuse(request, verdict);
}

void risk_actor::refuse(const order_request& request, const risk_verdict& verdict) {
  probe_.refused(verdict.reason);
  const auto* order = request.action == order_action::submit ? nullptr : checks_->order_of(request);
  last_refusal_ = answer(request, verdict, order, now());
  reports_.emit(last_refusal_);
}

void risk_actor::take_execution(const execution_report& report) {
  if (!checks_->take(report)) probe_.fill_not_placed();
  probe_.profit_is(checks_->ledger().node());
  reports_.emit(report);
}

void risk_actor::take_book(const book_update& top) {
  checks_->take(top);
  probe_.profit_is(checks_->ledger().node());
}

void risk_actor::take_trade(const trade& print) { checks_->take(print); }

void risk_actor::take_status(const trading_status& status) { checks_->take(status); }

void risk_actor::inspect(inspection& out) const {
  if (!checks_) return;
  out.field("halted", halt_.halted());
  out.field("checks", probe_.checks());
  out.field("open_orders", checks_->orders().size());
  out.field("gross_notional", money(checks_->ledger().gross()));
  out.field("realised", money(checks_->ledger().node().realised));
  out.field("profit", money(checks_->ledger().node().profit));
  out.field("day_loss", money(checks_->ledger().node().day_loss()));
  out.field("unplaced_fills", probe_.lost_fills());
  inspect_limits(out);
  inspect_positions(out);
  inspect_strategies(out);
  out.table("rejects");
  risk_probe::for_each_reason([&](reject_reason r) {
    if (probe_.refusals(r) == 0) return;
    out.row();
    out.field("reason", to_string(r));
    out.field("count", probe_.refusals(r));
  });
  out.end_table();
  if (last_refusal_.reason == reject_reason::none) return;
  out.table("last_reject");
  out.row();
  out.field("cl_ord_id", last_refusal_.cl_ord_id);
  out.field("reason", to_string(last_refusal_.reason));
  out.field("scope", to_string(last_refusal_.scope));
  out.field("limit", last_refusal_.limit);
  out.field("value", last_refusal_.value);
  out.end_table();
}

void risk_actor::inspect_limits(inspection& out) const {
  out.table("limits");
  out.row();
  out.field("of", "each");
  write_limits(out, limits_.each);
  out.field("max_message_rate", limits_.each.message_rate);
  for (const auto& own : limits_.instruments) {
    out.row();
    out.field("of", own.symbol);
    write_limits(out, limits_.of_instrument(own.symbol));
  }
  for (const auto& own : limits_.strategies) {
    const auto set = limits_.of_strategy(own.strategy);
    out.row();
    out.field("of", "strategy " + std::to_string(own.strategy));
    write_limits(out, set);
    out.field("max_message_rate", set.message_rate);
  }
  out.row();
  out.field("of", "node");
  out.field("max_open_orders", limits_.node_open_orders);
  out.field("max_daily_loss", limits_.node_daily_loss);
  out.field("max_message_rate", limits_.node_message_rate);
  out.field("max_notional", limits_.node_notional);
  out.end_table();
}

void risk_actor::inspect_positions(inspection& out) const {
  const auto& ledger = checks_->ledger();
  out.table("positions");
  for (std::uint32_t n = 0; n < instruments_.size(); ++n) {
    const auto& i = ledger.of(instrument_id{n});
    if (i.slot == 0) continue;
    const auto& e = ledger.of(i, 0);
    out.row();
    out.field("symbol", instruments_.symbol(instrument_id{n}));
    out.field("position", e.held.qty);
    out.field("avg_px", e.held.average_px());
    out.field("realised", money(e.held.realised));
    out.field("unrealised", money(e.held.unrealised(i.reference)));
    out.field("open_buy", e.open_buy);
    out.field("open_sell", e.open_sell);
    out.field("open_orders", i.open_orders);
    out.field("reference", i.reference);
    out.field("state", to_string(i.state));
  }
  out.end_table();
}

void risk_actor::inspect_strategies(inspection& out) const {
  out.table("strategies");
  for (std::size_t s = 1; s <= checks_->ledger().strategies(); ++s) {
    const auto& a = checks_->ledger().of(s);
    if (a.last_cl_ord_id == 0) continue;
    out.row();
    out.field("strategy", s);
    out.field("open_orders", a.open_orders);
    out.field("realised", money(a.realised));
    out.field("profit", money(a.profit));
    out.field("day_loss", money(a.day_loss()));
  }
  out.end_table();
}

void register_risk(registry& all);
void register_risk(registry& all) {
  all.add<risk_actor>("risk", "Checks each order against the limits and keeps positions");
}

} // namespace corelane
