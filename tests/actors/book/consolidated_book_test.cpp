#include "corelane/actors/book/consolidated_book.hpp"
#include "corelane/actors/book/price_book_actor.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace corelane::testing {
namespace {

using support::actor_harness;

class nbbo : public ::testing::Test {
protected:
  explicit nbbo(std::string_view parameters = "{max_instruments: 4}")
      : book{actor_harness::of<consolidated_book>(parameters)} {
    book.start();
  }
  std::vector<book_update> after(std::uint8_t venue, std::int64_t bid, std::int64_t bid_qty,
                                 std::int64_t ask, std::int64_t ask_qty,
                                 std::uint32_t flags = book_update::valid) {
    book_update u;
    u.instrument = instrument_id{1};
    u.venue = venue;
    u.flags = flags;
    u.bid = {{bid}, {bid_qty}};
    u.ask = {{ask}, {ask_qty}};
    u.bid_orders = u.ask_orders = 1;
    book.feed("books", u);
    return book.take<book_update>("updates");
  }

  actor_harness book;
};

class nbbo_of_the_rest : public nbbo {
protected:
  nbbo_of_the_rest() : nbbo{"{max_instruments: 4, stale_venue: leave_out}"} {}
};

TEST_F(nbbo, is_the_best_of_all_venues_and_says_whose_it_is) {
  (void)after(1, 100, 5, 110, 5);
  const auto all = after(2, 101, 7, 109, 3);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].bid.px.nanos, 101);
  EXPECT_EQ(all[0].bid_venue, 2);
  EXPECT_EQ(all[0].ask.px.nanos, 109);
  EXPECT_EQ(all[0].ask_venue, 2);
  EXPECT_EQ(all[0].venues, 2);
  EXPECT_TRUE(all[0].tradable());
}

TEST_F(nbbo, sums_what_venues_show_at_the_same_price) {
  (void)after(1, 100, 5, 110, 5);
  const auto all = after(2, 100, 7, 111, 3);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].bid.qty.units, 12);
  EXPECT_EQ(all[0].bid_orders, 2u);
  EXPECT_EQ(all[0].ask.qty.units, 5);
  EXPECT_EQ(all[0].bid_venue, 1);
}

TEST_F(nbbo, is_silent_about_what_changes_nothing_at_the_best_price) {
  (void)after(1, 100, 5, 110, 5);
  (void)after(2, 99, 5, 111, 5);
  EXPECT_TRUE(after(2, 98, 9, 112, 9).empty());
}

TEST_F(nbbo, falls_back_when_the_best_venue_leaves) {
  (void)after(1, 100, 5, 110, 5);
  (void)after(2, 101, 7, 109, 3);
  const auto all = after(2, 0, 0, 0, 0);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].bid.px.nanos, 100);
  EXPECT_EQ(all[0].ask.px.nanos, 110);
}

TEST_F(nbbo, is_not_valid_while_any_venue_is_not) {
  (void)after(1, 100, 5, 110, 5);
  (void)after(2, 101, 7, 109, 3);
  auto all = after(2, 101, 7, 109, 3, 0);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].state(), book_state::stale);
  EXPECT_FALSE(all[0].tradable());
  all = after(2, 101, 7, 109, 3);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].state(), book_state::valid);
}

TEST_F(nbbo_of_the_rest, leaves_out_a_venue_that_cannot_be_believed) {
  (void)after(1, 100, 5, 110, 5);
  (void)after(2, 101, 7, 109, 3);
  auto all = after(2, 101, 7, 109, 3, book_update::recovering);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].state(), book_state::valid);
  EXPECT_EQ(all[0].bid.px.nanos, 100);
  all = after(1, 100, 5, 110, 5, 0);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_NE(all[0].state(), book_state::valid);
}

TEST_F(nbbo, that_is_crossed_is_not_to_be_traded_on) {
  (void)after(1, 100, 5, 110, 5);
  const auto all = after(2, 111, 7, 112, 3);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_FALSE(all[0].tradable());
}

TEST_F(nbbo, refuses_a_ninth_venue) {
  for (std::uint8_t v = 0; v < consolidated_book::most_venues; ++v) (void)after(v, 1, 1, 2, 1);
  EXPECT_TRUE(after(200, 5, 1, 6, 1).empty());
  EXPECT_EQ(book.count_of("corelane_book_refused_events_total"), 1u);
}

TEST(price_book_actor, shows_a_book_only_when_the_exchanges_event_has_ended) {
  auto book = actor_harness::of<price_book_actor>("{max_instruments: 4, publish: depth}");
  book.start();
  mbp_event e;
  e.instrument = instrument_id{1};
  e.level = 1;
  e.px = {100};
  e.qty = {5};
  e.orders = 2;
  e.venue = 9;
  book.feed("events", e);
  e.side = side::sell;
  e.px = {101};
  EXPECT_TRUE(book.take<book_update>("updates").empty());
  e.flags = mbo_event::last_in_event;
  e.implied = true;
  book.feed("events", e);
  auto all = book.take<book_update>("updates");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].bid.qty.units, 5);
  EXPECT_EQ(all[0].bid_orders, 2u);
  EXPECT_EQ(all[0].ask.qty.units, 5);
  EXPECT_EQ(all[0].implied_ask.units, 5);
  EXPECT_EQ(all[0].implied_bid.units, 0);
  EXPECT_EQ(all[0].venue, 9);
  EXPECT_TRUE(all[0].tradable());

  e.action = mbp_action::trust;
  e.flags = mbo_event::last_in_event | mbo_event::recovering;
  book.feed("events", e);
  all = book.take<book_update>("updates");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].state(), book_state::recovering);
}

} // namespace
} // namespace corelane::testing
