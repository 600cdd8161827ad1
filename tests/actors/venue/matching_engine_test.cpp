#include "corelane/actors/venue/matching_engine.hpp"

#include "outcome_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace corelane::venue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

price cents(std::int64_t n) { return {n * 10'000'000}; }

struct matching_engine_test : testing::Test {
  static matching_engine::settings small() {
    matching_engine::settings s;
    s.instruments = 2;
    s.max_orders = 8;
    s.levels_per_side = 4;
    return s;
  }

  order_reference limit(side s, std::int64_t px, std::int64_t qty,
                        time_in_force tif = time_in_force::day, std::uint32_t instrument = 0) {
    return engine.submit(
        {instrument_id{instrument}, s, ord_type::limit, tif, cents(px), {qty}, {}});
  }
  order_reference market(side s, std::int64_t qty, time_in_force tif = time_in_force::day) {
    return engine.submit({instrument_id{0}, s, ord_type::market, tif, {}, {qty}, {}});
  }
  book_level best(side s) const { return engine.best(instrument_id{0}, s); }

  outcome_log log;
  matching_engine engine{small(), log};
};

TEST_F(matching_engine_test, an_order_that_meets_nothing_rests_at_its_price) {
  limit(side::buy, 1000, 300);
  EXPECT_THAT(log.take(), ElementsAre("accepted #1", "rested #1 300 @ 10.00"));
  EXPECT_EQ(best(side::buy).px, cents(1000));
  EXPECT_EQ(best(side::buy).qty.units, 300);
  EXPECT_EQ(best(side::sell).qty.units, 0);
}

TEST_F(matching_engine_test, a_better_price_trades_first_and_then_the_earlier_order) {
  limit(side::sell, 1001, 100);
  limit(side::sell, 1000, 100);
  limit(side::sell, 1000, 100);
  log.take();
  limit(side::buy, 1001, 250);
  EXPECT_THAT(log.take(),
              ElementsAre("accepted #4", "trade #2 x #4 100 @ 10.00 (1)",
                          "trade #3 x #4 100 @ 10.00 (2)", "trade #1 x #4 50 @ 10.01 (3)"));
}

TEST_F(matching_engine_test, what_a_day_order_cannot_fill_rests_at_its_own_price) {
  limit(side::buy, 1000, 100);
  log.take();
  limit(side::sell, 999, 150);
  EXPECT_THAT(log.take(),
              ElementsAre("accepted #2", "trade #1 x #2 100 @ 10.00 (1)", "rested #2 50 @ 9.99"));
}

TEST_F(matching_engine_test, an_ioc_order_fills_what_it_can_and_the_rest_is_cancelled) {
  limit(side::sell, 1000, 100);
  log.take();
  limit(side::buy, 1000, 300, time_in_force::ioc);
  EXPECT_THAT(log.take(),
              ElementsAre("accepted #2", "trade #1 x #2 100 @ 10.00 (1)", "canceled #2 200 ioc"));
  EXPECT_EQ(engine.open_orders(), 0U);
}

TEST_F(matching_engine_test, a_fok_order_one_share_short_trades_nothing) {
  limit(side::sell, 1000, 100);
  limit(side::sell, 1001, 99);
  log.take();
  limit(side::buy, 1001, 200, time_in_force::fok);
  EXPECT_THAT(log.take(), ElementsAre("accepted #3", "canceled #3 200 fok"));
}

TEST_F(matching_engine_test, a_fok_order_fills_over_several_prices_when_all_can_be_had) {
  limit(side::sell, 1000, 100);
  limit(side::sell, 1001, 100);
  log.take();
  limit(side::buy, 1001, 200, time_in_force::fok);
  EXPECT_THAT(log.take(), ElementsAre("accepted #3", "trade #1 x #3 100 @ 10.00 (1)",
                                      "trade #2 x #3 100 @ 10.01 (2)"));
}

TEST_F(matching_engine_test, quantity_beyond_the_limit_price_does_not_help_a_fok_order) {
  limit(side::sell, 1000, 100);
  limit(side::sell, 1002, 100);
  log.take();
  limit(side::buy, 1001, 200, time_in_force::fok);
  EXPECT_THAT(log.take(), ElementsAre("accepted #3", "canceled #3 200 fok"));
}

TEST_F(matching_engine_test, a_market_order_takes_every_level_and_never_rests) {
  limit(side::sell, 1000, 100);
  limit(side::sell, 1500, 100);
  log.take();
  market(side::buy, 300);
  EXPECT_THAT(log.take(),
              ElementsAre("accepted #3", "trade #1 x #3 100 @ 10.00 (1)",
                          "trade #2 x #3 100 @ 15.00 (2)", "canceled #3 100 no liquidity"));
}

TEST_F(matching_engine_test, a_market_fok_order_is_all_or_nothing_too) {
  limit(side::sell, 1000, 100);
  log.take();
  market(side::buy, 101, time_in_force::fok);
  EXPECT_THAT(log.take(), ElementsAre("accepted #2", "canceled #2 101 fok"));
  market(side::buy, 100, time_in_force::fok);
  EXPECT_THAT(log.take(), ElementsAre("accepted #3", "trade #1 x #3 100 @ 10.00 (1)"));
}

TEST_F(matching_engine_test, a_smaller_quantity_at_the_same_price_keeps_its_place) {
  const auto first = limit(side::buy, 1000, 300);
  limit(side::buy, 1000, 100);
  log.take();
  EXPECT_EQ(engine.replace(first, cents(1000), {200}, {}), first);
  market(side::sell, 100);
  EXPECT_THAT(log.take(), ElementsAre("replaced #1 by #1 200 @ 10.00", "accepted #3",
                                      "trade #1 x #3 100 @ 10.00 (1)"));
}

TEST_F(matching_engine_test, a_larger_quantity_loses_its_place_and_takes_a_new_reference) {
  const auto first = limit(side::buy, 1000, 100);
  limit(side::buy, 1000, 100);
  log.take();
  engine.replace(first, cents(1000), {150}, {});
  market(side::sell, 100);
  EXPECT_THAT(log.take(), ElementsAre("replaced #1 by #3 150 @ 10.00", "accepted #4",
                                      "trade #2 x #4 100 @ 10.00 (1)"));
}

TEST_F(matching_engine_test, a_replace_with_the_same_terms_loses_its_place) {
  const auto first = limit(side::buy, 1000, 100);
  EXPECT_NE(engine.replace(first, cents(1000), {100}, {}), first);
}

TEST_F(matching_engine_test, a_replace_to_a_crossing_price_trades_and_then_rests) {
  const auto bid = limit(side::buy, 999, 150);
  limit(side::sell, 1000, 100);
  log.take();
  engine.replace(bid, cents(1001), {150}, {});
  EXPECT_THAT(log.take(), ElementsAre("replaced #1 by #3 150 @ 10.01 crossing",
                                      "trade #2 x #3 100 @ 10.00 (1)", "rested #3 50 @ 10.01"));
}

TEST_F(matching_engine_test, a_cancelled_order_is_gone_and_its_level_with_it) {
  const auto order = limit(side::buy, 1000, 100);
  EXPECT_TRUE(engine.cancel(order, {}));
  EXPECT_EQ(best(side::buy).qty.units, 0);
  log.take();
  EXPECT_FALSE(engine.cancel(order, {}));
  EXPECT_THAT(log.take(), ElementsAre("request on #1 refused unknown order"));
}

TEST_F(matching_engine_test, an_order_that_makes_no_sense_is_refused_with_its_reason) {
  limit(side::buy, 1000, 0);
  limit(side::buy, 1000, 1'000'000);
  limit(side::buy, 0, 100);
  limit(side::buy, -5, 100);
  engine.submit(
      {instrument_id{0}, side::buy, ord_type::limit, time_in_force::day, price{1}, {100}, {}});
  limit(side::buy, 1000, 100, time_in_force::day, 2);
  limit(side::buy, 20'000'000, 100);
  EXPECT_THAT(
      log.take(),
      ElementsAre("refused quantity out of range", "refused quantity out of range",
                  "refused price out of range or between ticks",
                  "refused price out of range or between ticks",
                  "refused price out of range or between ticks", "refused unknown instrument",
                  "refused price out of range or between ticks"));
}

TEST_F(matching_engine_test, a_refused_replace_leaves_the_order_as_it_was) {
  const auto order = limit(side::buy, 1000, 100);
  EXPECT_EQ(engine.replace(order, cents(1000), {0}, {}), no_order);
  EXPECT_EQ(engine.replace(order, price{1}, {50}, {}), no_order);
  EXPECT_EQ(best(side::buy).qty.units, 100);
}

TEST_F(matching_engine_test, a_full_venue_refuses_resting_orders_but_still_trades) {
  for (int i = 0; i < 8; ++i) limit(side::sell, 1000 + i % 2, 100, time_in_force::day, i % 2);
  log.take();
  limit(side::sell, 1000, 100);
  EXPECT_THAT(log.take(), ElementsAre("refused book is full"));
  market(side::buy, 50);
  EXPECT_THAT(log.take(), ElementsAre("accepted #9", "trade #1 x #9 50 @ 10.00 (1)"));
}

TEST_F(matching_engine_test, a_side_with_all_its_levels_used_takes_orders_at_those_only) {
  for (int i = 0; i < 4; ++i) limit(side::buy, 1000 + i, 100);
  log.take();
  limit(side::buy, 990, 100);
  limit(side::buy, 1001, 100);
  EXPECT_THAT(log.take(),
              ElementsAre("refused book is full", "accepted #5", "rested #5 100 @ 10.01"));
}

TEST_F(matching_engine_test, books_of_two_instruments_do_not_meet) {
  limit(side::buy, 1000, 100, time_in_force::day, 0);
  log.take();
  limit(side::sell, 900, 100, time_in_force::day, 1);
  EXPECT_THAT(log.take(), ElementsAre("accepted #2", "rested #2 100 @ 9.00"));
}

TEST_F(matching_engine_test, a_hidden_trade_takes_a_match_number_and_leaves_the_book) {
  limit(side::buy, 1000, 100);
  log.take();
  engine.print_trade(instrument_id{0}, side::buy, cents(1001), {40});
  market(side::sell, 10);
  EXPECT_THAT(log.take(),
              ElementsAre("printed 40 @ 10.01 (1)", "accepted #2", "trade #1 x #2 10 @ 10.00 (2)"));
}

} // namespace
} // namespace corelane::venue
