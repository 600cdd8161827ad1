#include "corelane/actors/book/book_csv.hpp"
#include "corelane/tests/actors/book/book_events.hpp"

#include <gtest/gtest.h>
#include <cstdint>
#include <sstream>

namespace corelane::testing {

TEST(book_csv, rows_are_sorted_by_symbol_and_side_with_the_best_price_first) {
  instrument_directory instruments;
  instruments.add("PEAR");
  instruments.add("APPLE");
  const events_of of_pears{instrument_id{0}};
  const events_of of_apples{instrument_id{1}};
  order_books books{{.orders = 20, .instruments = 4, .levels = 20}};
  books.apply(of_pears.bid(1, 999, 10));
  books.apply(of_apples.bid(2, 10125, 100));
  books.apply(of_apples.bid(3, 10150, 7));
  books.apply(of_apples.bid(4, 10150, 8));
  books.apply(of_apples.ask(5, 10200, 5));
  books.apply(of_apples.ask(6, 10175, 6));
  book_csv csv;
  csv.add(books, instruments);
  std::ostringstream out;
  csv.write(out);
  EXPECT_EQ(out.str(),
            "symbol,side,price,quantity,orders\n"
            "APPLE,A,101.75,6,1\n"
            "APPLE,A,102,5,1\n"
            "APPLE,B,101.5,15,2\n"
            "APPLE,B,101.25,100,1\n"
            "PEAR,B,9.99,10,1\n");
}

TEST(book_csv, the_books_of_several_actors_go_into_one_file) {
  instrument_directory instruments;
  instruments.add("PEAR");
  instruments.add("APPLE");
  order_books first{{.orders = 20, .instruments = 4, .levels = 20}};
  order_books second{{.orders = 20, .instruments = 4, .levels = 20}};
  first.apply(events_of{instrument_id{0}}.bid(1, 100, 1));
  second.apply(events_of{instrument_id{1}}.ask(1, 200, 2));
  book_csv csv;
  csv.add(first, instruments);
  csv.add(second, instruments);
  std::ostringstream out;
  csv.write(out);
  EXPECT_EQ(out.str(), "symbol,side,price,quantity,orders\nAPPLE,A,2,2,1\nPEAR,B,1,1,1\n");
}

TEST(book_csv, prices_are_written_exactly_and_without_trailing_zeros) {
  EXPECT_EQ(to_decimal({0}), "0");
  EXPECT_EQ(to_decimal({101'250'000'000}), "101.25");
  EXPECT_EQ(to_decimal({100'000'000'000}), "100");
  EXPECT_EQ(to_decimal({1}), "0.000000001");
  EXPECT_EQ(to_decimal({-500'000'000}), "-0.5");
  EXPECT_EQ(to_decimal({-1'000'000'000}), "-1");
  EXPECT_EQ(to_decimal({INT64_MIN}), "-9223372036.854775808");
}

} // namespace corelane::testing
