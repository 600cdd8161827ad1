#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/book/book_events.hpp"
#include "corelane/tests/actors/book/naive_books.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

// What any by-order book must do. The engine and the naive reference both pass, so that the
// property test compares the engine with something that is itself right.

namespace corelane::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Books>
class book_contract : public ::testing::Test {
protected:
  book_outcome apply(const mbo_event& e) { return books.apply(e).outcome; }
  depth_level bid(instrument_id i = apple) { return books.best(i, side::buy); }
  depth_level ask(instrument_id i = apple) { return books.best(i, side::sell); }
  std::vector<std::uint64_t> queue(side s, std::int64_t at_cents) {
    std::vector<std::uint64_t> ids;
    books.visit_orders(apple, s, cents(at_cents),
                       [&](std::uint64_t id, quantity) { ids.push_back(id); });
    return ids;
  }
  static depth_level level(std::int64_t at_cents, std::int64_t qty, std::uint32_t orders) {
    return {cents(at_cents), {qty}, orders};
  }

  Books books{{.orders = 100, .instruments = 4, .levels = 50}};
};

using both = ::testing::Types<order_books, naive_books>;
TYPED_TEST_SUITE(book_contract, both);

TYPED_TEST(book_contract, an_empty_side_has_no_quantity) {
  EXPECT_EQ(this->bid().qty.units, 0);
  EXPECT_EQ(this->ask().qty.units, 0);
  EXPECT_EQ(this->bid().orders, 0u);
}

TYPED_TEST(book_contract, the_highest_bid_and_the_lowest_ask_are_best) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10010, 7));
  this->apply(of_apple.bid(3, 9990, 9));
  this->apply(of_apple.ask(4, 10030, 4));
  this->apply(of_apple.ask(5, 10020, 3));
  EXPECT_EQ(this->bid(), this->level(10010, 7, 1));
  EXPECT_EQ(this->ask(), this->level(10020, 3, 1));
}

TYPED_TEST(book_contract, orders_at_a_price_add_up_and_queue_in_order_of_arrival) {
  this->apply(of_apple.bid(7, 10000, 5));
  this->apply(of_apple.bid(3, 10000, 6));
  this->apply(of_apple.bid(9, 10000, 7));
  EXPECT_EQ(this->bid(), this->level(10000, 18, 3));
  EXPECT_THAT(this->queue(side::buy, 10000), ElementsAre(7, 3, 9));
}

TYPED_TEST(book_contract, a_partial_execution_leaves_the_rest_at_the_front_of_the_queue) {
  this->apply(of_apple.ask(1, 10000, 5));
  this->apply(of_apple.ask(2, 10000, 5));
  EXPECT_EQ(this->apply(of_apple.execute(1, 2)), book_outcome::applied);
  EXPECT_EQ(this->ask(), this->level(10000, 8, 2));
  EXPECT_THAT(this->queue(side::sell, 10000), ElementsAre(1, 2));
}

TYPED_TEST(book_contract, an_execution_at_another_price_takes_from_where_the_order_rests) {
  this->apply(of_apple.ask(1, 10000, 5));
  this->apply(of_apple.execute_at(1, 9995, 3));
  EXPECT_EQ(this->ask(), this->level(10000, 2, 1));
}

TYPED_TEST(book_contract, a_full_execution_removes_the_order) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10000, 6));
  this->apply(of_apple.execute(1, 5));
  EXPECT_EQ(this->bid(), this->level(10000, 6, 1));
  EXPECT_THAT(this->queue(side::buy, 10000), ElementsAre(2));
  EXPECT_EQ(this->apply(of_apple.execute(1, 1)), book_outcome::unknown_order);
}

TYPED_TEST(book_contract, executing_more_than_rests_takes_what_is_there_and_says_so) {
  this->apply(of_apple.bid(1, 10000, 5));
  const auto change = this->books.apply(of_apple.execute(1, 9));
  EXPECT_EQ(change.outcome, book_outcome::clamped);
  EXPECT_EQ(this->bid().qty.units, 0);
  EXPECT_EQ(this->books.orders(), 0u);
}

TYPED_TEST(book_contract, a_reduced_order_keeps_its_place) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10000, 5));
  this->apply(of_apple.reduce(1, 4));
  EXPECT_EQ(this->bid(), this->level(10000, 6, 2));
  EXPECT_THAT(this->queue(side::buy, 10000), ElementsAre(1, 2));
}

TYPED_TEST(book_contract, deleting_the_last_order_at_a_price_removes_the_level) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 9990, 6));
  this->apply(of_apple.remove(1));
  EXPECT_EQ(this->bid(), this->level(9990, 6, 1));
  EXPECT_EQ(this->books.levels(apple, side::buy), 1u);
  EXPECT_THAT(this->queue(side::buy, 10000), IsEmpty());
}

TYPED_TEST(book_contract, deleting_from_the_middle_of_a_queue_keeps_the_others_in_order) {
  for (std::uint64_t id = 1; id <= 5; ++id) this->apply(of_apple.ask(id, 10000, 1));
  this->apply(of_apple.remove(3));
  EXPECT_THAT(this->queue(side::sell, 10000), ElementsAre(1, 2, 4, 5));
  this->apply(of_apple.remove(1));
  this->apply(of_apple.remove(5));
  EXPECT_THAT(this->queue(side::sell, 10000), ElementsAre(2, 4));
}

TYPED_TEST(book_contract, a_replaced_order_has_a_new_id_and_goes_to_the_back_on_its_own_side) {
  this->apply(of_apple.ask(1, 10000, 5));
  this->apply(of_apple.ask(2, 10000, 5));
  auto e = of_apple.replace(1, 11, 10000, 4);
  e.side = side::buy; // not the event's word: the order's own side counts
  EXPECT_EQ(this->apply(e), book_outcome::applied);
  EXPECT_THAT(this->queue(side::sell, 10000), ElementsAre(2, 11));
  EXPECT_EQ(this->ask(), this->level(10000, 9, 2));
  EXPECT_EQ(this->apply(of_apple.remove(1)), book_outcome::unknown_order);
}

TYPED_TEST(book_contract, a_replace_of_an_unknown_order_adds_nothing) {
  EXPECT_EQ(this->apply(of_apple.replace(1, 2, 10000, 5)), book_outcome::unknown_order);
  EXPECT_EQ(this->books.orders(), 0u);
}

TYPED_TEST(book_contract, a_replace_by_an_id_that_is_live_removes_the_old_and_keeps_the_live_one) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10010, 6));
  EXPECT_EQ(this->apply(of_apple.replace(1, 2, 10020, 7)), book_outcome::duplicate_order);
  EXPECT_EQ(this->bid(), this->level(10010, 6, 1));
  EXPECT_EQ(this->books.orders(), 1u);
}

TYPED_TEST(book_contract, a_replace_may_keep_its_id) {
  this->apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(this->apply(of_apple.replace(1, 1, 10010, 7)), book_outcome::applied);
  EXPECT_EQ(this->bid(), this->level(10010, 7, 1));
}

TYPED_TEST(book_contract, a_modify_to_less_at_the_same_price_keeps_its_place) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10000, 5));
  this->apply(of_apple.modify(1, 10000, 3));
  EXPECT_THAT(this->queue(side::buy, 10000), ElementsAre(1, 2));
  EXPECT_EQ(this->bid(), this->level(10000, 8, 2));
}

TYPED_TEST(book_contract, a_modify_that_changes_nothing_keeps_its_place) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10000, 5));
  EXPECT_FALSE(this->books.apply(of_apple.modify(1, 10000, 5)).changed);
  EXPECT_THAT(this->queue(side::buy, 10000), ElementsAre(1, 2));
}

TYPED_TEST(book_contract, a_modify_to_more_loses_its_place) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10000, 5));
  this->apply(of_apple.modify(1, 10000, 6));
  EXPECT_THAT(this->queue(side::buy, 10000), ElementsAre(2, 1));
}

TYPED_TEST(book_contract, a_modify_to_another_price_queues_there_at_the_back) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.bid(2, 10010, 5));
  this->apply(of_apple.modify(1, 10010, 2));
  EXPECT_THAT(this->queue(side::buy, 10010), ElementsAre(2, 1));
  EXPECT_EQ(this->bid(), this->level(10010, 7, 2));
  EXPECT_EQ(this->books.levels(apple, side::buy), 1u);
}

TYPED_TEST(book_contract, a_modify_to_nothing_removes_the_order) {
  this->apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(this->apply(of_apple.modify(1, 10000, 0)), book_outcome::applied);
  EXPECT_EQ(this->books.orders(), 0u);
}

TYPED_TEST(book_contract, a_clear_empties_one_instrument_and_forgets_its_orders) {
  this->apply(of_apple.bid(1, 10000, 5));
  this->apply(of_apple.ask(2, 10010, 5));
  this->apply(of_pear.bid(3, 500, 5));
  EXPECT_EQ(this->apply(of_apple.clear()), book_outcome::applied);
  EXPECT_EQ(this->bid().qty.units, 0);
  EXPECT_EQ(this->bid(pear).qty.units, 5);
  EXPECT_EQ(this->books.orders(), 1u);
  EXPECT_EQ(this->apply(of_apple.remove(1)), book_outcome::unknown_order);
  EXPECT_EQ(this->apply(of_apple.bid(1, 10000, 5)), book_outcome::applied);
}

TYPED_TEST(book_contract, a_second_add_of_a_live_id_is_refused_whatever_the_instrument) {
  this->apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(this->apply(of_apple.bid(1, 10020, 9)), book_outcome::duplicate_order);
  EXPECT_EQ(this->apply(of_pear.bid(1, 10020, 9)), book_outcome::duplicate_order);
  EXPECT_EQ(this->bid(), this->level(10000, 5, 1));
}

TYPED_TEST(book_contract, an_order_is_not_found_under_another_instrument) {
  this->apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(this->apply(of_pear.remove(1)), book_outcome::unknown_order);
  EXPECT_EQ(this->books.orders(), 1u);
}

TYPED_TEST(book_contract, an_event_without_instrument_finds_its_order_all_the_same) {
  this->apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(this->apply(events_of{no_instrument}.execute(1, 2)), book_outcome::applied);
  EXPECT_EQ(this->bid(), this->level(10000, 3, 1));
}

TYPED_TEST(book_contract, events_of_an_unknown_instrument_change_nothing) {
  const events_of stranger{instrument_id{4}};
  EXPECT_EQ(this->apply(stranger.bid(1, 10000, 5)), book_outcome::unknown_instrument);
  EXPECT_EQ(this->apply(stranger.remove(1)), book_outcome::unknown_instrument);
  EXPECT_EQ(this->apply(stranger.clear()), book_outcome::unknown_instrument);
  EXPECT_EQ(this->apply(events_of{no_instrument}.bid(1, 100, 5)), book_outcome::unknown_instrument);
  EXPECT_EQ(this->books.orders(), 0u);
}

TYPED_TEST(book_contract, quantities_that_make_no_sense_are_refused) {
  EXPECT_EQ(this->apply(of_apple.bid(1, 10000, 0)), book_outcome::refused);
  EXPECT_EQ(this->apply(of_apple.bid(1, 10000, -5)), book_outcome::refused);
  this->apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(this->apply(of_apple.execute(1, 0)), book_outcome::refused);
  EXPECT_EQ(this->apply(of_apple.reduce(1, -1)), book_outcome::refused);
  EXPECT_EQ(this->bid(), this->level(10000, 5, 1));
}

TYPED_TEST(book_contract, negative_prices_sort_like_any_other) {
  this->apply(of_apple.bid(1, -100, 5));
  this->apply(of_apple.bid(2, -200, 5));
  this->apply(of_apple.ask(3, -50, 5));
  this->apply(of_apple.ask(4, 10, 5));
  EXPECT_EQ(this->bid(), this->level(-100, 5, 1));
  EXPECT_EQ(this->ask(), this->level(-50, 5, 1));
}

} // namespace corelane::testing
