#include "corelane/actors/book/order_store.hpp"

#include <gtest/gtest.h>
#include <random>
#include <unordered_map>
#include <vector>

namespace corelane::testing {

TEST(order_store, orders_are_found_by_reference_through_any_sequence_of_adds_and_erases) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937_64 random{seed};
  order_store store{500};
  std::unordered_map<std::uint64_t, book_index> live;
  std::vector<std::uint64_t> ids;
  for (int step = 0; step < 100'000; ++step) {
    if (live.size() < 500 && random() % 2 == 0) {
      const auto id = random() % 4 == 0 ? random() : random() % 3'000;
      if (live.contains(id)) continue;
      const auto at = store.insert(id);
      ASSERT_NE(at, 0u);
      ASSERT_EQ(store[at].id, id);
      live[id] = at;
      ids.push_back(id);
    } else if (!ids.empty()) {
      std::swap(ids[random() % ids.size()], ids.back());
      store.erase(live.at(ids.back()));
      live.erase(ids.back());
      ids.pop_back();
    }
    ASSERT_EQ(store.size(), live.size());
    const auto probe = random() % 3'000;
    const auto found = live.find(probe);
    ASSERT_EQ(store.find(probe), found == live.end() ? 0 : found->second);
  }
}

TEST(order_store, any_reference_will_do_as_a_key) {
  order_store store{10};
  for (const std::uint64_t id :
       {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
    EXPECT_EQ(store.find(id), 0u);
    EXPECT_NE(store.insert(id), 0u);
    EXPECT_NE(store.find(id), 0u);
  }
}

TEST(order_store, a_full_store_takes_no_more_until_one_leaves) {
  order_store store{3};
  for (std::uint64_t id = 1; id <= 3; ++id) ASSERT_NE(store.insert(id), 0u);
  EXPECT_EQ(store.insert(4), order_store::full);
  EXPECT_EQ(store.insert(3), order_store::taken);
  store.erase(store.find(2));
  EXPECT_NE(store.insert(4), 0u);
  EXPECT_EQ(store.find(2), 0u);
}

} // namespace corelane::testing
