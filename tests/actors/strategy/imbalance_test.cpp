#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/tests/support/actor_harness.hpp"
#include "corelane/tests/support/venue_reports.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace corelane {

void register_strategies(registry& all);

namespace {

using namespace std::chrono_literals;
using namespace support;

price cents(std::int64_t n) { return {n * price::scale / 100}; }

registry kinds() {
  registry all;
  register_strategies(all);
  return all;
}

/// Enters at 60 %, leaves below 10 % or after 5 s; 100 shares an order, 250 held at most.
class imbalance_test : public testing::Test {
protected:
  imbalance_test() { taker.start(); }

  /// 100.00 / 100.02 with these depths; 150 at each touch.
  void show(std::int64_t bid_depth, std::int64_t ask_depth) {
    top.instrument = taker.id("AAPL");
    top.flags = book_update::valid;
    top.bid = {cents(10'000), quantity{150}};
    top.ask = {cents(10'002), quantity{150}};
    top.bid_depth = {bid_depth};
    top.ask_depth = {ask_depth};
    taker.feed("books", top);
  }
  std::vector<order_request> sent() { return taker.take<order_request>("orders"); }
  order_request sent_one() {
    const auto all = sent();
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? order_request{} : all.front();
  }
  void tell(const execution_report& r) { taker.feed("executions", r); }
  /// Buys 100 on a heavy bid and lets the cooldown pass.
  void buy() {
    show(800, 200);
    tell(filled(sent_one(), quantity{100}));
    taker.advance(500ms);
  }

  actor_harness taker{kinds(), "strategy.imbalance",
                      "{symbols: [AAPL], entry_percent: 60, exit_percent: 10, order_size: 100, "
                      "max_position: 250, min_depth: 200, max_spread: 0.05, cooldown: 500ms, "
                      "max_holding: 5s}"};
  book_update top{};
};

TEST_F(imbalance_test, buys_at_the_ask_when_the_bid_side_outweighs) {
  show(800, 200);
  const auto o = sent_one();
  EXPECT_EQ(o.side, side::buy);
  EXPECT_EQ(o.px, cents(10'002));
  EXPECT_EQ(o.qty.units, 100);
  EXPECT_EQ(o.time_in_force, time_in_force::ioc);
  EXPECT_EQ(o.ord_type, ord_type::limit);
}

TEST_F(imbalance_test, sells_at_the_bid_when_the_ask_side_outweighs) {
  show(200, 800);
  const auto o = sent_one();
  EXPECT_EQ(o.side, side::sell);
  EXPECT_EQ(o.px, cents(10'000));
}

TEST_F(imbalance_test, one_share_short_of_the_threshold_does_nothing) {
  show(799, 201);
  EXPECT_TRUE(sent().empty());
  show(800, 200);
  EXPECT_EQ(sent().size(), 1U);
}

TEST_F(imbalance_test, takes_no_more_than_rests_at_the_touch) {
  taker.set("order_size", "1000");
  show(800, 200);
  EXPECT_EQ(sent_one().qty.units, 150);
}

TEST_F(imbalance_test, has_one_order_in_flight) {
  show(800, 200);
  const auto o = sent_one();
  taker.advance(1s);
  show(800, 200);
  EXPECT_TRUE(sent().empty());
  tell(canceled(o));
  show(800, 200);
  EXPECT_EQ(sent().size(), 1U);
}

TEST_F(imbalance_test, waits_between_entries) {
  show(800, 200);
  tell(filled(sent_one(), quantity{100}));
  taker.advance(499ms);
  show(800, 200);
  EXPECT_TRUE(sent().empty());
  taker.advance(1ms);
  show(800, 200);
  EXPECT_EQ(sent().size(), 1U);
}

TEST_F(imbalance_test, holds_no_more_than_its_limit) {
  buy();
  buy();
  show(800, 200);
  const auto last = sent_one();
  EXPECT_EQ(last.qty.units, 50);
  tell(filled(last, quantity{50}));
  taker.advance(500ms);
  show(800, 200);
  EXPECT_TRUE(sent().empty());
}

TEST_F(imbalance_test, leaves_when_the_imbalance_is_gone) {
  buy();
  show(560, 440);
  EXPECT_TRUE(sent().empty()) << "12 % are left";
  show(540, 460);
  const auto o = sent_one();
  EXPECT_EQ(o.side, side::sell);
  EXPECT_EQ(o.px, cents(10'000));
  EXPECT_EQ(o.qty.units, 100);
  EXPECT_EQ(o.time_in_force, time_in_force::ioc);
}

TEST_F(imbalance_test, leaves_a_short_by_buying) {
  show(200, 800);
  tell(filled(sent_one(), quantity{100}));
  show(500, 500);
  EXPECT_EQ(sent_one().side, side::buy);
}

TEST_F(imbalance_test, tries_an_exit_again_when_it_was_not_filled) {
  buy();
  show(500, 500);
  tell(canceled(sent_one()));
  show(500, 500);
  EXPECT_TRUE(sent().empty());
  taker.advance(10ms);
  show(500, 500);
  EXPECT_EQ(sent().size(), 1U);
}

TEST_F(imbalance_test, leaves_after_the_holding_time_even_if_the_book_is_silent) {
  buy();
  taker.advance(4400ms);
  EXPECT_TRUE(sent().empty());
  taker.advance(200ms);
  EXPECT_EQ(sent_one().side, side::sell);
}

TEST_F(imbalance_test, leaves_thin_wide_and_one_sided_books_alone) {
  show(160, 39);
  top.bid_depth = {800};
  top.ask_depth = {200};
  top.ask.px = cents(10'006);
  taker.feed("books", top);
  top.ask.px = cents(10'002);
  top.bid.qty = {};
  taker.feed("books", top);
  top.bid.qty = {150};
  top.flags = 0;
  taker.feed("books", top);
  EXPECT_TRUE(sent().empty());
}

TEST_F(imbalance_test, stays_out_while_halted_by_exchange_or_node) {
  trading_status status;
  status.instrument = taker.id("AAPL");
  status.state = trading_state::paused;
  taker.feed("statuses", status);
  show(800, 200);
  EXPECT_TRUE(sent().empty());
  status.state = trading_state::trading;
  taker.feed("statuses", status);
  taker.node().halt().halt();
  show(800, 200);
  EXPECT_TRUE(sent().empty());
  taker.node().halt().resume();
  show(800, 200);
  EXPECT_EQ(sent().size(), 1U);
}

} // namespace
} // namespace corelane
