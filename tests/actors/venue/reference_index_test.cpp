#include "corelane/actors/venue/reference_index.hpp"

#include "corelane/actors/venue/random_stream.hpp"

#include <gtest/gtest.h>

#include <map>

namespace corelane::venue {
namespace {

TEST(reference_index, finds_what_a_map_finds_through_any_inserts_and_erases) {
  constexpr std::uint64_t seed = 7;
  SCOPED_TRACE("seed " + std::to_string(seed));
  random_stream random{seed};
  constexpr std::size_t capacity = 64;
  reference_index index{capacity};
  std::map<std::uint64_t, std::uint32_t> naive;
  for (std::uint64_t i = 1; i < 50'000; ++i) {
    const auto key = 1 + random.below(400);
    if (naive.contains(key)) {
      index.erase(order_reference{key});
      naive.erase(key);
    } else if (naive.size() < capacity) {
      index.insert(order_reference{key}, static_cast<std::uint32_t>(i));
      naive[key] = static_cast<std::uint32_t>(i);
    }
    const auto probe = 1 + random.below(400);
    const auto found = naive.find(probe);
    ASSERT_EQ(index.find(order_reference{probe}),
              found == naive.end() ? reference_index::none : found->second);
  }
}

TEST(reference_index, reference_zero_is_never_found) {
  EXPECT_EQ(reference_index{4}.find(no_order), reference_index::none);
}

} // namespace
} // namespace corelane::venue
