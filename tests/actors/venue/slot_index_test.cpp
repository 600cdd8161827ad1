#include "corelane/actors/venue/slot_index.hpp"

#include "corelane/actors/venue/random_stream.hpp"

#include <gtest/gtest.h>

#include <map>

namespace corelane::venue {
namespace {

TEST(slot_index, finds_what_a_map_finds_through_any_inserts_and_erases) {
  constexpr std::uint64_t seed = 7;
  SCOPED_TRACE("seed " + std::to_string(seed));
  random_stream random{seed};
  constexpr std::size_t capacity = 64;
  slot_index index{capacity};
  std::map<std::uint64_t, std::uint32_t> naive;
  for (std::uint64_t i = 1; i < 50'000; ++i) {
    const auto key = 1 + random.below(400);
    if (naive.contains(key)) {
      index.erase(key);
      naive.erase(key);
    } else if (naive.size() < capacity) {
      index.insert(key, static_cast<std::uint32_t>(i));
      naive[key] = static_cast<std::uint32_t>(i);
    }
    const auto probe = 1 + random.below(400);
    const auto found = naive.find(probe);
    ASSERT_EQ(index.find(probe), found == naive.end() ? slot_index::none : found->second);
  }
}

TEST(slot_index, key_zero_is_never_found) { EXPECT_EQ(slot_index{4}.find(0), slot_index::none); }

} // namespace
} // namespace corelane::venue
