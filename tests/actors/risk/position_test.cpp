#include "corelane/actors/risk/position.hpp"

#include <gtest/gtest.h>

#include <random>

namespace corelane {
namespace {

price dollars(std::int64_t n) { return {n * price::scale}; }
notional money(std::int64_t n) { return {notional::wide{n} * price::scale}; }

TEST(position, buying_twice_averages_the_cost) {
  position p;
  p.fill(quantity{100}, dollars(10));
  p.fill(quantity{300}, dollars(14));
  EXPECT_EQ(p.qty.units, 400);
  EXPECT_EQ(p.average_px(), dollars(13));
  EXPECT_EQ(p.realised, money(0));
  EXPECT_EQ(p.unrealised(dollars(15)), money(800));
}

TEST(position, selling_part_realises_against_the_average_and_leaves_it_as_it_was) {
  position p;
  p.fill(quantity{400}, dollars(13));
  p.fill(quantity{-100}, dollars(20));
  EXPECT_EQ(p.realised, money(700));
  EXPECT_EQ(p.average_px(), dollars(13));
  EXPECT_EQ(p.qty.units, 300);
}

TEST(position, a_short_earns_when_it_is_bought_back_lower) {
  position p;
  p.fill(quantity{-200}, dollars(50));
  EXPECT_EQ(p.average_px(), dollars(50));
  EXPECT_EQ(p.unrealised(dollars(48)), money(400));
  p.fill(quantity{200}, dollars(47));
  EXPECT_EQ(p.realised, money(600));
  EXPECT_EQ(p.qty.units, 0);
  EXPECT_EQ(p.cost, money(0));
}

TEST(position, a_sale_past_flat_closes_the_long_and_opens_a_short_at_its_price) {
  position p;
  p.fill(quantity{100}, dollars(10));
  p.fill(quantity{-150}, dollars(12));
  EXPECT_EQ(p.realised, money(200));
  EXPECT_EQ(p.qty.units, -50);
  EXPECT_EQ(p.average_px(), dollars(12));
}

TEST(position, a_third_that_does_not_divide_is_not_lost) {
  position p;
  p.fill(quantity{3}, price{10});
  p.fill(quantity{7}, price{1});
  p.fill(quantity{-3}, price{5});
  p.fill(quantity{-7}, price{5});
  EXPECT_EQ(p.cost.nanos, 0);
  EXPECT_EQ(p.realised.nanos, 50 - 37);
}

TEST(position, amounts_past_64_bits_stay_exact) {
  position p;
  p.fill(quantity{1'000'000'000}, dollars(400'000));
  p.fill(quantity{-1'000'000'000}, dollars(400'001));
  EXPECT_EQ(p.realised, money(1'000'000'000));
}

TEST(position, realised_less_cost_is_always_the_money_that_fills_brought) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random{seed};
  position p;
  std::int64_t held = 0;
  notional cash;
  for (int step = 0; step < 100'000; ++step) {
    const quantity traded{static_cast<std::int64_t>(random() % 2001) - 1000};
    const price px{static_cast<std::int64_t>(random() % 1'000'000'007) + 1};
    p.fill(traded, px);
    held += traded.units;
    cash -= value_of(px, traded);
    ASSERT_EQ(p.qty.units, held);
    ASSERT_EQ(p.realised - p.cost, cash);
    ASSERT_EQ(p.cost.nanos > 0, held > 0);
    ASSERT_EQ(p.cost.nanos < 0, held < 0);
  }
}

} // namespace
} // namespace corelane
