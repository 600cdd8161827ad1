#include "corelane/runtime/api/strategy.hpp"

#include <chrono>

namespace corelane {

namespace {

constexpr std::chrono::milliseconds barred_for{100};

/// Puts the time stamp of an event on the orders it causes, and takes it off again.
class caused_by {
public:
  caused_by(tsc_stamp& cause, tsc_stamp event) noexcept : cause_{cause} { cause_ = event; }
  ~caused_by() { cause_ = {}; }
  caused_by(const caused_by&) = delete;
  caused_by& operator=(const caused_by&) = delete;

private:
  tsc_stamp& cause_;
};

} // namespace

strategy::strategy(actor_setup& setup)
    : actor{setup},
      instruments_{setup.instruments()},
      halt_{setup.halt()},
      id_{setup.next_strategy_id()},
      orders_sent_{setup.make_counter("corelane_strategy_orders_total",
                                      "Requests sent: new orders, cancels and replaces")} {
  setup.parameters().bind_within(max_open_orders_, std::uint64_t{1}, std::uint64_t{1} << 20,
                                 "max_open_orders", "1",
                                 "open orders there is room for; past them nothing is sent");
}

// Taken on the lane, so that the memory lies on its NUMA node.
void strategy::prepare() {
  if (!positions_.empty()) return;
  positions_.resize(instruments_.capacity());
  book_states_.resize(instruments_.capacity(), book_state::valid);
  orders_ = open_orders{max_open_orders_};
}

instrument_id strategy::instrument(std::string_view symbol) {
  prepare();
  return instruments_.add(symbol);
}

void strategy::on_drain() {
  draining_ = true;
  cancel_all();
}

// The strategy in the top 8 bits, 24 bits of the second of the first order, then a count: unique
// over strategies and restarts for half a year, and the same in each replay.
std::uint64_t strategy::next_cl_ord_id() {
  if (last_cl_ord_id_ == 0) {
    const auto seconds = static_cast<std::uint64_t>(now().ns / 1'000'000'000);
    last_cl_ord_id_ = static_cast<std::uint64_t>(id_) << 56 | (seconds & 0xFF'FFFF) << 32;
  }
  return ++last_cl_ord_id_;
}

void strategy::send(order_action action, const open_order& order, std::uint64_t cl_ord_id,
                    std::uint64_t orig_cl_ord_id, price px, quantity qty, time_in_force tif,
                    ord_type type) {
  order_request request;
  request.action = action;
  request.side = order.side;
  request.ord_type = type;
  request.time_in_force = tif;
  request.strategy = id_;
  request.instrument = order.instrument;
  request.cl_ord_id = cl_ord_id;
  request.orig_cl_ord_id = orig_cl_ord_id;
  request.px = px;
  request.qty = qty;
  request.created = now();
  request.received = cause_;
  orders_sent_.add();
  requests_.emit(request);
}

std::uint64_t strategy::submit(side s, instrument_id instrument, quantity qty, price px,
                               time_in_force tif, ord_type type) {
  if (draining_ || barred()) return 0;
  prepare();
  open_order order;
  order.cl_ord_id = next_cl_ord_id();
  order.instrument = instrument;
  order.side = s;
  order.strategy = id_;
  order.px = px;
  order.qty = qty;
  order.leaves = qty;
  if (orders_.insert(order) == nullptr) return 0;
  send(order_action::submit, order, order.cl_ord_id, 0, px, qty, tif, type);
  return order.cl_ord_id;
}

bool strategy::cancel(std::uint64_t cl_ord_id) {
  auto* order = orders_.find(cl_ord_id);
  if (order == nullptr || order->pending_cl_ord_id != 0 || barred()) return false;
  const auto id = next_cl_ord_id();
  order->pending_cl_ord_id = id;
  send(order_action::cancel, *order, id, cl_ord_id, order->px, order->leaves, time_in_force::day,
       ord_type::limit);
  return true;
}

void strategy::cancel_all() {
  orders_.for_each([this](const open_order& order) { cancel(order.cl_ord_id); });
}

std::uint64_t strategy::replace(std::uint64_t cl_ord_id, price px, quantity qty) {
  auto* order = orders_.find(cl_ord_id);
  if (draining_ || order == nullptr || order->pending_cl_ord_id != 0 || barred()) return 0;
  const auto id = next_cl_ord_id();
  order->pending_cl_ord_id = id;
  order->pending_px = px;
  order->pending_qty = qty;
  send(order_action::replace, *order, id, cl_ord_id, px, qty, time_in_force::day, ord_type::limit);
  return id;
}

quantity strategy::position(instrument_id instrument) const noexcept {
  const auto i = index_of(instrument);
  return i < positions_.size() ? positions_[i] : quantity{};
}

void strategy::tell_state(const book_update& top) {
  prepare();
  if (index_of(top.instrument) >= book_states_.size()) return;
  auto& known = book_states_[index_of(top.instrument)];
  if (known == top.state()) return;
  known = top.state();
  on_book_state(top.instrument, known);
}

void strategy::take_book(const book_update& top) {
  const caused_by cause{cause_, top.received};
  tell_state(top);
  on_book(top);
}

void strategy::take_trade(const trade& print) {
  const caused_by cause{cause_, print.received};
  on_trade(print);
}

void strategy::take_status(const trading_status& status) {
  const caused_by cause{cause_, status.received};
  on_status(status);
}

// Executions of all strategies behind one risk actor come here; the others' are not ours.
void strategy::take_execution(const execution_report& report) {
  if (report.strategy != id_) return;
  prepare();
  const caused_by cause{cause_, report.received};
  // Who answers such a refusal by asking again would get the next one at once, without end.
  const bool shut =
      report.reason == reject_reason::gateway_down || report.reason == reject_reason::kill_switch;
  barred_until_ = shut ? now() + barred_for : timestamp{};
  const auto [order, filled] = orders_.apply(orders_.find(report), report);
  const auto i = index_of(report.instrument);
  if (filled.units != 0 && i < positions_.size())
    positions_[i] += report.side == side::buy ? filled : -filled;
  on_execution(report);
  // What was opened or changed while the node began to drain goes too.
  if (draining_ && orders_.size() != 0) cancel_all();
}

void strategy::inspect(inspection& out) const {
  out.field("strategy_id", static_cast<unsigned>(id_));
  out.field("open_orders", orders_.size());
  out.field("requests_sent", orders_sent_.value());
  out.field("draining", draining_);
  out.table("positions");
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    if (positions_[i].units == 0) continue;
    out.row();
    out.field("symbol", instruments_.symbol(instrument_id{static_cast<std::uint32_t>(i)}));
    out.field("position", positions_[i]);
  }
  out.end_table();
  out.table("orders");
  orders_.for_each([&](const open_order& order) {
    out.row();
    out.field("cl_ord_id", order.cl_ord_id);
    out.field("symbol", instruments_.symbol(order.instrument));
    out.field("side", to_string(order.side));
    out.field("px", order.px);
    out.field("qty", order.qty);
    out.field("leaves", order.leaves);
    out.field("acknowledged", order.acknowledged);
    out.field("pending", order.pending_cl_ord_id != 0);
  });
  out.end_table();
}

} // namespace corelane
