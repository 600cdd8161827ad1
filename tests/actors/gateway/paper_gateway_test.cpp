#include "corelane/actors/gateway/paper_gateway.hpp"

#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane {
namespace {

price cents(std::int64_t n) { return {n * price::scale / 100}; }

class paper_gateway_test : public ::testing::Test {
protected:
  paper_gateway_test() {
    gateway.start();
    show(10'000, 10'002);
  }
  void show(std::int64_t bid, std::int64_t ask) {
    book_update u;
    u.instrument = gateway.id("AAPL");
    u.bid = {cents(bid), {500}};
    u.ask = {cents(ask), {500}};
    gateway.feed("books", u);
  }
  order_request order(side s, std::int64_t px, time_in_force tif = time_in_force::day) {
    order_request r;
    r.side = s;
    r.instrument = gateway.id("AAPL");
    r.strategy = strategy_id{3};
    r.cl_ord_id = ++last_id;
    r.px = cents(px);
    r.qty = {100};
    r.time_in_force = tif;
    return r;
  }
  std::vector<execution_report> send(const order_request& r) {
    gateway.feed("orders", r);
    return reports();
  }
  std::vector<execution_report> reports() { return gateway.take<execution_report>("executions"); }

  support::actor_harness gateway = support::actor_harness::of<paper_gateway>();
  std::uint64_t last_id{0};
};

TEST_F(paper_gateway_test, an_order_at_the_touch_is_acknowledged_and_filled_there) {
  const auto r = send(order(side::buy, 10'005));
  ASSERT_EQ(r.size(), 2U);
  EXPECT_EQ(r[0].exec_type, exec_type::new_order);
  EXPECT_EQ(r[1].exec_type, exec_type::trade);
  EXPECT_EQ(r[1].last_px, cents(10'002));
  EXPECT_EQ(r[1].leaves_qty.units, 0);
  EXPECT_EQ(r[1].strategy, strategy_id{3});
}

TEST_F(paper_gateway_test, a_passive_order_rests_and_fills_at_its_price_when_the_market_comes) {
  EXPECT_EQ(send(order(side::buy, 9'999)).size(), 1U);
  show(9'998, 10'000);
  EXPECT_TRUE(reports().empty());
  show(9'997, 9'999);
  const auto r = reports();
  ASSERT_EQ(r.size(), 1U);
  EXPECT_EQ(r[0].last_px, cents(9'999));
}

TEST_F(paper_gateway_test, an_ioc_order_that_cannot_trade_is_cancelled) {
  const auto r = send(order(side::sell, 10'001, time_in_force::ioc));
  ASSERT_EQ(r.size(), 2U);
  EXPECT_EQ(r[1].exec_type, exec_type::canceled);
}

TEST_F(paper_gateway_test, a_cancel_and_a_replace_find_their_order) {
  const auto o = order(side::buy, 9'990);
  send(o);
  auto replace = order(side::buy, 9'991);
  replace.action = order_action::replace;
  replace.orig_cl_ord_id = o.cl_ord_id;
  replace.qty = {50};
  auto r = send(replace);
  ASSERT_EQ(r.size(), 1U);
  EXPECT_EQ(r[0].exec_type, exec_type::replaced);
  EXPECT_EQ(r[0].leaves_qty.units, 50);
  auto cancel = order(side::buy, 0);
  cancel.action = order_action::cancel;
  cancel.orig_cl_ord_id = replace.cl_ord_id;
  r = send(cancel);
  ASSERT_EQ(r.size(), 1U);
  EXPECT_EQ(r[0].exec_type, exec_type::canceled);
  r = send(cancel);
  ASSERT_EQ(r.size(), 1U);
  EXPECT_EQ(r[0].exec_type, exec_type::cancel_rejected);
  EXPECT_EQ(r[0].reason, reject_reason::unknown_order);
}

TEST_F(paper_gateway_test, a_halt_cancels_what_is_open_and_refuses_what_comes) {
  send(order(side::buy, 9'990));
  gateway.node().halt().halt();
  auto r = send(order(side::buy, 9'990));
  ASSERT_EQ(r.size(), 2U);
  EXPECT_EQ(r[0].exec_type, exec_type::canceled);
  EXPECT_EQ(r[1].reason, reject_reason::kill_switch);
  gateway.node().halt().resume();
  EXPECT_EQ(send(order(side::buy, 9'990))[0].exec_type, exec_type::new_order);
}

TEST_F(paper_gateway_test, an_id_in_use_is_refused) {
  const auto o = order(side::buy, 9'990);
  send(o);
  EXPECT_EQ(send(o)[0].reason, reject_reason::duplicate_cl_ord_id);
}

} // namespace
} // namespace corelane
