#pragma once

#include "corelane/actors/gateway/gateway_probe.hpp"
#include "corelane/actors/gateway/order_table.hpp"
#include "corelane/hw/net/tcp_stream.hpp"
#include "corelane/protocols/fix44/session.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/source.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// Sends orders to a FIX 4.4 venue and brings its executions back.
///
/// A request is written to the socket before its handler returns: one system call, and no other.
/// Every request is answered by a report, be it a refusal of ours while the node is halted or the
/// session is down. A lost connection is tried anew with doubling pauses.
class fix44_gateway final : public actor, public source, private fix44::session_handler {
public:
  explicit fix44_gateway(actor_setup& setup);

  void on_start() override;
  void on_stop() override;
  void on_timer(timer_id id) override;
  void on_drain() override;
  [[nodiscard]] bool drained() const override;
  void inspect(inspection& out) const override;

  bool poll() override;
  [[nodiscard]] int descriptor() const override;

private:
  void take_order(const order_request& r);
  void send(const order_request& r);
  void refuse(const order_request& r, reject_reason why);
  void cancel_all();
  void obey_halt();
  /// Nothing of ours is to stay open: each tick and each logon cancels what still is.
  [[nodiscard]] bool must_cancel() const noexcept { return halt_.halted() || draining_; }

  void on_message(const fix44::field_index& fields, bool poss_dup) override;
  void on_logon() override;
  void on_disconnect(std::string_view why) override;
  void take_report(const fix44::field_index& fields);

  void connect();
  void lose_connection(std::string_view why);
  void flush();
  bool read_socket();

  inlet<order_request> orders_{*this, "orders", on<&fix44_gateway::take_order>};
  outlet<execution_report> executions_{*this, "executions"};

  // parameters
  std::string address_{"127.0.0.1:9898"};
  std::string sender_comp_id_{"CORELANE"};
  std::string target_comp_id_{"VENUE"};
  std::chrono::nanoseconds heartbeat_{std::chrono::seconds{10}};
  std::chrono::nanoseconds reconnect_min_{std::chrono::milliseconds{100}};
  std::chrono::nanoseconds reconnect_max_{std::chrono::seconds{5}};
  std::uint64_t max_open_orders_{4096};

  instrument_directory& instruments_;
  halt_switch& halt_;
  gateway_probe probe_;
  std::optional<order_table> table_;
  std::optional<fix44::session> session_;
  std::optional<hw::tcp_stream> socket_;
  std::vector<std::byte> input_; ///< read and not yet a whole message
  std::size_t input_size_{0};
  tsc_stamp input_received_{};
  std::uint64_t halts_seen_{0};
  std::optional<timer_id> tick_;
  std::optional<timer_id> retry_;
  std::chrono::nanoseconds pause_{0};
  bool draining_{false};
  bool stopping_{false};
  std::string last_error_;
  std::string last_reject_;
};

} // namespace corelane
