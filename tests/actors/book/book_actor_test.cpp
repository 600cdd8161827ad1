#include "corelane/actors/book/book_actor.hpp"
#include "corelane/actors/book/shared_bbo_reader.hpp"
#include "corelane/tests/actors/book/book_events.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace corelane::testing {

namespace {

using support::actor_harness;
using ::testing::HasSubstr;
using ::testing::SizeIs;

actor_harness started(std::string_view more = "", int max_orders = 1000) {
  registry kinds;
  register_books(kinds);
  actor_harness book{kinds, "book",
                     "{max_orders: " + std::to_string(max_orders)
                         + ", max_instruments: 8, max_levels: 1000" + std::string{more} + "}"};
  book.node().instruments().add("AAPL");
  book.node().instruments().add("PEAR");
  book.start();
  return book;
}

std::vector<book_update> updates_after(actor_harness& book, std::initializer_list<mbo_event> all) {
  for (const auto& e : all) book.feed("events", e);
  return book.take<book_update>("updates");
}

mbo_event within(mbo_event e) {
  e.flags &= static_cast<std::uint8_t>(~mbo_event::last_in_event);
  return e;
}

} // namespace

TEST(book_actor, a_new_best_price_is_published_with_sizes_orders_and_times) {
  auto book = started();
  auto e = of_apple.bid(1, 10000, 5);
  e.exchange_time = {77};
  e.received = {88};
  const auto updates =
      updates_after(book, {e, of_apple.bid(2, 10000, 6), of_apple.ask(3, 10010, 4)});
  ASSERT_THAT(updates, SizeIs(3));
  EXPECT_EQ(updates[0].exchange_time.ns, 77);
  EXPECT_EQ(updates[0].received.ticks, 88u);
  EXPECT_EQ(updates[0].update_number, 1u);
  EXPECT_EQ(updates[0].flags, book_update::valid | book_update::bbo_changed);
  EXPECT_FALSE(updates[0].two_sided());
  EXPECT_EQ(updates[2].bid.px, cents(10000));
  EXPECT_EQ(updates[2].bid.qty.units, 11);
  EXPECT_EQ(updates[2].bid_orders, 2u);
  EXPECT_EQ(updates[2].ask.px, cents(10010));
  EXPECT_EQ(updates[2].update_number, 3u);
}

TEST(book_actor, nothing_is_published_inside_an_exchange_event) {
  auto book = started();
  EXPECT_THAT(updates_after(book, {within(of_apple.bid(1, 10000, 5))}), SizeIs(0));
  EXPECT_THAT(updates_after(book, {within(of_apple.bid(2, 10010, 5))}), SizeIs(0));
  const auto updates = updates_after(book, {of_apple.ask(3, 10020, 5)});
  ASSERT_THAT(updates, SizeIs(1));
  EXPECT_EQ(updates[0].bid.px, cents(10010));
  EXPECT_EQ(updates[0].ask.px, cents(10020));
}

TEST(book_actor, an_event_that_ends_as_it_began_is_not_published) {
  auto book = started();
  updates_after(book, {of_apple.bid(1, 10000, 5)});
  EXPECT_THAT(updates_after(book, {within(of_apple.bid(2, 10010, 5)), of_apple.remove(2)}),
              SizeIs(0));
}

TEST(book_actor, the_end_of_an_event_publishes_every_instrument_it_touched) {
  auto book = started();
  const auto updates =
      updates_after(book, {within(of_apple.bid(1, 10000, 5)), of_pear.bid(2, 500, 6)});
  ASSERT_THAT(updates, SizeIs(2));
  EXPECT_EQ(updates[0].instrument, apple);
  EXPECT_EQ(updates[1].instrument, pear);
}

TEST(book_actor, in_bbo_mode_a_change_below_the_best_price_is_not_published_but_counted_in_depth) {
  auto book = started();
  updates_after(book, {of_apple.bid(1, 10000, 5)});
  EXPECT_THAT(updates_after(book, {of_apple.bid(2, 9990, 7)}), SizeIs(0));
  const auto updates = updates_after(book, {of_apple.reduce(1, 1)});
  ASSERT_THAT(updates, SizeIs(1));
  EXPECT_EQ(updates[0].bid_depth.units, 11);
}

TEST(book_actor, in_depth_mode_changes_within_depth_levels_are_published_and_deeper_ones_not) {
  auto book = started(", publish: depth, depth_levels: 2");
  updates_after(book, {of_apple.bid(1, 10000, 1), of_apple.bid(2, 9990, 2)});
  EXPECT_THAT(updates_after(book, {of_apple.bid(3, 9980, 4)}), SizeIs(0)) << "third price";
  EXPECT_THAT(updates_after(book, {of_apple.reduce(3, 1)}), SizeIs(0));
  auto updates = updates_after(book, {of_apple.modify(2, 9990, 1)});
  ASSERT_THAT(updates, SizeIs(1)) << "second price";
  EXPECT_EQ(updates[0].flags, book_update::valid) << "the best is as it was";
  EXPECT_EQ(updates[0].bid_depth.units, 2);
  updates = updates_after(book, {of_apple.remove(2)});
  ASSERT_THAT(updates, SizeIs(1));
  EXPECT_EQ(updates[0].bid_depth.units, 4) << "the third price has moved up";
  EXPECT_THAT(updates_after(book, {of_apple.modify(3, 9970, 3)}), SizeIs(1));
  EXPECT_THAT(updates_after(book, {of_apple.clear()}), SizeIs(1));
}

TEST(book_actor, an_execution_is_a_trade_at_the_orders_price_taken_by_the_other_side) {
  auto book = started();
  updates_after(book, {of_apple.ask(1, 10010, 5)});
  auto e = of_apple.execute(1, 2);
  e.new_order_id = 4711;
  e.exchange_time = {55};
  e.flags |= mbo_event::non_printable;
  updates_after(book, {e});
  const auto trades = book.take<trade>("trades");
  ASSERT_THAT(trades, SizeIs(1));
  EXPECT_EQ(trades[0].px, cents(10010));
  EXPECT_EQ(trades[0].qty.units, 2);
  EXPECT_EQ(trades[0].aggressor, side::buy);
  EXPECT_EQ(trades[0].match_number, 4711u);
  EXPECT_EQ(trades[0].exchange_time.ns, 55);
  EXPECT_EQ(trades[0].instrument, apple);
  EXPECT_EQ(trades[0].flags, mbo_event::non_printable);
}

TEST(book_actor, an_execution_at_another_price_is_a_trade_at_that_price) {
  auto book = started();
  updates_after(book, {of_apple.bid(1, 10000, 5), of_apple.execute_at(1, 10005, 9)});
  const auto trades = book.take<trade>("trades");
  ASSERT_THAT(trades, SizeIs(1));
  EXPECT_EQ(trades[0].px, cents(10005));
  EXPECT_EQ(trades[0].qty.units, 5) << "no more than there was";
  EXPECT_EQ(trades[0].aggressor, side::sell);
  EXPECT_EQ(book.count_of("corelane_book_over_executions_total"), 1u);
}

TEST(book_actor, cancels_are_no_trades) {
  auto book = started();
  updates_after(book, {of_apple.bid(1, 10000, 5), of_apple.reduce(1, 2), of_apple.remove(1)});
  EXPECT_THAT(book.take<trade>("trades"), SizeIs(0));
}

TEST(book_actor, after_a_gap_a_book_is_not_valid_until_it_is_cleared) {
  auto book = started();
  updates_after(book, {of_apple.bid(1, 10000, 5), of_pear.bid(2, 500, 5)});
  auto e = of_apple.remove(99);
  e.flags |= mbo_event::stale;
  auto updates = updates_after(book, {e});
  ASSERT_THAT(updates, SizeIs(1)) << "strategies are told even if the best price is the same";
  EXPECT_EQ(updates[0].flags & book_update::valid, 0u);
  updates = updates_after(book, {of_apple.bid(3, 10010, 1), of_pear.bid(4, 510, 1)});
  ASSERT_THAT(updates, SizeIs(2));
  EXPECT_EQ(updates[0].flags, book_update::bbo_changed);
  EXPECT_EQ(updates[1].flags, book_update::bbo_changed | book_update::valid);
  updates = updates_after(book, {of_apple.clear()});
  ASSERT_THAT(updates, SizeIs(1));
  EXPECT_EQ(updates[0].flags, book_update::bbo_changed | book_update::valid);
  EXPECT_EQ(updates[0].bid.qty.units, 0);
}

TEST(book_actor, an_overflow_is_counted_and_takes_the_books_validity) {
  auto book = started("", 1);
  updates_after(book, {of_apple.bid(1, 10000, 5)});
  const auto updates = updates_after(book, {of_apple.bid(2, 10000, 5)});
  ASSERT_THAT(updates, SizeIs(1));
  EXPECT_EQ(updates[0].flags & book_update::valid, 0u);
  EXPECT_EQ(book.count_of("corelane_book_overflows_total"), 1u);
}

TEST(book_actor, what_cannot_be_applied_is_counted) {
  auto book = started();
  updates_after(book, {of_apple.bid(1, 10000, 5), of_apple.bid(1, 10000, 5), of_apple.remove(9),
                       events_of{instrument_id{8}}.bid(3, 1, 1),
                       events_of{no_instrument}.bid(3, 1, 1), of_apple.bid(4, 1, 0)});
  EXPECT_EQ(book.count_of("corelane_book_duplicate_orders_total"), 1u);
  EXPECT_EQ(book.count_of("corelane_book_unknown_orders_total"), 1u);
  EXPECT_EQ(book.count_of("corelane_book_unknown_instruments_total"), 2u);
  EXPECT_EQ(book.count_of("corelane_book_refused_events_total"), 1u);
  EXPECT_EQ(book.count_of("corelane_book_updates_total"), 1u);
  EXPECT_EQ(book.gauge_of("corelane_book_orders"), 1);
  EXPECT_EQ(book.gauge_of("corelane_book_instruments"), 1);
}

TEST(book_actor, inspection_shows_the_most_active_books_with_their_top_levels) {
  auto book = started();
  updates_after(book, {of_pear.bid(1, 500, 5), of_apple.bid(2, 10000, 5), of_apple.ask(3, 10010, 6),
                       of_apple.bid(4, 9990, 7)});
  trading_status status;
  status.instrument = apple;
  status.state = trading_state::halted;
  book.feed("statuses", status);
  const auto seen = book.inspect();
  EXPECT_EQ(seen.fields.at("orders"), "4");
  const auto& books = seen.tables.at("books");
  ASSERT_THAT(books, SizeIs(2));
  EXPECT_EQ(books[0].at("symbol"), "AAPL");
  EXPECT_EQ(books[0].at("status"), "halted");
  EXPECT_EQ(books[0].at("state"), "valid");
  EXPECT_EQ(books[0].at("bid_qty"), "5");
  EXPECT_EQ(books[0].at("ask"), std::to_string(cents(10010).nanos));
  EXPECT_EQ(books[1].at("symbol"), "PEAR");
  const auto& levels = seen.tables.at("levels");
  ASSERT_THAT(levels, SizeIs(4));
  EXPECT_EQ(levels[1].at("side"), "bid");
  EXPECT_EQ(levels[1].at("level"), "2");
  EXPECT_EQ(levels[1].at("qty"), "7");
}

TEST(book_actor, its_top_and_depth_are_shown_to_other_programs_in_shared_memory) {
  const auto name = "corelane-test-actor-" + std::to_string(::getpid());
  auto book = started(", depth_levels: 2, shared_memory: " + name);
  updates_after(book, {of_apple.bid(1, 10000, 5), of_apple.bid(2, 9990, 7)});
  auto opened = shared_bbo_reader::open(name);
  ASSERT_TRUE(std::holds_alternative<shared_bbo_reader>(opened)) << std::get<std::string>(opened);
  auto& reader = std::get<shared_bbo_reader>(opened);
  const auto instrument = reader.find("AAPL");
  ASSERT_EQ(instrument, apple);
  shared_bbo top;
  ASSERT_EQ(reader.read(instrument, top), shared_read::taken);
  EXPECT_EQ(top.bid_px, cents(10000));
  EXPECT_EQ(top.bid_qty.units, 5);
  EXPECT_EQ(top.ask_qty.units, 0);
  shared_depth depth;
  ASSERT_EQ(reader.read(instrument, depth), shared_read::taken);
  ASSERT_THAT(depth.bids, SizeIs(2)) << "though bbo mode published nothing for the second";
  EXPECT_EQ(depth.bids[1].qty.units, 7);
  book.stop();
  EXPECT_FALSE(reader.writer_alive());
}

TEST(book_actor, parameters_that_cannot_work_are_refused) {
  registry kinds;
  register_books(kinds);
  EXPECT_THAT(actor_harness::refusal(kinds, "book", "{publish: everything}"), HasSubstr("publish"));
  EXPECT_THAT(actor_harness::refusal(kinds, "book", "{depth_levels: 0}"), HasSubstr("between"));
  EXPECT_THAT(actor_harness::refusal(kinds, "book", "{max_order: 5}"), HasSubstr("max_orders"));
}

} // namespace corelane::testing
