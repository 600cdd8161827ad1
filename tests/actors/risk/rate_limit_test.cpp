#include "corelane/actors/risk/rate_limit.hpp"

#include <gtest/gtest.h>

namespace corelane {
namespace {

constexpr timestamp noon{1'000'000'000'000};
constexpr std::int64_t ms = 1'000'000;

int burst(rate_limit& limit, message_rate rate, timestamp at) {
  int passed = 0;
  for (; passed < 1000 && limit.allows(rate, at); ++passed) limit.take(rate, at);
  return passed;
}

TEST(rate_limit, a_second_s_worth_passes_at_once_and_not_one_more) {
  rate_limit limit;
  EXPECT_EQ(burst(limit, message_rate::of(10), noon), 10);
  EXPECT_EQ(limit.in_use(message_rate::of(10), noon), 10);
}

TEST(rate_limit, each_tenth_of_a_second_gives_back_one_of_ten) {
  rate_limit limit;
  const auto rate = message_rate::of(10);
  burst(limit, rate, noon);
  EXPECT_EQ(burst(limit, rate, {noon.ns + 99 * ms}), 0);
  EXPECT_EQ(burst(limit, rate, {noon.ns + 100 * ms}), 1);
  EXPECT_EQ(burst(limit, rate, {noon.ns + 350 * ms}), 2);
  EXPECT_EQ(burst(limit, rate, {noon.ns + 10'000 * ms}), 10);
}

TEST(rate_limit, cancels_past_the_limit_use_up_at_most_one_second) {
  rate_limit limit;
  const auto rate = message_rate::of(10);
  for (int n = 0; n < 1000; ++n) limit.take(rate, noon);
  EXPECT_EQ(burst(limit, rate, {noon.ns + 1000 * ms}), 10);
}

TEST(rate_limit, a_rate_of_zero_lets_nothing_pass) {
  rate_limit limit;
  EXPECT_EQ(burst(limit, message_rate::of(0), noon), 0);
}

} // namespace
} // namespace corelane
