#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/tests/support/actor_harness.hpp"
#include "corelane/tests/support/venue_reports.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

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

/// A market maker of AAPL, and its venue. Quotes 2 ticks around the centre, 100 shares a side.
class market_maker_test : public testing::Test {
protected:
  explicit market_maker_test(std::string_view more = "")
      : maker{
          kinds(), "strategy.market_maker",
          std::string{"{symbols: [AAPL], tick_size: 0.01, half_spread_ticks: 2, quote_size: 100, "
                      "max_position: 300, skew_per_share: 0.0001, quote_interval: 1ms"}
              + std::string{more} + "}"} {
    maker.start();
  }

  void show(std::int64_t bid, std::int64_t ask, std::int64_t bid_qty = 500,
            std::int64_t ask_qty = 500) {
    top.instrument = maker.id("AAPL");
    top.flags = book_update::valid | book_update::bbo_changed;
    top.bid = {cents(bid), quantity{bid_qty}};
    top.ask = {cents(ask), quantity{ask_qty}};
    maker.feed("books", top);
  }
  void show_later(std::int64_t bid, std::int64_t ask) {
    maker.advance(1ms);
    show(bid, ask);
  }

  std::vector<order_request> sent() { return maker.take<order_request>("orders"); }
  void tell(const execution_report& r) { maker.feed("executions", r); }

  /// Quotes both sides of 100.00 / 100.02, acknowledged.
  void quote() {
    show(10'000, 10'002);
    const auto all = sent();
    ASSERT_EQ(all.size(), 2U);
    bid = all[0];
    ask = all[1];
    tell(acknowledged(bid));
    tell(acknowledged(ask));
  }
  /// Grants what has been asked for, as the venue would.
  void grant(const std::vector<order_request>& all) {
    for (const auto& r : all) {
      if (r.action == order_action::submit) tell(acknowledged(r));
      if (r.action == order_action::replace) tell(replaced(r));
      if (r.action == order_action::cancel) tell(canceled(r));
      (r.side == side::buy ? bid : ask) = r;
    }
  }
  /// Both quotes have been asked to go.
  void expect_withdrawn() {
    const auto all = sent();
    ASSERT_EQ(all.size(), 2U);
    for (const auto& c : all) EXPECT_EQ(c.action, order_action::cancel);
    EXPECT_EQ(all[0].orig_cl_ord_id, bid.cl_ord_id);
    EXPECT_EQ(all[1].orig_cl_ord_id, ask.cl_ord_id);
  }

  actor_harness maker;
  book_update top{};
  order_request bid, ask;
};

TEST_F(market_maker_test, quotes_both_sides_around_the_middle) {
  quote();
  EXPECT_EQ(bid.side, side::buy);
  EXPECT_EQ(bid.px, cents(9'999));
  EXPECT_EQ(bid.qty.units, 100);
  EXPECT_EQ(bid.time_in_force, time_in_force::day);
  EXPECT_EQ(ask.side, side::sell);
  EXPECT_EQ(ask.px, cents(10'003));
}

TEST_F(market_maker_test, leans_towards_the_side_where_less_rests) {
  show(10'000, 10'010, 900, 100);
  const auto all = sent();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].px, cents(10'007)) << "micro-price 100.09";
  EXPECT_EQ(all[1].px, cents(10'011));
}

TEST_F(market_maker_test, never_crosses_the_best_of_the_other_side) {
  maker.set("half_spread_ticks", "1");
  show(10'000, 10'001, 999'999, 1);
  auto all = sent();
  EXPECT_EQ(all.at(0).px, cents(9'999));
  EXPECT_EQ(all.at(1).px, cents(10'002));
  maker.set("skew_per_share", "1");
  tell(filled(all.at(1), quantity{100}));
  maker.advance(1ms);
  show(10'000, 10'001);
  all = sent();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].side, side::buy);
  EXPECT_EQ(all[0].px, cents(10'000)) << "short, so it bids as high as it may";
}

TEST_F(market_maker_test, a_wider_spread_in_basis_points_holds) {
  maker.set("half_spread_bps", "10");
  show(10'000, 10'002);
  const auto all = sent();
  EXPECT_EQ(all.at(0).px, cents(9'990));
  EXPECT_EQ(all.at(1).px, cents(10'012));
}

TEST_F(market_maker_test, moves_its_quotes_by_replacing_them_when_the_price_moves) {
  quote();
  show_later(10'002, 10'004);
  const auto all = sent();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].action, order_action::replace);
  EXPECT_EQ(all[0].orig_cl_ord_id, bid.cl_ord_id);
  EXPECT_EQ(all[0].px, cents(10'001));
  EXPECT_EQ(all[1].action, order_action::replace);
  EXPECT_EQ(all[1].px, cents(10'005));
}

TEST_F(market_maker_test, stays_while_the_price_moves_by_less_than_a_tick) {
  quote();
  maker.advance(1ms);
  show(10'000, 10'002, 600, 500);
  EXPECT_TRUE(sent().empty());
}

TEST_F(market_maker_test, waits_for_the_venue_before_it_moves_the_same_quotes_again) {
  quote();
  show_later(10'002, 10'004);
  const auto first = sent();
  show_later(10'004, 10'006);
  EXPECT_TRUE(sent().empty());
  grant(first);
  show_later(10'004, 10'006);
  const auto second = sent();
  ASSERT_EQ(second.size(), 2U);
  EXPECT_EQ(second[0].orig_cl_ord_id, first[0].cl_ord_id);
  EXPECT_EQ(second[0].px, cents(10'003));
}

TEST_F(market_maker_test, changes_quotes_no_more_often_than_the_interval_allows) {
  quote();
  show(10'002, 10'004);
  EXPECT_TRUE(sent().empty()) << "quotes are less than 1 ms old";
  show_later(10'002, 10'004);
  EXPECT_EQ(sent().size(), 2U);
}

TEST_F(market_maker_test, catches_up_by_itself_when_the_interval_is_over) {
  quote();
  show(10'002, 10'004);
  maker.advance(600ms);
  EXPECT_EQ(sent().size(), 2U);
}

TEST_F(market_maker_test, holding_shares_lowers_both_quotes) {
  quote();
  tell(filled(bid, quantity{100}));
  show_later(10'000, 10'002);
  const auto all = sent();
  ASSERT_EQ(all.size(), 2U) << "100 shares at 0.01 cents are a tick";
  EXPECT_EQ(all[0].side, side::buy);
  EXPECT_EQ(all[0].action, order_action::submit);
  EXPECT_EQ(all[0].px, cents(9'998));
  EXPECT_EQ(all[1].action, order_action::replace);
  EXPECT_EQ(all[1].px, cents(10'002));
}

TEST_F(market_maker_test, never_quotes_for_more_than_its_position_may_become) {
  quote();
  for (const std::int64_t held : {100, 200}) {
    tell(filled(bid, quantity{100}));
    show_later(10'000, 10'002);
    const auto all = sent();
    ASSERT_FALSE(all.empty()) << held;
    grant(all);
  }
  tell(filled(bid, quantity{100}));
  show_later(10'000, 10'002);
  for (const auto& o : sent()) EXPECT_EQ(o.side, side::sell) << "300 held: no bid";
}

TEST_F(market_maker_test, bids_for_the_rest_of_its_room_when_less_than_a_quote_is_left) {
  maker.set("max_position", "150");
  quote();
  tell(filled(bid, quantity{100}));
  show_later(10'000, 10'002);
  EXPECT_EQ(sent().at(0).qty.units, 50);
}

TEST_F(market_maker_test, a_partly_filled_quote_that_moves_is_filled_up_again) {
  quote();
  tell(filled(bid, quantity{40}));
  show_later(10'002, 10'004);
  const auto all = sent();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].qty.units, 140) << "order quantity, fills included";
}

TEST_F(market_maker_test, withdraws_when_the_book_has_one_side) {
  quote();
  show(10'000, 0, 500, 0);
  expect_withdrawn();
}

TEST_F(market_maker_test, withdraws_when_the_book_has_a_gap) {
  quote();
  top.flags = 0;
  maker.feed("books", top);
  expect_withdrawn();
}

TEST_F(market_maker_test, withdraws_when_the_book_is_crossed) {
  quote();
  show(10'005, 10'004);
  expect_withdrawn();
}

TEST_F(market_maker_test, withdraws_when_the_exchange_halts_the_instrument_and_returns_after) {
  quote();
  trading_status status;
  status.instrument = top.instrument;
  status.state = trading_state::halted;
  maker.feed("statuses", status);
  const auto cancels = maker.take<order_request>("orders");
  ASSERT_EQ(cancels.size(), 2U);
  grant(cancels);
  show_later(10'000, 10'002);
  EXPECT_TRUE(sent().empty());
  status.state = trading_state::trading;
  maker.feed("statuses", status);
  EXPECT_EQ(sent().size(), 2U);
}

TEST_F(market_maker_test, withdraws_when_the_node_is_halted) {
  quote();
  maker.node().halt().halt();
  show(10'000, 10'002);
  expect_withdrawn();
}

TEST_F(market_maker_test, withdraws_when_the_book_has_been_silent_for_too_long) {
  quote();
  maker.advance(1500ms);
  EXPECT_TRUE(sent().empty());
  maker.advance(1000ms);
  expect_withdrawn();
  maker.advance(1s);
  EXPECT_TRUE(sent().empty());
}

TEST_F(market_maker_test, withdraws_when_the_node_stops) {
  quote();
  maker.drain();
  expect_withdrawn();
  show_later(10'002, 10'004);
  EXPECT_TRUE(sent().empty());
}

TEST_F(market_maker_test, pauses_after_a_refusal) {
  show(10'000, 10'002);
  for (const auto& o : sent())
    tell(refused(o, exec_type::risk_rejected, reject_reason::kill_switch));
  show_later(10'000, 10'002);
  EXPECT_TRUE(sent().empty());
  maker.advance(1s);
  show(10'000, 10'002);
  EXPECT_EQ(sent().size(), 2U);
}

TEST_F(market_maker_test, never_meets_its_own_quote) {
  quote();
  show_later(10'010, 10'012);
  const auto up = sent();
  ASSERT_EQ(up.size(), 1U) << "the bid would meet the ask of 100.03, so the ask goes first";
  EXPECT_EQ(up[0].side, side::sell);
  grant(up);
  show_later(10'010, 10'012);
  const auto then = sent();
  ASSERT_EQ(then.size(), 1U);
  EXPECT_EQ(then[0].px, cents(10'009));
}

TEST_F(market_maker_test, has_no_interest_in_other_instruments) {
  show(10'000, 10'002);
  sent();
  top.instrument = maker.id("MSFT");
  maker.feed("books", top);
  EXPECT_TRUE(sent().empty());
}

TEST(market_maker, quotes_all_instruments_when_none_is_named) {
  actor_harness maker{kinds(), "strategy.market_maker"};
  maker.start();
  for (const auto* symbol : {"AAPL", "MSFT"}) {
    book_update top;
    top.instrument = maker.id(symbol);
    top.flags = book_update::valid;
    top.bid = {cents(10'000), quantity{100}};
    top.ask = {cents(10'002), quantity{100}};
    maker.feed("books", top);
  }
  EXPECT_EQ(maker.take<order_request>("orders").size(), 4U);
}

TEST(market_maker, refuses_parameters_that_make_no_sense) {
  const auto all = kinds();
  EXPECT_NE(actor_harness::refusal(all, "strategy.market_maker", "{tick_size: 0}"), "");
  EXPECT_NE(actor_harness::refusal(all, "strategy.market_maker", "{quote_size: 0}"), "");
  EXPECT_EQ(actor_harness::refusal(all, "strategy.market_maker", "{quote_size: 1}"), "");
}

} // namespace
} // namespace corelane
