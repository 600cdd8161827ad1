#include "corelane/hw/topology/cpu_list.hpp"

#include <gtest/gtest.h>
#include <random>
#include <set>

namespace corelane::hw {
namespace {

using cpus = std::vector<unsigned>;

TEST(cpu_list, reads_what_the_kernel_writes) {
  EXPECT_EQ(parse_cpu_list("0-3,8\n"), (cpus{0, 1, 2, 3, 8}));
  EXPECT_EQ(parse_cpu_list("2"), cpus{2});
  EXPECT_EQ(parse_cpu_list("\n"), cpus{});
  EXPECT_EQ(parse_cpu_list(""), cpus{});
  EXPECT_EQ(parse_cpu_list("5,1-2,2"), (cpus{1, 2, 5}));
}

TEST(cpu_list, refuses_anything_else) {
  for (const auto* text :
       {"x", "1-", "-1", "3-1", "1,", ",1", "1 2", "1-2-3", "70000", "0-99999999999"})
    EXPECT_FALSE(parse_cpu_list(text)) << text;
}

TEST(cpu_list, any_set_reads_back_as_it_was_printed) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  for (int i = 0; i < 1000; ++i) {
    std::set<unsigned> set;
    for (auto n = random() % 20; n > 0; --n) set.insert(static_cast<unsigned>(random() % 40));
    const cpus numbers{set.begin(), set.end()};
    const auto text = print_cpu_list(numbers);
    EXPECT_EQ(numbers.empty() ? cpus{} : *parse_cpu_list(text), numbers) << text;
  }
  EXPECT_EQ(print_cpu_list({}), "none");
  EXPECT_EQ(print_cpu_list(cpus{0, 1, 2, 7, 9, 10}), "0-2,7,9-10");
}

} // namespace
} // namespace corelane::hw
