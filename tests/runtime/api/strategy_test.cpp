#include "corelane/runtime/api/strategy.hpp"

#include "corelane/tests/support/actor_harness.hpp"
#include "corelane/tests/support/venue_reports.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>

namespace corelane {
namespace {

using namespace std::chrono_literals;
using namespace support;

/// Does on each event what the test says, with the facade's own verbs.
class scripted : public strategy {
public:
  using strategy::cancel;
  using strategy::find_order;
  using strategy::open_order_count;
  using strategy::position;
  using strategy::replace;
  using strategy::start_timer;
  using strategy::strategy;
  using strategy::submit;

  void on_book(const book_update&) override { on_event(); }
  void on_timer(timer_id) override { on_event(); }
  void on_execution(const execution_report& r) override {
    seen.push_back(r);
    on_event();
  }

  void on_book_state(instrument_id, book_state s) override { states.push_back(s); }

  std::function<void()> on_event = [] {};
  std::vector<book_state> states;
  std::vector<execution_report> seen;
};

class strategy_test : public testing::Test {
protected:
  strategy_test() { host.start(); }

  order_request sent() {
    const auto all = host.take<order_request>("orders");
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? order_request{} : all.front();
  }
  std::uint64_t buy(std::int64_t qty = 100) {
    return me.submit(side::buy, aapl, quantity{qty}, price{100 * price::scale});
  }
  void tell(const execution_report& r) { host.feed("executions", r); }

  actor_harness host{actor_harness::of<scripted>("{max_open_orders: 4}")};
  scripted& me{dynamic_cast<scripted&>(host.get())};
  instrument_id aapl{host.id("AAPL")};
};

TEST_F(strategy_test, an_order_goes_out_as_it_was_asked_for_and_is_open_at_once) {
  const auto id = me.submit(side::sell, aapl, quantity{30}, price{5}, time_in_force::ioc);
  const auto o = sent();
  EXPECT_EQ(o.action, order_action::submit);
  EXPECT_EQ(o.side, side::sell);
  EXPECT_EQ(o.time_in_force, time_in_force::ioc);
  EXPECT_EQ(o.cl_ord_id, id);
  EXPECT_EQ(o.strategy, strategy_id{1});
  EXPECT_EQ(o.created, host.now());
  ASSERT_NE(me.find_order(id), nullptr);
  EXPECT_FALSE(me.find_order(id)->acknowledged);
}

TEST_F(strategy_test, client_order_ids_carry_strategy_and_second_of_start_and_then_count) {
  const auto first = buy();
  EXPECT_EQ(first >> 56, 1U);
  EXPECT_EQ(first >> 32 & 0xFF'FFFF,
            static_cast<std::uint64_t>(host.now().ns / 1'000'000'000) & 0xFF'FFFF);
  host.advance(1h);
  EXPECT_EQ(buy(), first + 1);
}

TEST_F(strategy_test, a_restarted_strategy_does_not_repeat_ids) {
  const auto before = buy();
  host.advance(1s);
  auto again = actor_harness::of<scripted>("{}", host.shared_node());
  again.start();
  auto& other = dynamic_cast<scripted&>(again.get());
  const auto after = other.submit(side::buy, aapl, quantity{1}, price{1});
  EXPECT_NE(before & 0x00FF'FFFF'FFFF'FFFF, after & 0x00FF'FFFF'FFFF'FFFF);
}

TEST_F(strategy_test, the_position_has_a_fill_before_the_author_hears_of_it) {
  buy();
  const auto o = sent();
  std::int64_t seen = 0;
  me.on_event = [&] { seen = me.position(aapl).units; };
  tell(filled(o, quantity{60}));
  EXPECT_EQ(seen, 60);
  EXPECT_EQ(me.find_order(o.cl_ord_id)->leaves.units, 40);
  tell(filled(o, quantity{40}, quantity{60}));
  EXPECT_EQ(seen, 100);
  EXPECT_EQ(me.find_order(o.cl_ord_id), nullptr);
}

TEST_F(strategy_test, it_is_told_when_a_book_loses_and_regains_its_worth_and_not_between) {
  book_update top;
  top.instrument = aapl;
  for (const auto s : {book_state::valid, book_state::recovering, book_state::recovering,
                       book_state::stale, book_state::valid}) {
    top.flags = book_update::flag_of(s);
    host.feed("books", top);
  }
  EXPECT_EQ(me.states, (std::vector{book_state::recovering, book_state::stale, book_state::valid}));
}

TEST_F(strategy_test, a_sale_lowers_the_position_below_zero) {
  me.submit(side::sell, aapl, quantity{10}, price{1});
  tell(filled(sent(), quantity{10}));
  EXPECT_EQ(me.position(aapl).units, -10);
}

TEST_F(strategy_test, reports_of_other_strategies_are_not_ours) {
  buy();
  auto r = filled(sent(), quantity{100});
  r.strategy = strategy_id{2};
  tell(r);
  EXPECT_TRUE(me.seen.empty());
  EXPECT_EQ(me.position(aapl).units, 0);
}

TEST_F(strategy_test, an_order_has_one_request_pending_at_a_time) {
  const auto id = buy();
  EXPECT_TRUE(me.cancel(id));
  EXPECT_FALSE(me.cancel(id));
  EXPECT_EQ(me.replace(id, price{1}, quantity{1}), 0U);
  EXPECT_FALSE(me.cancel(12345));
}

TEST_F(strategy_test, a_refused_cancel_may_be_asked_again) {
  const auto id = buy();
  sent();
  me.cancel(id);
  tell(report_on(sent(), exec_type::cancel_rejected, ord_status::new_order));
  EXPECT_TRUE(me.cancel(id));
  tell(canceled(sent()));
  EXPECT_EQ(me.open_order_count(), 0U);
}

TEST_F(strategy_test, a_replaced_order_is_found_by_its_new_id_once_granted) {
  const auto id = buy();
  sent();
  const auto next = me.replace(id, price{99 * price::scale}, quantity{50});
  EXPECT_NE(me.find_order(id), nullptr);
  EXPECT_EQ(me.find_order(next), nullptr);
  const auto r = sent();
  EXPECT_EQ(r.action, order_action::replace);
  EXPECT_EQ(r.orig_cl_ord_id, id);
  EXPECT_EQ(r.cl_ord_id, next);
  tell(replaced(r));
  EXPECT_EQ(me.find_order(id), nullptr);
  ASSERT_NE(me.find_order(next), nullptr);
  EXPECT_EQ(me.find_order(next)->leaves.units, 50);
}

TEST_F(strategy_test, an_order_past_the_room_for_them_is_not_sent) {
  for (int n = 0; n < 4; ++n) EXPECT_NE(buy(), 0U);
  EXPECT_EQ(buy(), 0U);
  EXPECT_EQ(host.take<order_request>("orders").size(), 4U);
}

TEST_F(strategy_test, orders_carry_the_stamp_of_the_packet_that_caused_them_and_timers_none) {
  me.on_event = [&] { buy(); };
  book_update top;
  top.received = {4711};
  host.feed("books", top);
  EXPECT_EQ(sent().received.ticks, 4711U);
  me.start_timer(1ms);
  host.advance(1ms);
  EXPECT_EQ(sent().received.ticks, 0U);
}

TEST_F(strategy_test, a_drain_cancels_what_is_open_and_lets_nothing_more_out) {
  const auto id = buy();
  sent();
  host.drain();
  EXPECT_FALSE(host.get().drained());
  const auto c = sent();
  EXPECT_EQ(c.action, order_action::cancel);
  EXPECT_EQ(c.orig_cl_ord_id, id);
  EXPECT_EQ(buy(), 0U);
  tell(canceled(c));
  EXPECT_TRUE(host.get().drained());
  EXPECT_TRUE(host.take<order_request>("orders").empty());
}

TEST_F(strategy_test, a_drain_during_a_replace_cancels_the_order_once_it_is_granted) {
  const auto id = buy();
  sent();
  me.replace(id, price{1}, quantity{50});
  const auto r = sent();
  host.drain();
  EXPECT_TRUE(host.take<order_request>("orders").empty());
  tell(replaced(r));
  const auto c = sent();
  EXPECT_EQ(c.action, order_action::cancel);
  EXPECT_EQ(c.orig_cl_ord_id, r.cl_ord_id);
}

TEST_F(strategy_test, tells_its_positions_and_orders) {
  buy();
  tell(filled(sent(), quantity{60}));
  const auto seen = host.inspect();
  EXPECT_EQ(seen.tables.at("positions").at(0).at("position"), "60");
  EXPECT_EQ(seen.tables.at("orders").at(0).at("leaves"), "40");
  EXPECT_EQ(host.count_of("corelane_strategy_orders_total"), 1U);
}

} // namespace
} // namespace corelane
