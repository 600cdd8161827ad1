#include "corelane/tests/support/actor_harness.hpp"

#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <gtest/gtest.h>

namespace corelane {

void register_tight_spread(registry& all); // from docs/how_to/write_a_strategy.md

namespace {

TEST(how_to_write_a_strategy, what_the_page_shows_compiles_and_trades_as_it_says) {
  registry kinds;
  register_tight_spread(kinds);
  support::actor_harness harness{kinds, "strategy.tight_spread", "{size: 50}"};
  harness.start();
  book_update top;
  top.flags = book_update::valid;
  top.instrument = harness.id("AAPL");
  top.bid = {price::from_1e4(1'000'000), {500}};
  top.ask = {price::from_1e4(1'000'200), {500}};
  harness.feed("books", top);
  EXPECT_TRUE(harness.take<order_request>("orders").empty()) << "0.02 is not tight";
  top.ask.px = price::from_1e4(1'000'100);
  harness.feed("books", top);
  const auto orders = harness.take<order_request>("orders");
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders[0].side, side::buy);
  EXPECT_EQ(orders[0].qty.units, 50);
  EXPECT_EQ(orders[0].px, top.ask.px);
}

} // namespace
} // namespace corelane
