#include "corelane/actors/book/price_books.hpp"

#include <gtest/gtest.h>
#include <cstdlib>
#include <map>
#include <random>
#include <vector>

namespace corelane::testing {
namespace {

constexpr instrument_id es{0};

mbp_event level(mbp_action action, side s, std::uint8_t at, std::int64_t px, std::int64_t qty,
                bool implied = false) {
  mbp_event e;
  e.action = action;
  e.side = s;
  e.instrument = es;
  e.level = at;
  e.depth = implied ? 2 : 5;
  e.implied = implied;
  e.orders = 1;
  e.px = {px};
  e.qty = {qty};
  return e;
}

class price_books_of_es : public ::testing::Test {
protected:
  void say(mbp_action action, side s, std::uint8_t at, std::int64_t px, std::int64_t qty,
           bool implied = false) {
    last = books.apply(level(action, s, at, px, qty, implied));
  }
  [[nodiscard]] std::vector<std::int64_t> prices(side s, bool implied = false) const {
    std::vector<std::int64_t> out;
    for (const auto& l : books.levels(es, s, implied)) out.push_back(l.px.nanos);
    return out;
  }
  void fill_bids() {
    for (int i = 0; i < 5; ++i)
      say(mbp_action::insert, side::buy, static_cast<std::uint8_t>(i + 1), 100 - i, 10 + i);
  }

  price_books books{2};
  price_books::outcome last{};
};

using prices_of = std::vector<std::int64_t>;

TEST_F(price_books_of_es, an_insert_moves_levels_back_and_the_last_one_out) {
  fill_bids();
  say(mbp_action::insert, side::buy, 2, 0, 7);
  EXPECT_EQ(last, price_books::outcome::contradiction) << "0 is not between 100 and 99";
  books.apply(level(mbp_action::clear, side::buy, 0, 0, 0));
  fill_bids();
  say(mbp_action::insert, side::buy, 1, 101, 7);
  EXPECT_EQ(prices(side::buy), (prices_of{101, 100, 99, 98, 97}));
}

TEST_F(price_books_of_es, a_removal_moves_levels_up) {
  fill_bids();
  say(mbp_action::remove, side::buy, 2, 99, 0);
  EXPECT_EQ(prices(side::buy), (prices_of{100, 98, 97, 96}));
  say(mbp_action::insert, side::buy, 5, 95, 1);
  EXPECT_EQ(prices(side::buy), (prices_of{100, 98, 97, 96, 95}));
}

TEST_F(price_books_of_es, delete_from_takes_the_best_levels_and_delete_thru_the_side) {
  fill_bids();
  say(mbp_action::insert, side::sell, 1, 105, 3);
  say(mbp_action::remove_from, side::buy, 2, 99, 0);
  EXPECT_EQ(prices(side::buy), (prices_of{98, 97, 96}));
  say(mbp_action::remove_thru, side::buy, 1, 98, 0);
  EXPECT_TRUE(prices(side::buy).empty());
  EXPECT_EQ(prices(side::sell), (prices_of{105}));
}

TEST_F(price_books_of_es, an_overlay_says_what_a_level_is_whatever_was_there) {
  fill_bids();
  say(mbp_action::overlay, side::buy, 1, 103, 2);
  say(mbp_action::overlay, side::buy, 5, 90, 4);
  EXPECT_EQ(prices(side::buy), (prices_of{103, 99, 98, 97, 90}));
  EXPECT_EQ(books.best(es, side::buy).qty.units, 2);
}

TEST_F(price_books_of_es,
       a_change_of_a_level_that_is_not_there_makes_the_book_stale_until_a_clear) {
  fill_bids();
  say(mbp_action::change, side::buy, 3, 55, 1);
  EXPECT_EQ(last, price_books::outcome::contradiction);
  EXPECT_EQ(books.state(es), book_state::stale);
  EXPECT_EQ(books.state(instrument_id{1}), book_state::valid);
  books.apply(level(mbp_action::clear, side::buy, 0, 0, 0));
  EXPECT_EQ(books.state(es), book_state::valid);
  EXPECT_TRUE(prices(side::buy).empty());
}

TEST_F(price_books_of_es, implied_levels_are_a_book_of_their_own_and_shown_merged) {
  fill_bids();
  say(mbp_action::insert, side::buy, 1, 101, 4, true);
  say(mbp_action::insert, side::buy, 2, 99, 6, true);
  EXPECT_EQ(prices(side::buy), (prices_of{100, 99, 98, 97, 96}));
  EXPECT_EQ(books.best(es, side::buy).px.nanos, 101);
  EXPECT_EQ(books.implied_at_best(es, side::buy).units, 4);
  std::vector<depth_level> top(3);
  ASSERT_EQ(books.depth(es, side::buy, top), 3u);
  EXPECT_EQ(top[2].px.nanos, 99);
  EXPECT_EQ(top[2].qty.units, 11 + 6);
  EXPECT_EQ(top[2].orders, 1u) << "implied quantity is nobody's order";
  EXPECT_EQ(books.depth_qty(es, side::buy, 2).units, 4 + 10);
  say(mbp_action::remove, side::buy, 1, 101, 0, true);
  EXPECT_EQ(books.implied_at_best(es, side::buy).units, 0);
}

TEST_F(price_books_of_es, instruments_beyond_the_plan_are_refused) {
  auto e = level(mbp_action::insert, side::buy, 1, 1, 1);
  e.instrument = instrument_id{2};
  EXPECT_EQ(books.apply(e), price_books::outcome::unknown_instrument);
}

/// A venue that keeps all prices, and publishes the best five by inserts, changes and removals.
class five_deep_venue {
public:
  explicit five_deep_venue(std::uint64_t seed) : random_{seed} {}

  void step(price_books& to) {
    const auto s = random_() % 2 == 0 ? side::buy : side::sell;
    auto& all = side_[static_cast<int>(s)];
    const auto key = static_cast<std::int64_t>(random_() % 30);
    const auto qty = static_cast<std::int64_t>(random_() % 4); // 0: gone
    const auto before = best_five(s);
    const bool was_there = all.contains(key);
    if (qty == 0)
      all.erase(key);
    else
      all[key] = qty;
    const auto after = best_five(s);
    const auto px = s == side::buy ? -key : key;
    const auto say = [&](mbp_action a, std::size_t at, std::int64_t at_px, std::int64_t of) {
      ASSERT_EQ(to.apply(level(a, s, static_cast<std::uint8_t>(at + 1), at_px, of)),
                price_books::outcome::applied);
    };
    if (qty != 0) {
      if (const auto at = place_of(px, after); at < 5)
        say(was_there ? mbp_action::change : mbp_action::insert, at, px, qty);
    } else if (const auto at = place_of(px, before); at < 5) {
      say(mbp_action::remove, at, px, 0);
      if (after.size() == 5) say(mbp_action::insert, 4, after[4].first, after[4].second);
    }
  }
  /// Best first; prices as they are.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::int64_t>> best_five(side s) const {
    std::vector<std::pair<std::int64_t, std::int64_t>> out;
    for (const auto& [key, qty] : side_[static_cast<int>(s)]) {
      if (out.size() == 5) break;
      out.emplace_back(s == side::buy ? -key : key, qty);
    }
    return out;
  }

private:
  using shown_levels = std::vector<std::pair<std::int64_t, std::int64_t>>;

  [[nodiscard]] static std::size_t place_of(std::int64_t px, const shown_levels& all) {
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].first == px) return i;
    return 5;
  }

  std::mt19937_64 random_;
  std::map<std::int64_t, std::int64_t> side_[2]; ///< by price, negated for bids
};

TEST(price_books, are_what_a_naive_venue_has_at_every_step) {
  const char* chosen = std::getenv("CORELANE_SEED");
  const auto seed = chosen != nullptr ? std::strtoull(chosen, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("CORELANE_SEED=" + std::to_string(seed));
  five_deep_venue venue{seed};
  price_books books{1};
  for (int i = 0; i < 100'000; ++i) {
    venue.step(books);
    for (const auto s : {side::buy, side::sell}) {
      std::vector<std::pair<std::int64_t, std::int64_t>> shown;
      for (const auto& l : books.levels(es, s, false)) shown.emplace_back(l.px.nanos, l.qty.units);
      ASSERT_EQ(shown, venue.best_five(s)) << "step " << i;
    }
  }
}

TEST(price_books, stay_sorted_and_bounded_whatever_comes) {
  std::mt19937_64 random{7};
  price_books books{1};
  for (int i = 0; i < 200'000; ++i) {
    auto e =
        level(static_cast<mbp_action>(random() % 8), random() % 2 == 0 ? side::buy : side::sell,
              static_cast<std::uint8_t>(random() % 4 == 0 ? random() : random() % 24),
              static_cast<std::int64_t>(random() % 40), 1, random() % 2 == 0);
    e.depth = static_cast<std::uint8_t>(random());
    (void)books.apply(e);
    for (const auto s : {side::buy, side::sell}) {
      const auto all = books.levels(es, s, e.implied);
      ASSERT_LE(all.size(), price_side::most_levels);
      for (std::size_t k = 1; k < all.size(); ++k)
        ASSERT_TRUE(s == side::buy ? all[k - 1].px > all[k].px : all[k - 1].px < all[k].px);
    }
  }
}

} // namespace
} // namespace corelane::testing
