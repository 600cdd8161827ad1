#include "corelane/hw/topology/core_plan.hpp"
#include "corelane/tests/hw/topology/made_up_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace corelane::hw {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

/// Four cores, the last two isolated.
host_topology four_cores() { return made_up_host("HWLOC_SYNTHETIC", "core:4 pu:1", "2-3"); }

core_plan plan(const host_topology& host, std::vector<core_request> lanes) {
  return check_core_plan(lanes, host);
}

auto remark(std::size_t lane, const std::string& text) {
  return testing::AllOf(Field(&core_remark::lane, lane),
                        Field(&core_remark::text, HasSubstr(text)));
}

TEST(core_plan, spinning_lanes_on_isolated_cores_of_their_own_are_as_wished) {
  const auto p = plan(four_cores(), {{"feed", 2, true}, {"risk", 3, true}, {"log", {}, false}});
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_THAT(p.notices, IsEmpty());
}

TEST(core_plan, a_core_the_host_lacks_is_refused_with_those_it_has) {
  const auto p = plan(four_cores(), {{"a", {}, false}, {"feed", 9999, true}});
  EXPECT_THAT(p.errors,
              ElementsAre(remark(1, "lane 'feed': core 9999 does not exist; this host has 0-3")));
}

TEST(core_plan, a_core_the_process_may_not_use_is_refused_with_those_it_may) {
  cpu_set_t before;
  ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
  if (CPU_COUNT(&before) < 2) GTEST_SKIP() << "takes two allowed CPUs";
  unsigned first = 0;
  while (!CPU_ISSET(first, &before)) ++first;
  auto second = first + 1;
  while (!CPU_ISSET(second, &before)) ++second;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
  const auto host = std::get<host_topology>(host_topology::discover());
  ASSERT_EQ(::sched_setaffinity(0, sizeof before, &before), 0);
  const auto p = plan(host, {{"feed", second, false}});
  EXPECT_THAT(p.errors, ElementsAre(remark(0, "not allowed to this process, which may use "
                                                  + std::to_string(first))));
}

TEST(core_plan, two_lanes_on_one_core_are_refused_when_either_spins) {
  for (const bool first_spins : {true, false}) {
    const auto p = plan(four_cores(), {{"feed", 2, first_spins}, {"risk", 2, !first_spins}});
    EXPECT_THAT(p.errors, ElementsAre(remark(1, "shares core 2 with lane 'feed'")));
  }
  EXPECT_THAT(plan(four_cores(), {{"feed", 2, false}, {"risk", 2, false}}).errors, IsEmpty());
}

TEST(core_plan, more_spinning_lanes_than_cores_are_refused) {
  const auto host = made_up_host("HWLOC_SYNTHETIC", "core:2 pu:1");
  const auto p = plan(host, {{"a", 0, true}, {"b", 1, true}, {"c", {}, true}});
  EXPECT_THAT(p.errors, ElementsAre(remark(2, "3 lanes spin and this process has 2 cores (0-1)")));
}

TEST(core_plan, spinning_on_every_core_is_noticed) {
  const auto host = made_up_host("HWLOC_SYNTHETIC", "core:2 pu:1", "0-1");
  const auto p = plan(host, {{"a", 0, true}, {"b", 1, true}});
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_THAT(p.notices, ElementsAre(remark(1, "none is left for housekeeping")));
}

TEST(core_plan, a_core_that_is_not_isolated_is_noticed_with_what_to_boot_with) {
  const auto p = plan(four_cores(), {{"feed", 1, false}});
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_THAT(p.notices, ElementsAre(remark(0, "core 1 is not isolated")));
  EXPECT_THAT(p.notices, ElementsAre(remark(0, "isolcpus=1 nohz_full=1")));
  EXPECT_THAT(p.notices, ElementsAre(remark(0, "there are 2-3")));
}

TEST(core_plan, siblings_of_one_physical_core_are_noticed) {
  const auto host = made_up_host("HWLOC_SYNTHETIC", "core:2 pu:2", "0-3");
  const auto p = plan(host, {{"feed", 0, true}, {"risk", 1, false}});
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_THAT(p.notices, ElementsAre(remark(1, "sibling of core 0 of lane 'feed'")));
}

TEST(core_plan, a_lane_that_spins_without_a_core_is_noticed) {
  const auto p = plan(four_cores(), {{"feed", {}, true}});
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_THAT(p.notices, ElementsAre(remark(0, "spins without a core of its own")));
}

} // namespace
} // namespace corelane::hw
