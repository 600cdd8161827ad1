#include "corelane/actors/venue/client_desk.hpp"

#include "corelane/actors/venue/exchange.hpp"

namespace corelane::venue {

namespace {

bool usable(std::string_view id) noexcept {
  return !id.empty() && id.size() <= client_id::max_size;
}

reject_reason reason_of(refusal why) noexcept {
  switch (why) {
    case refusal::none: return reject_reason::none;
    case refusal::unknown_instrument: return reject_reason::unknown_instrument;
    case refusal::unknown_order: return reject_reason::unknown_order;
    case refusal::bad_quantity:
    case refusal::bad_price: return reject_reason::invalid_order;
    case refusal::no_room: return reject_reason::venue_other;
  }
  return reject_reason::venue_other;
}

std::string_view text_of(cancel_cause cause) noexcept {
  switch (cause) {
    case cancel_cause::requested: return {};
    case cancel_cause::immediate_or_cancel: return "rest of an IOC order";
    case cancel_cause::fill_or_kill: return "FOK order cannot be filled";
    case cancel_cause::no_liquidity: return "no liquidity left";
  }
  return {};
}

} // namespace

client_desk::client_desk(exchange& venue, std::uint32_t capacity)
    : venue_{venue}, entry_{venue.add(*this)}, orders_{capacity} {}

void client_desk::handle(std::uint32_t session, const client_request& request, timestamp now) {
  now_ = now;
  if (request.action == order_action::submit)
    submit(session, request);
  else
    change(session, request);
}

void client_desk::cancel_all(std::uint32_t session, timestamp now) {
  now_ = now;
  orders_.for_each_open(session, [&](const client_order& order) {
    venue_.cancel(order.reference, {entry_, orders_.token_of(order)}, now);
  });
}

void client_desk::submit(std::uint32_t session, const client_request& request) {
  const auto refuse_for = [&](reject_reason reason, std::string_view text) {
    refuse(session, request, reason, text);
  };
  if (!venue_.is_trading()) return refuse_for(reject_reason::exchange_closed, "not trading");
  if (!usable(request.id))
    return refuse_for(reject_reason::invalid_order, "ClOrdID is empty or too long");
  if (orders_.find(session, request.id).taken)
    return refuse_for(reject_reason::duplicate_cl_ord_id, "ClOrdID was used before");
  const auto instrument = venue_.find(request.symbol);
  if (instrument == no_instrument)
    return refuse_for(reject_reason::unknown_instrument, "unknown symbol");
  auto* order = orders_.add(session, request.id);
  if (order == nullptr) return refuse_for(reject_reason::venue_other, "too many open orders");
  order->instrument = instrument;
  fill_in(*order, request);
  venue_.submit({instrument,
                 request.side,
                 request.ord_type,
                 request.time_in_force,
                 request.px,
                 request.qty,
                 {entry_, orders_.token_of(*order)}},
                now_);
}

void client_desk::fill_in(client_order& order, const client_request& request) noexcept {
  order.side = request.side;
  order.ord_type = request.ord_type;
  order.time_in_force = request.time_in_force;
  order.px = request.px;
  order.qty = request.qty;
}

void client_desk::change(std::uint32_t session, const client_request& request) {
  const auto found = orders_.find(session, request.original_id);
  auto* order = found.order;
  const auto refuse_for = [&](reject_reason reason, std::string_view text) {
    refuse_change(session, request, order, reason, text);
  };
  if (!usable(request.id))
    return refuse_for(reject_reason::invalid_order, "ClOrdID is empty or too long");
  if (orders_.find(session, request.id).taken)
    return refuse_for(reject_reason::duplicate_cl_ord_id, "ClOrdID was used before");
  if (!found.taken) return refuse_for(reject_reason::unknown_order, "unknown order");
  if (order == nullptr || !order->open)
    return refuse_for(reject_reason::too_late_to_cancel, "order is done");
  if (order->id.text() != request.original_id)
    return refuse_for(reject_reason::unknown_order, "order has been replaced");
  if (request.action == order_action::cancel)
    cancel(*order, request);
  else
    replace(*order, request);
}

void client_desk::cancel(client_order& order, const client_request& request) {
  order.pending = client_id{request.id};
  orders_.add_name(order, request.id);
  venue_.cancel(order.reference, {entry_, orders_.token_of(order)}, now_);
}

void client_desk::replace(client_order& order, const client_request& request) {
  const auto leaves = request.qty - order.cum;
  if (leaves.units <= 0)
    return refuse_change(order.session, request, &order, reject_reason::too_late_to_cancel,
                         "as much has been filled already");
  order.pending = client_id{request.id};
  orders_.add_name(order, request.id);
  venue_.replace(order.reference, request.px, leaves, {entry_, orders_.token_of(order)}, now_);
}

void client_desk::refuse(std::uint32_t session, const client_request& request, reject_reason reason,
                         std::string_view text) {
  client_report r;
  r.exec_type = exec_type::rejected;
  r.ord_status = ord_status::rejected;
  r.reason = reason;
  r.session = session;
  r.id = request.id;
  r.symbol = request.symbol;
  r.text = text;
  r.exec_id = next_exec_id_++;
  r.side = request.side;
  r.ord_type = request.ord_type;
  r.time_in_force = request.time_in_force;
  r.px = request.px;
  r.qty = request.qty;
  r.at = venue_.time_at(now_);
  report(r);
}

void client_desk::refuse_change(std::uint32_t session, const client_request& request,
                                const client_order* order, reject_reason reason,
                                std::string_view text) {
  client_report r;
  if (order != nullptr) r = about(*order, exec_type::cancel_rejected);
  r.exec_type = exec_type::cancel_rejected;
  r.ord_status = order == nullptr ? ord_status::rejected : order->status;
  r.reason = reason;
  r.request = request.action;
  r.session = session;
  r.id = request.id;
  r.original_id = request.original_id;
  r.text = text;
  r.exec_id = 0;
  r.at = venue_.time_at(now_);
  report(r);
}

client_report client_desk::about(const client_order& order, exec_type type) {
  client_report r;
  r.exec_type = type;
  r.ord_status = order.status;
  r.session = order.session;
  r.id = order.id.text();
  r.symbol = venue_.symbol(order.instrument);
  r.order_id = static_cast<std::uint64_t>(order.order_id);
  r.exec_id = type == exec_type::cancel_rejected ? 0 : next_exec_id_++;
  r.side = order.side;
  r.ord_type = order.ord_type;
  r.time_in_force = order.time_in_force;
  r.px = order.px;
  r.qty = order.qty;
  r.cum_qty = order.cum;
  r.leaves_qty = order.leaves();
  r.avg_px = order.avg_px();
  r.at = venue_.step_time();
  return r;
}

void client_desk::accepted(const book_order& order) {
  auto& mine = orders_[order.owner.token];
  mine.reference = mine.order_id = order.reference;
  report(about(mine, exec_type::new_order));
}

void client_desk::filled(const book_order& mine, const execution& e) {
  auto& order = orders_[mine.owner.token];
  order.cum += e.qty;
  order.notional += client_order::wide{e.px.nanos} * e.qty.units;
  const bool done = mine.leaves.units == 0;
  order.status = done ? ord_status::filled : ord_status::partially_filled;
  if (done) orders_.close(order);
  auto r = about(order, exec_type::trade);
  r.last_px = e.px;
  r.last_qty = e.qty;
  report(r);
}

void client_desk::canceled(const cancellation& c) {
  auto& order = orders_[c.order.owner.token];
  order.status = ord_status::canceled;
  orders_.close(order);
  auto r = about(order, exec_type::canceled);
  r.text = text_of(c.cause);
  if (!order.pending.empty()) {
    r.id = order.pending.text();
    r.original_id = order.id.text();
  }
  report(r);
}

void client_desk::replaced(const replacement& change) {
  auto& order = orders_[change.after.owner.token];
  const auto original = order.id;
  order.id = order.pending;
  order.pending = {};
  order.reference = change.after.reference;
  order.px = change.after.px;
  order.qty = order.cum + change.after.leaves;
  auto r = about(order, exec_type::replaced);
  r.original_id = original.text();
  report(r);
}

void client_desk::order_refused(const new_order& refused, refusal why) {
  auto& order = orders_[refused.owner.token];
  order.status = ord_status::rejected;
  orders_.close(order);
  auto r = about(order, exec_type::rejected);
  r.reason = reason_of(why);
  r.text = to_string(why);
  report(r);
}

void client_desk::request_refused(order_reference, order_owner by, refusal why) {
  auto& order = orders_[by.token];
  const auto id = order.pending;
  order.pending = {};
  auto r = about(order, exec_type::cancel_rejected);
  r.reason = reason_of(why);
  r.text = to_string(why);
  r.request = order_action::replace; // a cancel of an open order is never refused
  r.id = id.text();
  r.original_id = order.id.text();
  report(r);
}

} // namespace corelane::venue
