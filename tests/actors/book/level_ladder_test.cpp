#include "corelane/actors/book/level_ladder.hpp"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <vector>

namespace corelane::testing {

namespace {

std::vector<std::pair<std::int64_t, book_index>> content(const level_ladder& ladder,
                                                         const block_pool& blocks) {
  std::vector<std::pair<std::int64_t, book_index>> all;
  ladder.visit_from_best(blocks, [&](std::int64_t key, book_index level) {
    all.emplace_back(key, level);
    return true;
  });
  return all;
}

bool insert(level_ladder& ladder, block_pool& blocks, std::int64_t key, book_index level) {
  return ladder.insert(blocks, ladder.locate(blocks, key), key, level);
}

} // namespace

TEST(level_ladder, a_ladder_of_any_depth_keeps_its_prices_in_order) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random{seed};
  block_pool blocks{4'000};
  level_ladder ladder;
  std::map<std::int64_t, book_index, std::greater<>> expected;
  for (int round = 0; round < 12; ++round) {
    // Grows to some thousand prices, then falls back to a few, in another order each time.
    const auto target = round % 2 == 0 ? 1 + random() % 6'000 : random() % 40;
    const auto steps = 3 * (expected.size() > target ? expected.size() - target : target);
    const auto grows = expected.size() < target;
    for (std::size_t i = 0; i < steps && (grows == (expected.size() < target)); ++i) {
      if (grows ? random() % 10 < 8 : random() % 10 < 2) {
        const auto key = static_cast<std::int64_t>(random() % 20'000) - 10'000;
        const auto level = static_cast<book_index>(1 + random());
        if (expected.contains(key)) {
          ASSERT_EQ(ladder.find(blocks, key), expected[key]);
          continue;
        }
        ASSERT_EQ(ladder.find(blocks, key), 0u);
        ASSERT_TRUE(insert(ladder, blocks, key, level));
        expected[key] = level;
      } else if (!expected.empty()) {
        auto victim = expected.lower_bound(static_cast<std::int64_t>(random() % 20'000) - 10'000);
        if (victim == expected.end()) victim = expected.begin();
        ladder.erase(blocks, victim->first);
        expected.erase(victim);
      }
      ASSERT_EQ(ladder.size(), expected.size());
      ASSERT_EQ(ladder.best(blocks), expected.empty() ? 0 : expected.begin()->second);
      if (i % 97 == 0) {
        ASSERT_EQ(content(ladder, blocks), (std::vector<std::pair<std::int64_t, book_index>>{
                                               expected.begin(), expected.end()}));
      }
    }
  }
  ladder.clear(blocks);
  EXPECT_EQ(blocks.size(), 0u) << "each block comes back";
}

TEST(level_ladder, ten_thousand_prices_inserted_from_the_worst_end_stay_three_blocks_deep) {
  block_pool blocks{2'000};
  level_ladder falling;
  for (std::int64_t key = 10'000; key > 0; --key) ASSERT_TRUE(insert(falling, blocks, key, 1));
  EXPECT_LE(falling.height(), 3u);
  falling.clear(blocks);
  level_ladder rising;
  for (std::int64_t key = 1; key <= 10'000; ++key) ASSERT_TRUE(insert(rising, blocks, key, 1));
  EXPECT_LE(rising.height(), 3u);
  EXPECT_EQ(rising.size(), 10'000u);
}

TEST(level_ladder, a_ladder_that_has_shrunk_gives_its_blocks_back) {
  block_pool blocks{2'000};
  level_ladder ladder;
  for (std::int64_t key = 1; key <= 10'000; ++key) ASSERT_TRUE(insert(ladder, blocks, key, 1));
  for (std::int64_t key = 1; key <= 10'000; ++key)
    if (key % 500 != 0) ladder.erase(blocks, key);
  EXPECT_EQ(ladder.size(), 20u);
  EXPECT_LE(blocks.size(), 8u);
}

TEST(level_ladder, without_blocks_an_insert_is_refused_and_changes_nothing) {
  block_pool blocks{3};
  level_ladder ladder;
  std::int64_t key = 0;
  while (insert(ladder, blocks, key, 1)) ++key;
  EXPECT_GE(key, 32);
  EXPECT_EQ(ladder.size(), static_cast<std::uint32_t>(key));
  EXPECT_EQ(content(ladder, blocks).size(), static_cast<std::size_t>(key));
}

TEST(level_ladder, the_lowest_and_the_highest_price_there_are_can_be_kept) {
  block_pool blocks{10};
  level_ladder ladder;
  ASSERT_TRUE(insert(ladder, blocks, INT64_MAX, 1));
  ASSERT_TRUE(insert(ladder, blocks, INT64_MIN, 2));
  EXPECT_EQ(ladder.find(blocks, INT64_MIN), 2u);
  EXPECT_EQ(ladder.best(blocks), 1u);
}

} // namespace corelane::testing
