#include "corelane/actors/feed/symbol_filter.hpp"

#include <gtest/gtest.h>

namespace corelane {
namespace {

TEST(symbol_filter, takes_symbols_patterns_and_all) {
  EXPECT_TRUE(symbol_filter{}.wants("AAPL"));
  const symbol_filter some{{"AAPL", "ES?4", "[X-Z]*"}};
  EXPECT_TRUE(some.wants("AAPL"));
  EXPECT_FALSE(some.wants("AAPLW"));
  EXPECT_TRUE(some.wants("ESH4"));
  EXPECT_FALSE(some.wants("ESH5"));
  EXPECT_TRUE(some.wants("Z"));
  EXPECT_FALSE(some.wants("MSFT"));
}

} // namespace
} // namespace corelane
