#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/book/shared_data.hpp"

#include <gtest/gtest.h>
#include <map>
#include <string>

// Order-level records of CME Globex and what a reference book made of them: the best prices after
// each event, and the whole book at the end.

namespace corelane::testing {

namespace {

constexpr unsigned f_last = 0x80;

class mbo_oracle : public ::testing::TestWithParam<const char*> {
protected:
  static std::string file(const char* what) {
    return std::string{"mbo/"} + GetParam() + "." + what + ".csv.gz";
  }

  instrument_id dense(std::int64_t id) {
    return ids_.emplace(id, instrument_id{static_cast<std::uint32_t>(ids_.size())}).first->second;
  }

  /// row,ts_event,ts_recv,ts_in_delta,publisher_id,instrument_id,order_id,price_1e9,size,flags,
  /// channel_id,action,side,sequence
  void apply(const std::vector<std::string_view>& row) {
    mbo_event e;
    e.instrument = dense(number(row[5]));
    e.order_id = static_cast<std::uint64_t>(number(row[6]));
    e.px = {number(row[7])};
    e.qty = {number(row[8])};
    e.side = row[12] == "A" ? side::sell : side::buy;
    switch (row[11][0]) {
      case 'A': e.action = mbo_action::add; break;
      case 'C': e.action = mbo_action::reduce; break;
      case 'M': e.action = mbo_action::modify; break;
      case 'R': e.action = mbo_action::clear; break;
      default: return; // T and F: the cancel or modify that follows changes the book
    }
    ASSERT_EQ(books_.apply(e).outcome, book_outcome::applied) << "row " << row[0];
  }

  void expect_best(const std::vector<std::string_view>& tob) {
    const auto id = dense(number(tob[3]));
    for (const auto s : {side::buy, side::sell}) {
      const auto at = s == side::buy ? 4u : 7u;
      const auto best = books_.best(id, s);
      ASSERT_EQ(best.px.nanos, number(tob[at])) << "row " << tob[0];
      ASSERT_EQ(best.qty.units, number(tob[at + 1])) << "row " << tob[0];
      ASSERT_EQ(best.orders, number(tob[at + 2])) << "row " << tob[0];
    }
  }

  order_books books_{{.orders = 50'000, .instruments = 4, .levels = 10'000}};
  std::map<std::int64_t, instrument_id> ids_;
};

} // namespace

TEST_P(mbo_oracle,
       the_best_prices_after_each_event_and_the_final_depth_are_those_of_the_reference) {
  const auto path = shared_file(file("mbo"));
  if (!path) GTEST_SKIP() << "no test data " << file("mbo");
  const auto records = file_content(*path);
  const auto tob = file_content(*shared_file(file("tob")));
  const auto final_depth = file_content(*shared_file(file("final_depth")));
  const auto expected = csv_rows(tob);
  auto next = expected.begin();
  for (const auto& row : csv_rows(records)) {
    apply(row);
    if ((number(row[9]) & f_last) == 0) continue;
    ASSERT_NE(next, expected.end());
    ASSERT_EQ((*next)[0], row[0]);
    expect_best(*next++);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(next, expected.end());
  EXPECT_GT(expected.size(), 0u);

  std::map<std::pair<std::int64_t, char>, std::vector<depth_level>> levels;
  std::size_t orders = 0;
  for (const auto& row : csv_rows(final_depth)) {
    levels[{number(row[0]), row[1][0]}].push_back(
        {{number(row[2])}, {number(row[3])}, static_cast<std::uint32_t>(number(row[4]))});
    orders += static_cast<std::size_t>(number(row[4]));
  }
  for (const auto& [key, side_levels] : levels) {
    std::vector<depth_level> ours;
    books_.visit_levels(dense(key.first), key.second == 'B' ? side::buy : side::sell,
                        [&](const depth_level& l) { ours.push_back(l); });
    EXPECT_EQ(ours, side_levels);
  }
  EXPECT_EQ(books_.orders(), orders);
}

INSTANTIATE_TEST_SUITE_P(globex, mbo_oracle, ::testing::Values("esh4_20231224", "glbx_20240508"),
                         [](const auto& set) { return std::string{set.param}; });

} // namespace corelane::testing
