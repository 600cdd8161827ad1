#pragma once

#include "corelane/actors/gateway/request_times.hpp"
#include "corelane/hw/tsc_clock.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/runtime/api/actor_setup.hpp"

#include <array>
#include <optional>

namespace corelane {

/// What a gateway tells the metrics, whatever its venue. About 1 ns a call, a latency 10 ns; on
/// the gateway's lane.
///
/// Latencies: `tick_to_order` from packet in to order out; `order_to_ack`, `replace_to_ack` and
/// `cancel_to_ack` from there to when the venue's first word on it was read, refusals left out.
class gateway_probe {
public:
  explicit gateway_probe(actor_setup& setup)
      : orders_{setup.make_counter("corelane_gateway_orders_total", "New orders sent")},
        replaces_{setup.make_counter("corelane_gateway_replaces_total", "Replaces sent")},
        cancels_{setup.make_counter("corelane_gateway_cancels_total", "Cancels sent")},
        acks_{setup.make_counter("corelane_gateway_acks_total", "Orders acknowledged")},
        fills_{setup.make_counter("corelane_gateway_fills_total", "Executions received")},
        rejects_{setup.make_counter("corelane_gateway_rejects_total",
                                    "Orders, replaces and cancels refused by the venue")},
        refusals_{setup.make_counter("corelane_gateway_refusals_total",
                                     "Requests not sent: halted, or no session")},
        unknown_{setup.make_counter("corelane_gateway_unknown_reports_total",
                                    "Reports of orders that are not open here")},
        malformed_{setup.make_counter("corelane_gateway_malformed_total",
                                      "Messages that could not be used; skipped")},
        reconnects_{setup.make_counter("corelane_gateway_reconnects_total",
                                       "Connections lost and tried anew")},
        session_up_{setup.make_gauge("corelane_gateway_session_up", "1 while logged on")},
        tick_to_order_{setup.make_latency("tick_to_order")},
        to_ack_{&setup.make_latency("order_to_ack"), &setup.make_latency("cancel_to_ack"),
                &setup.make_latency("replace_to_ack")} {}

  /// From here on measures how long the venue takes, with room for `open_orders`. Allocates.
  void measure_answers(std::size_t open_orders) { times_.emplace(open_orders); }

  /// The bytes of `r` are with the socket.
  void request_sent(const order_request& r) noexcept {
    const auto now = hw::tsc_clock::ticks();
    if (r.received.ticks != 0) tick_to_order_.record(now - r.received.ticks);
    if (times_) times_->sent(r, now);
    switch (r.action) {
      case order_action::submit: orders_.add(); break;
      case order_action::replace: replaces_.add(); break;
      case order_action::cancel: cancels_.add(); break;
    }
  }
  void request_refused() noexcept { refusals_.add(); }
  /// `r.received` says when it was read.
  void report_received(const execution_report& r) noexcept {
    measure(r);
    switch (r.exec_type) {
      case exec_type::new_order: acks_.add(); break;
      case exec_type::trade: fills_.add(); break;
      case exec_type::rejected:
      case exec_type::cancel_rejected: rejects_.add(); break;
      default: break;
    }
  }
  void unknown_order() noexcept { unknown_.add(); }
  void malformed_skipped() noexcept { malformed_.add(); }
  void connection_lost() noexcept {
    reconnects_.add();
    if (times_) times_->forget_all(); // what comes after it says nothing of the venue's pace
  }
  void session_is_up(bool up) noexcept { session_up_.set(up ? 1 : 0); }

private:
  void measure(const execution_report& r) noexcept {
    if (!times_ || r.received.ticks == 0 || r.exec_type == exec_type::pending_new) return;
    const auto request = times_->take(r.cl_ord_id);
    if (!request || r.exec_type == exec_type::rejected || r.exec_type == exec_type::cancel_rejected)
      return;
    to_ack_[static_cast<std::size_t>(request->action)]->record(r.received.ticks - request->sent);
  }

  counter orders_;
  counter replaces_;
  counter cancels_;
  counter acks_;
  counter fills_;
  counter rejects_;
  counter refusals_;
  counter unknown_;
  counter malformed_;
  counter reconnects_;
  gauge session_up_;
  latency_buckets& tick_to_order_;
  std::array<latency_buckets*, 3> to_ack_; ///< by order_action
  std::optional<request_times> times_;
};

} // namespace corelane
