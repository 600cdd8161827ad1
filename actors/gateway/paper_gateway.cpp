#include "corelane/actors/gateway/paper_gateway.hpp"

#include "corelane/actors/gateway/request_answer.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <algorithm>

namespace corelane {

paper_gateway::paper_gateway(actor_setup& setup)
    : actor{setup}, instruments_{setup.instruments()}, halt_{setup.halt()}, probe_{setup} {
  setup.parameters().bind_within<std::uint64_t>(max_open_orders_, 16, 1U << 20, "max_open_orders",
                                                "orders", "open orders there is room for");
}

void paper_gateway::on_start() {
  table_.emplace(max_open_orders_);
  touches_.resize(instruments_.capacity());
  matched_.reserve(max_open_orders_);
  halts_seen_ = halt_.halts();
  probe_.session_is_up(true);
}

void paper_gateway::on_drain() { cancel_all(); }

void paper_gateway::take_book(const book_update& u) {
  obey_halt();
  touches_[index_of(u.instrument)] = {u.bid, u.ask};
  if (table_->open().size() == 0) return;
  matched_.clear();
  table_->open().for_each([&](const open_order& o) {
    if (o.instrument == u.instrument && match(o.side, o.instrument, o.px, false))
      matched_.push_back(o.cl_ord_id);
  });
  std::ranges::sort(matched_); // the table's own order depends on its size
  for (const auto id : matched_)
    if (const auto* o = table_->find(id)) fill(*o, o->px);
}

std::optional<price> paper_gateway::match(side s, instrument_id i, price limit, bool market) const {
  const auto& t = touches_[index_of(i)];
  const auto& far = s == side::buy ? t.ask : t.bid;
  if (far.qty.units <= 0) return std::nullopt;
  const bool crosses = s == side::buy ? limit >= far.px : limit <= far.px;
  if (!market && !crosses) return std::nullopt;
  return far.px;
}

void paper_gateway::take_order(const order_request& r) {
  obey_halt();
  if (r.action != order_action::cancel && halt_.halted())
    return refuse(r, reject_reason::kill_switch);
  if (index_of(r.instrument) >= touches_.size())
    return refuse(r, reject_reason::unknown_instrument);
  if (const auto why = table_->take(r); why != reject_reason::none) return refuse(r, why);
  probe_.request_sent(r);
  switch (r.action) {
    case order_action::submit: return take_new(r);
    case order_action::cancel: return take_cancel(r);
    case order_action::replace: return take_replace(r);
  }
}

void paper_gateway::take_new(const order_request& r) {
  auto ack = answer_to(r, exec_type::new_order, ord_status::new_order, now());
  ack.order_id = ++orders_accepted_;
  ack.leaves_qty = r.qty;
  answer(ack);
  const bool market = r.ord_type == ord_type::market;
  const auto px = match(r.side, r.instrument, r.px, market);
  if (px) return fill(*table_->find(r.cl_ord_id), *px);
  if (!market && r.time_in_force == time_in_force::day) return;
  answer(answer_to(r, exec_type::canceled, ord_status::canceled, now()));
}

void paper_gateway::take_cancel(const order_request& r) {
  auto report = answer_to(r, exec_type::canceled, ord_status::canceled, now());
  report.cum_qty = table_->find(r.orig_cl_ord_id)->filled();
  answer(report);
}

void paper_gateway::take_replace(const order_request& r) {
  const auto filled = table_->find(r.orig_cl_ord_id)->filled();
  auto report = answer_to(r, exec_type::replaced, ord_status::replaced, now());
  report.cum_qty = filled;
  report.leaves_qty = r.qty - filled;
  answer(report);
  if (const auto* o = table_->find(r.cl_ord_id))
    if (const auto px = match(o->side, o->instrument, o->px, false)) fill(*o, *px);
}

void paper_gateway::fill(const open_order& order, price px) {
  execution_report e;
  e.exec_type = exec_type::trade;
  e.ord_status = ord_status::filled;
  e.side = order.side;
  e.cl_ord_id = order.cl_ord_id;
  e.exec_id = ++executions_made_;
  e.order_px = order.px;
  e.last_px = px;
  e.last_qty = order.leaves;
  e.cum_qty = order.qty;
  e.transact_time = now();
  answer(e);
}

void paper_gateway::answer(execution_report report) {
  probe_.report_received(report);
  if (!table_->apply(report)) probe_.unknown_order();
  executions_.emit(report);
}

void paper_gateway::refuse(const order_request& r, reject_reason why) {
  probe_.request_refused();
  executions_.emit(refusal_of(r, why, now()));
}

void paper_gateway::obey_halt() {
  const auto halts = halt_.halts();
  if (halts == halts_seen_) return;
  halts_seen_ = halts;
  cancel_all();
}

void paper_gateway::cancel_all() {
  std::vector<open_order> open;
  table_->open().for_each([&](const open_order& o) { open.push_back(o); });
  std::ranges::sort(open, {}, &open_order::cl_ord_id);
  for (const auto& o : open) {
    const auto r = table_->cancel_of(o, now());
    if (table_->take(r) == reject_reason::none) take_cancel(r);
  }
}

void paper_gateway::inspect(inspection& out) const {
  out.field("open_orders", table_ ? table_->open().size() : 0);
  out.field("orders_accepted", orders_accepted_);
  out.field("executions", executions_made_);
  out.field("halted", halt_.halted());
}

void register_paper(registry& all);
void register_paper(registry& all) {
  all.add<paper_gateway>("gateway.paper", "a venue on paper: fills at the book's best prices");
}

} // namespace corelane
