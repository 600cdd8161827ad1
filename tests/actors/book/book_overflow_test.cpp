#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/book/book_events.hpp"

#include <gtest/gtest.h>
#include <chrono>
#include <cstdint>

namespace corelane::testing {

TEST(book_overflow, an_order_beyond_max_orders_is_lost_and_its_book_says_so_until_cleared) {
  order_books books{{.orders = 2, .instruments = 2, .levels = 10}};
  books.apply(of_apple.bid(1, 10000, 5));
  books.apply(of_pear.bid(2, 500, 5));
  EXPECT_EQ(books.apply(of_apple.bid(3, 10010, 5)).outcome, book_outcome::overflow);
  EXPECT_EQ(books.state(apple), book_state::stale);
  EXPECT_EQ(books.state(pear), book_state::valid) << "the other book lost nothing";
  EXPECT_EQ(books.best(apple, side::buy).px, cents(10000)) << "and what was there still is";
  EXPECT_EQ(books.apply(of_apple.remove(3)).outcome, book_outcome::unknown_order);
  books.apply(of_apple.clear());
  EXPECT_EQ(books.state(apple), book_state::valid);
  EXPECT_EQ(books.apply(of_apple.bid(3, 10010, 5)).outcome, book_outcome::applied);
}

TEST(book_overflow, a_price_beyond_max_levels_is_refused_and_its_order_forgotten) {
  order_books books{{.orders = 10, .instruments = 1, .levels = 2}};
  books.apply(of_apple.bid(1, 10000, 5));
  books.apply(of_apple.bid(2, 9990, 5));
  EXPECT_EQ(books.apply(of_apple.bid(3, 9980, 5)).outcome, book_outcome::overflow);
  EXPECT_EQ(books.orders(), 2u);
  EXPECT_EQ(books.apply(of_apple.bid(3, 9990, 7)).outcome, book_outcome::applied)
      << "an existing price takes it";
  EXPECT_EQ(books.state(apple), book_state::stale) << "but the book has missed one";
}

TEST(book_overflow, a_replace_in_a_full_store_takes_the_place_of_the_old_order) {
  order_books books{{.orders = 1, .instruments = 1, .levels = 1}};
  books.apply(of_apple.bid(1, 10000, 5));
  EXPECT_EQ(books.apply(of_apple.replace(1, 2, 10010, 6)).outcome, book_outcome::applied);
  EXPECT_EQ(books.best(apple, side::buy).px, cents(10010));
}

TEST(book_overflow, a_replace_to_a_price_without_room_loses_the_order_and_says_so) {
  order_books books{{.orders = 4, .instruments = 1, .levels = 1}};
  books.apply(of_apple.bid(1, 10000, 5));
  books.apply(of_apple.bid(2, 10000, 5));
  const auto change = books.apply(of_apple.replace(1, 3, 10010, 6));
  EXPECT_EQ(change.outcome, book_outcome::overflow);
  EXPECT_TRUE(change.changed);
  EXPECT_EQ(books.orders(), 1u);
  EXPECT_EQ(books.state(apple), book_state::stale);
}

TEST(book_overflow, a_full_store_filled_and_emptied_over_and_over_has_the_same_room) {
  order_books books{{.orders = 1'000, .instruments = 3, .levels = 100}};
  std::uint64_t id = 0;
  for (int round = 0; round < 50; ++round) {
    const auto first = id + 1;
    for (int i = 0; i < 1'000; ++i)
      ASSERT_EQ(books
                    .apply(events_of{instrument_id{static_cast<std::uint32_t>(i % 3)}}.bid(
                        ++id, 10'000 + i % 33, 1))
                    .outcome,
                book_outcome::applied);
    ASSERT_EQ(books.apply(of_apple.bid(id + 1, 10'000, 1)).outcome, book_outcome::overflow);
    if (round % 2 == 0)
      for (auto gone = first; gone <= id; ++gone)
        ASSERT_EQ(books.apply(events_of{no_instrument}.remove(gone)).outcome,
                  book_outcome::applied);
    else
      for (std::uint32_t i = 0; i < 3; ++i) books.apply(events_of{instrument_id{i}}.clear());
    ASSERT_EQ(books.orders(), 0u);
  }
}

TEST(book_overflow, the_greatest_quantities_add_up_without_undefined_behaviour) {
  order_books books{{.orders = 10, .instruments = 1, .levels = 10}};
  for (std::uint64_t id = 1; id <= 4; ++id) {
    auto e = of_apple.bid(id, 100, 1);
    e.qty.units = INT64_MAX;
    e.px.nanos = id % 2 == 0 ? INT64_MAX : INT64_MIN;
    EXPECT_EQ(books.apply(e).outcome, book_outcome::applied);
  }
  for (std::uint64_t id = 1; id <= 4; ++id) books.apply(of_apple.remove(id));
  EXPECT_EQ(books.orders(), 0u);
  EXPECT_EQ(books.best(apple, side::buy).qty.units, 0);
}

TEST(book_overflow, the_worst_place_of_a_side_of_ten_thousand_prices_costs_no_full_shift) {
  constexpr int levels = 10'000;
  order_books books{{.orders = levels + 10, .instruments = 1, .levels = levels + 10}};
  for (int i = 0; i < levels; ++i)
    books.apply(of_apple.bid(static_cast<std::uint64_t>(i) + 1, 100'000 + 2 * i, 1));
  // Below all others, where a plain sorted array would move every entry.
  using clock = std::chrono::steady_clock;
  auto least = clock::duration::max();
  for (std::uint64_t round = 0; round < 200; ++round) {
    const auto before = clock::now();
    for (std::uint64_t i = 0; i < 5; ++i) books.apply(of_apple.bid(levels + 1 + i, 90'000, 1));
    for (std::uint64_t i = 0; i < 5; ++i) books.apply(of_apple.remove(levels + 1 + i));
    least = std::min(least, clock::now() - before);
  }
  EXPECT_LT(least / 10, std::chrono::microseconds{1}) << "160 kB take 5 us or more to move";
}

} // namespace corelane::testing
