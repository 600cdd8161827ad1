#include "corelane/actors/gateway/fix44_gateway.hpp"

#include "corelane/hw/net/tcp_listener.hpp"
#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/runtime/lane/lane.hpp"
#include "corelane/runtime/metrics/quantiles.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane {
namespace {

using namespace std::chrono_literals;

/// A venue on loopback that keeps what it is sent and answers when told to.
class small_venue final : public fix44::session_handler {
public:
  small_venue() : listener_{std::get<hw::tcp_listener>(hw::tcp_listener::open({0x7F000001, 0}))} {}
  [[nodiscard]] std::string address() const { return hw::to_string(listener_.local()); }

  void turn(timestamp now) {
    if (!client_) {
      client_ = listener_.accept();
      if (client_) session_.connected(now);
      return;
    }
    std::byte bytes[4096];
    const auto n = client_->receive(bytes);
    input_.append(reinterpret_cast<const char*>(bytes), n);
    input_.erase(0, session_.receive(input_, now));
    const auto out = session_.outbound();
    session_.sent(client_->send(std::as_bytes(std::span{out})));
  }
  void answer(const execution_report& r, timestamp now) {
    session_.send(fix44::msg_type_of(r), now, [&](fix44::message_writer& w) {
      fix44::write_report(w, r, "AAPL", r.last_px, session_.time_text(now), "");
    });
  }
  void hang_up() {
    client_.reset();
    session_.disconnected();
    input_.clear();
  }
  std::vector<order_request> requests;

private:
  void on_message(const fix44::field_index& f, bool) override {
    std::string_view symbol;
    const char* fault = nullptr;
    if (const auto r = fix44::read_request(f, symbol, fault)) requests.push_back(*r);
  }
  void on_logon() override {}
  void on_disconnect(std::string_view) override {}

  static fix44::session_settings settings() {
    fix44::session_settings s;
    s.sender_comp_id = "VENUE";
    s.initiator = false;
    return s;
  }
  hw::tcp_listener listener_;
  std::optional<hw::tcp_stream> client_;
  fix44::session session_{settings(), *this};
  std::string input_;
};

/// The gateway on a lane that the test turns; time is the host's, as the socket is real.
class fix44_gateway_test : public ::testing::Test {
protected:
  fix44_gateway_test() {
    registry kinds;
    kinds.add<fix44_gateway>("tested", "");
    harness.emplace(kinds, "tested",
                    "{address: '" + venue.address()
                        + "', sender_comp_id: US, reconnect_min: 5ms, reconnect_max: 10ms}");
    gateway = dynamic_cast<fix44_gateway*>(&harness->get());
    on.attach(*gateway);
    gateway->on_start();
  }
  ~fix44_gateway_test() override {
    try {
      gateway->on_stop();
    } catch (const std::runtime_error&) { // orders may still be open at the venue
    }
  }

  /// Turns gateway and venue until `holds`, at most ten seconds.
  template <class Holds>
  void until(Holds&& holds) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!holds()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
      on.turn();
      on.fire_timers();
      venue.turn(on.clock().now());
      for (const auto& r : harness->take<execution_report>("executions")) reports.push_back(r);
    }
  }
  [[nodiscard]] bool logged_on() { return harness->gauge_of("corelane_gateway_session_up") == 1; }
  order_request order() {
    order_request r;
    r.instrument = harness->id("AAPL");
    r.strategy = strategy_id{2};
    r.cl_ord_id = ++last_id;
    r.px = {100'000'000'000};
    r.qty = {100};
    r.created = on.clock().now();
    return r;
  }
  void send(const order_request& r) { harness->feed("orders", r); }
  execution_report acknowledgement(const order_request& r) {
    execution_report e;
    e.cl_ord_id = r.cl_ord_id;
    e.order_id = 77;
    e.exec_id = ++exec_id;
    e.order_px = r.px;
    e.leaves_qty = r.qty;
    return e;
  }

  execution_report answer_to(const order_request& r, exec_type what, ord_status now) {
    auto e = acknowledgement(r);
    e.exec_type = what;
    e.ord_status = now;
    e.orig_cl_ord_id = r.orig_cl_ord_id;
    return e;
  }
  /// Has the venue say it, and waits until it is heard.
  void hear(const execution_report& r) {
    const auto heard = reports.size();
    venue.answer(r, on.clock().now());
    until([&] { return reports.size() == heard + 1; });
  }
  [[nodiscard]] quantiles measured(const std::string& stage) {
    return quantiles_of({&harness->node().latency_slot("tested/" + stage + "{}")});
  }

  small_venue venue;
  lane on{lane_settings{}};
  std::optional<support::actor_harness> harness;
  fix44_gateway* gateway{nullptr};
  std::vector<execution_report> reports;
  std::uint64_t last_id{0};
  std::uint64_t exec_id{0};
};

TEST(fix44_gateway_settings, what_cannot_be_is_found_before_anything_starts) {
  const auto refusal = [](const std::string& parameters) {
    registry kinds;
    kinds.add<fix44_gateway>("tested", "");
    return support::actor_harness::refusal(kinds, "tested", parameters);
  };
  EXPECT_EQ(refusal("{}"), "");
  EXPECT_NE(refusal("{address: venue}"), "");
  EXPECT_EQ(refusal("{address: ''}"), "test:1:11: address: is empty");
  EXPECT_EQ(refusal("{reconnect_min: 2s, reconnect_max: 1s}"),
            "test:1:36: reconnect_max: is shorter than reconnect_min");
  EXPECT_NE(refusal("{reconnect_min: 0s}"), "");
  EXPECT_NE(refusal("{heartbeat_interval: -1s}"), "");
  EXPECT_EQ(refusal("{sender_comp_id: ''}"),
            "test:1:18: sender_comp_id: must be text without control characters");
  EXPECT_EQ(refusal("{target_comp_id: \"A\\x01B\"}"),
            "test:1:18: target_comp_id: must be text without control characters");
}

TEST_F(fix44_gateway_test, an_order_reaches_the_venue_and_its_fill_comes_back_with_its_owner) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  until([&] { return venue.requests.size() == 1; });
  EXPECT_EQ(venue.requests[0].cl_ord_id, o.cl_ord_id);
  EXPECT_EQ(venue.requests[0].px, o.px);
  venue.answer(acknowledgement(o), on.clock().now());
  auto fill = acknowledgement(o);
  fill.exec_type = exec_type::trade;
  fill.ord_status = ord_status::filled;
  fill.last_px = o.px;
  fill.last_qty = fill.cum_qty = o.qty;
  fill.leaves_qty = {0};
  venue.answer(fill, on.clock().now());
  until([&] { return reports.size() == 2; });
  EXPECT_EQ(reports[1].exec_type, exec_type::trade);
  EXPECT_EQ(reports[1].strategy, strategy_id{2});
  EXPECT_EQ(reports[1].instrument, o.instrument);
  EXPECT_EQ(harness->count_of("corelane_gateway_fills_total"), 1U);
}

TEST_F(fix44_gateway_test, before_logon_orders_are_refused_as_gateway_down) {
  send(order());
  until([&] { return reports.size() == 1; });
  EXPECT_EQ(reports[0].reason, reject_reason::gateway_down);
}

TEST_F(fix44_gateway_test, a_halt_cancels_open_orders_and_lets_no_order_leave) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  until([&] { return venue.requests.size() == 1; });
  venue.answer(acknowledgement(o), on.clock().now());
  until([&] { return reports.size() == 1; });
  harness->node().halt().halt();
  send(order());
  until([&] { return venue.requests.size() == 2 && reports.size() == 2; });
  EXPECT_EQ(reports[1].reason, reject_reason::kill_switch);
  EXPECT_EQ(venue.requests[1].action, order_action::cancel);
  EXPECT_EQ(venue.requests[1].orig_cl_ord_id, o.cl_ord_id);
}

TEST_F(fix44_gateway_test, a_halt_while_the_session_is_down_cancels_at_the_next_logon) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  until([&] { return venue.requests.size() == 1; });
  venue.answer(acknowledgement(o), on.clock().now());
  until([&] { return reports.size() == 1; });
  venue.hang_up();
  until([&] { return !logged_on(); });
  harness->node().halt().halt();
  harness->node().halt().resume(); // a halt counts even so
  until([&] { return venue.requests.size() == 2; });
  EXPECT_EQ(venue.requests[1].action, order_action::cancel);
  EXPECT_EQ(venue.requests[1].orig_cl_ord_id, o.cl_ord_id);
}

TEST_F(fix44_gateway_test, a_halt_with_a_replace_in_flight_cancels_what_the_replace_makes) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  auto change = order();
  change.action = order_action::replace;
  change.orig_cl_ord_id = o.cl_ord_id;
  send(change);
  until([&] { return venue.requests.size() == 2; });
  harness->node().halt().halt();
  venue.answer(acknowledgement(o), on.clock().now());
  auto replaced = acknowledgement(change);
  replaced.exec_type = exec_type::replaced;
  replaced.ord_status = ord_status::replaced;
  replaced.orig_cl_ord_id = o.cl_ord_id;
  venue.answer(replaced, on.clock().now());
  until([&] { return venue.requests.size() == 3; });
  EXPECT_EQ(venue.requests[2].action, order_action::cancel);
  EXPECT_EQ(venue.requests[2].orig_cl_ord_id, change.cl_ord_id);
}

TEST_F(fix44_gateway_test, a_stop_says_how_many_orders_may_still_be_open) {
  until([&] { return logged_on(); });
  send(order());
  try {
    gateway->on_stop();
    FAIL() << "an order is open";
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "1 orders may still be open at the venue: look there");
  }
}

TEST_F(fix44_gateway_test, a_lost_connection_is_tried_anew_and_trades_again) {
  until([&] { return logged_on(); });
  venue.hang_up();
  until([&] { return !logged_on(); });
  until([&] { return logged_on(); });
  send(order());
  until([&] { return venue.requests.size() == 1; });
  EXPECT_GE(harness->count_of("corelane_gateway_reconnects_total"), 1U);
}

TEST_F(fix44_gateway_test, a_cancel_of_an_order_that_is_not_open_is_answered_here) {
  until([&] { return logged_on(); });
  auto cancel = order();
  cancel.action = order_action::cancel;
  cancel.orig_cl_ord_id = 4711;
  send(cancel);
  until([&] { return reports.size() == 1; });
  EXPECT_EQ(reports[0].exec_type, exec_type::cancel_rejected);
  EXPECT_EQ(reports[0].reason, reject_reason::unknown_order);
  EXPECT_TRUE(venue.requests.empty());
}

TEST_F(fix44_gateway_test, draining_cancels_and_is_done_when_all_is_cancelled) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  until([&] { return venue.requests.size() == 1; });
  venue.answer(acknowledgement(o), on.clock().now());
  until([&] { return reports.size() == 1; });
  gateway->on_drain();
  EXPECT_FALSE(gateway->drained());
  until([&] { return venue.requests.size() == 2; });
  auto gone = acknowledgement(o);
  gone.exec_type = exec_type::canceled;
  gone.ord_status = ord_status::canceled;
  gone.orig_cl_ord_id = o.cl_ord_id;
  gone.cl_ord_id = venue.requests[1].cl_ord_id;
  gone.leaves_qty = {0};
  venue.answer(gone, on.clock().now());
  until([&] { return gateway->drained(); });
}

TEST_F(fix44_gateway_test, each_request_is_timed_until_the_venues_first_word_on_it) {
  until([&] { return logged_on(); });
  const auto begun = std::chrono::steady_clock::now();
  const auto o = order();
  send(o);
  hear(answer_to(o, exec_type::pending_new, ord_status::pending_new));
  EXPECT_EQ(measured("order_to_ack").count, 0U) << "the venue has it, and may still refuse it";
  hear(acknowledgement(o));
  EXPECT_EQ(measured("order_to_ack").count, 1U);
  auto change = order();
  change.action = order_action::replace;
  change.orig_cl_ord_id = o.cl_ord_id;
  send(change);
  hear(answer_to(change, exec_type::replaced, ord_status::replaced));
  auto cancel = order();
  cancel.action = order_action::cancel;
  cancel.orig_cl_ord_id = change.cl_ord_id;
  send(cancel);
  hear(answer_to(cancel, exec_type::canceled, ord_status::canceled));
  const auto took = std::chrono::nanoseconds{std::chrono::steady_clock::now() - begun}.count();
  for (const auto* stage : {"order_to_ack", "replace_to_ack", "cancel_to_ack"}) {
    EXPECT_EQ(measured(stage).count, 1U) << stage;
    EXPECT_GT(measured(stage).max, 1'000) << stage << ": a round trip over loopback";
    EXPECT_LT(measured(stage).max, took + took / 16) << stage;
  }
}

TEST_F(fix44_gateway_test, a_fill_that_comes_first_is_the_first_word_and_a_later_one_is_not) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  auto fill = answer_to(o, exec_type::trade, ord_status::partially_filled);
  fill.last_px = o.px;
  fill.last_qty = fill.cum_qty = fill.leaves_qty = {50};
  hear(fill);
  fill.exec_id = ++exec_id;
  fill.ord_status = ord_status::filled;
  fill.cum_qty = {100};
  fill.leaves_qty = {0};
  hear(fill);
  EXPECT_EQ(measured("order_to_ack").count, 1U);
}

TEST_F(fix44_gateway_test, a_refusal_is_no_acknowledgement) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  hear(answer_to(o, exec_type::rejected, ord_status::rejected));
  hear(acknowledgement(o)); // it has had its answer
  EXPECT_EQ(measured("order_to_ack").count, 0U);
}

TEST_F(fix44_gateway_test, an_answer_after_a_new_connection_says_nothing_of_the_venues_pace) {
  until([&] { return logged_on(); });
  const auto o = order();
  send(o);
  until([&] { return venue.requests.size() == 1; });
  venue.hang_up();
  until([&] { return !logged_on(); });
  until([&] { return logged_on(); });
  hear(acknowledgement(o));
  EXPECT_EQ(measured("order_to_ack").count, 0U);
}

} // namespace
} // namespace corelane
