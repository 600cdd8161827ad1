#include "corelane/actors/gateway/fix44_gateway.hpp"

#include "corelane/actors/gateway/request_answer.hpp"
#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/protocols/fix44/tag.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace corelane {

namespace {

constexpr std::size_t input_capacity = 64 * 1024;
constexpr std::chrono::milliseconds tick_period{50};

using std::chrono::nanoseconds;
using namespace std::chrono_literals;

/// FIX ends a field at its first control character.
std::string comp_id_fault(const std::string& id) {
  const bool plain = std::ranges::all_of(id, [](char c) { return c >= ' ' && c != 0x7f; });
  return !id.empty() && plain ? "" : "must be text without control characters";
}

} // namespace

fix44_gateway::fix44_gateway(actor_setup& setup)
    : actor{setup}, instruments_{setup.instruments()}, halt_{setup.halt()}, probe_{setup} {
  auto& p = setup.parameters();
  p.bind(address_, "address", "", "address:port of the venue's order entry")
      .checked(&hw::endpoint_fault);
  p.bind(sender_comp_id_, "sender_comp_id", "", "how we name ourselves (49)");
  p.bind(target_comp_id_, "target_comp_id", "", "how the venue names itself (56)");
  p.bind_within<nanoseconds>(heartbeat_, 1s, 1h, "heartbeat_interval", "",
                             "silence after which a heartbeat is sent (108)");
  p.bind_within<nanoseconds>(reconnect_min_, 1ms, 1h, "reconnect_min", "",
                             "pause before the first new try");
  p.bind_within<nanoseconds>(reconnect_max_, 1ms, 1h, "reconnect_max", "",
                             "longest pause between tries; it doubles up to here");
  p.bind_within<std::uint64_t>(max_open_orders_, 16, 1U << 20, "max_open_orders", "orders",
                               "open orders there is room for; more are refused");
  p.require("address", [this] { return address_.empty() ? "is empty" : ""; });
  p.require("sender_comp_id", [this] { return comp_id_fault(sender_comp_id_); });
  p.require("target_comp_id", [this] { return comp_id_fault(target_comp_id_); });
  p.require("reconnect_max", [this] {
    return reconnect_max_ < reconnect_min_ ? "is shorter than reconnect_min" : "";
  });
}

void fix44_gateway::on_start() {
  table_.emplace(max_open_orders_);
  probe_.measure_answers(max_open_orders_);
  input_.resize(input_capacity);
  fix44::session_settings settings;
  settings.sender_comp_id = sender_comp_id_;
  settings.target_comp_id = target_comp_id_;
  settings.heartbeat = heartbeat_;
  session_.emplace(settings, static_cast<fix44::session_handler&>(*this));
  halts_seen_ = halt_.halts();
  tick_ = start_repeating_timer(tick_period);
  if (!now_is_virtual()) connect();
}

void fix44_gateway::on_stop() {
  stopping_ = true;
  if (session_ && session_->state() == fix44::session_state::active) {
    session_->log_out("", now());
    flush();
  }
  if (session_) session_->disconnected();
  socket_.reset();
  probe_.session_is_up(false);
  if (const auto left = table_ ? table_->open().size() : 0; left != 0)
    throw std::runtime_error{std::to_string(left)
                             + " orders may still be open at the venue: look there"};
}

void fix44_gateway::connect() {
  retry_.reset();
  auto opened = hw::tcp_stream::connect(*hw::parse_endpoint(address_));
  if (auto* error = std::get_if<std::string>(&opened)) return lose_connection(*error);
  socket_ = std::move(std::get<hw::tcp_stream>(opened));
  input_size_ = 0;
}

void fix44_gateway::lose_connection(std::string_view why) {
  last_error_ = why;
  socket_.reset();
  session_->disconnected();
  probe_.session_is_up(false);
  if (stopping_ || draining_ || retry_) return;
  probe_.connection_lost();
  pause_ = std::clamp(pause_ * 2, reconnect_min_, reconnect_max_);
  retry_ = start_timer(pause_);
}

void fix44_gateway::on_timer(timer_id id) {
  if (retry_ && id == *retry_) return connect();
  if (!socket_ || session_->state() == fix44::session_state::disconnected) return;
  session_->tick(now());
  obey_halt();
  if (must_cancel()) cancel_all();
  flush();
}

int fix44_gateway::descriptor() const { return socket_ ? socket_->descriptor() : -1; }

bool fix44_gateway::poll() {
  if (!socket_) return false;
  if (session_->state() == fix44::session_state::disconnected) {
    const auto state = socket_->poll_connect();
    if (state == hw::tcp_stream::state::connecting) return false;
    if (state == hw::tcp_stream::state::closed) {
      lose_connection(socket_->last_error());
      return true;
    }
    session_->connected(now());
    flush();
    return true;
  }
  if (halt_.halts() != halts_seen_) [[unlikely]]
    obey_halt();
  return read_socket();
}

bool fix44_gateway::read_socket() {
  const auto room = std::span{input_}.subspan(input_size_);
  const auto n = socket_->receive(room);
  if (n == 0) {
    if (socket_->current() == hw::tcp_stream::state::closed) lose_connection(socket_->last_error());
    return false;
  }
  input_received_ = hw::tsc_clock::stamp();
  input_received(input_received_);
  input_size_ += n;
  const std::string_view stream{reinterpret_cast<const char*>(input_.data()), input_size_};
  const auto used = session_->receive(stream, now());
  if (!socket_ || session_->state() == fix44::session_state::disconnected) return true;
  std::memmove(input_.data(), input_.data() + used, input_size_ - used);
  input_size_ -= used;
  flush(); // answers of the session itself
  return true;
}

void fix44_gateway::flush() {
  if (!socket_) return;
  const auto bytes = session_->outbound();
  if (bytes.empty()) return;
  session_->sent(socket_->send(std::as_bytes(std::span{bytes})));
}

void fix44_gateway::take_order(const order_request& r) {
  if (r.action != order_action::cancel && (halt_.halted() || draining_))
    return refuse(r, reject_reason::kill_switch);
  if (session_->state() != fix44::session_state::active)
    return refuse(r, reject_reason::gateway_down);
  // What the socket does not take would leave later, perhaps after a halt.
  if (r.action != order_action::cancel && !session_->outbound().empty()) {
    flush();
    if (!session_->outbound().empty()) return refuse(r, reject_reason::gateway_down);
  }
  if (const auto why = table_->take(r); why != reject_reason::none) return refuse(r, why);
  send(r);
}

void fix44_gateway::send(const order_request& r) {
  const auto symbol = instruments_.symbol(r.instrument);
  const auto time = now();
  const bool written =
      session_->send(fix44::msg_type_of(r.action), time, [&](fix44::message_writer& w) {
        fix44::write_request(w, r, symbol, session_->time_text(time));
      });
  if (!written) {
    table_->take_back(r);
    return refuse(r, reject_reason::gateway_down);
  }
  flush();
  probe_.request_sent(r);
}

void fix44_gateway::refuse(const order_request& r, reject_reason why) {
  probe_.request_refused();
  executions_.emit(refusal_of(r, why, now()));
}

/// A halt counts, even if it was taken back before anyone looked.
void fix44_gateway::obey_halt() {
  const auto halts = halt_.halts();
  if (halts == halts_seen_ || session_->state() != fix44::session_state::active) return;
  halts_seen_ = halts;
  cancel_all();
}

/// Cancels what is open and has no request pending; what has is cancelled on a later tick.
void fix44_gateway::cancel_all() {
  if (session_->state() != fix44::session_state::active) return;
  std::vector<open_order> open; // the table changes while cancels are taken
  table_->open().for_each([&](const open_order& o) { open.push_back(o); });
  for (const auto& o : open) {
    if (o.pending_cl_ord_id != 0) continue;
    const auto r = table_->cancel_of(o, now());
    if (table_->take(r) == reject_reason::none) send(r);
  }
}

void fix44_gateway::on_message(const fix44::field_index& fields, bool) {
  const auto type = fields.msg_type();
  if (type == "8" || type == "9") return take_report(fields);
  if (type == "3" || type == "j") {
    probe_.malformed_skipped();
    last_reject_ = fields.find(fix44::tag::text);
  }
}

void fix44_gateway::take_report(const fix44::field_index& fields) {
  const char* fault = nullptr;
  auto report = fix44::read_report(fields, fault);
  if (!report) {
    probe_.malformed_skipped();
    last_reject_ = fault;
    return;
  }
  report->received = input_received_;
  probe_.report_received(*report);
  if (report->exec_type == exec_type::rejected || report->exec_type == exec_type::cancel_rejected)
    last_reject_ = fields.find(fix44::tag::text);
  if (!table_->apply(*report)) {
    probe_.unknown_order();
    report->instrument = instruments_.find(fields.find(fix44::tag::symbol));
    report->strategy = strategy_id{static_cast<std::uint8_t>(report->cl_ord_id >> 56)};
  }
  executions_.emit(*report);
}

void fix44_gateway::on_logon() {
  pause_ = std::chrono::nanoseconds{0};
  probe_.session_is_up(true);
  obey_halt();
  if (must_cancel()) cancel_all();
}

void fix44_gateway::on_disconnect(std::string_view why) {
  flush(); // a logout may still be on its way
  lose_connection(why);
}

void fix44_gateway::on_drain() {
  draining_ = true;
  cancel_all();
}

bool fix44_gateway::drained() const {
  return !session_ || session_->state() != fix44::session_state::active
         || table_->open().size() == 0;
}

void fix44_gateway::inspect(inspection& out) const {
  out.field("address", address_);
  out.field("session", session_ ? fix44::to_string(session_->state()) : "not started");
  out.field("sender_comp_id", sender_comp_id_);
  out.field("target_comp_id", target_comp_id_);
  out.field("next_sent", session_ ? session_->next_sent() : 0);
  out.field("next_expected", session_ ? session_->next_expected() : 0);
  out.field("halted", halt_.halted());
  out.field("last_error", last_error_);
  out.field("last_reject", last_reject_);
  out.field("open_orders", table_ ? table_->open().size() : 0);
  if (!table_) return;
  out.table("orders");
  table_->open().for_each([&](const open_order& o) {
    out.row();
    out.field("cl_ord_id", o.cl_ord_id);
    out.field("symbol", instruments_.symbol(o.instrument));
    out.field("side", to_string(o.side));
    out.field("px", o.px);
    out.field("qty", o.qty);
    out.field("leaves", o.leaves);
    out.field("acknowledged", o.acknowledged);
    out.field("pending", o.pending_cl_ord_id != 0);
  });
  out.end_table();
}

void register_fix44(registry& all);
void register_fix44(registry& all) {
  all.add<fix44_gateway>("gateway.fix44", "orders to a FIX 4.4 venue over TCP");
}

} // namespace corelane
