#include "corelane/hw/topology/host_topology.hpp"
#include "corelane/tests/hw/topology/made_up_host.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <thread>

namespace corelane::hw {
namespace {

TEST(host_topology, of_this_host_has_the_core_this_thread_runs_on) {
  const auto found = host_topology::discover();
  ASSERT_TRUE(std::holds_alternative<host_topology>(found)) << std::get<std::string>(found);
  const auto& host = std::get<host_topology>(found);
  EXPECT_TRUE(host.is_this_host());
  EXPECT_GE(host.units().size(), std::thread::hardware_concurrency());
  const auto* unit = host.find(static_cast<unsigned>(::sched_getcpu()));
  ASSERT_NE(unit, nullptr);
  EXPECT_TRUE(unit->is_allowed);
  EXPECT_GE(host.allowed_cores(), 1u);
  EXPECT_EQ(host.find(9999), nullptr);
}

TEST(host_topology, of_two_sockets_knows_siblings_sockets_and_numa_nodes) {
  const auto host = made_up_host("HWLOC_SYNTHETIC", "pack:2 [numa] l3:1 core:4 pu:2", "2-3,12");
  EXPECT_FALSE(host.is_this_host());
  EXPECT_EQ(host.units().size(), 16u);
  EXPECT_EQ(host.cores(), 8u);
  EXPECT_EQ(host.allowed_cores(), 8u);
  EXPECT_EQ(host.packages(), 2u);
  EXPECT_EQ(host.numa_nodes(), 2u);
  EXPECT_EQ(host.kinds(), 1u);
  EXPECT_EQ(host.find(0)->core, host.find(1)->core);
  EXPECT_NE(host.find(1)->core, host.find(2)->core);
  EXPECT_EQ(host.find(7)->numa_node, 0u);
  EXPECT_EQ(host.find(8)->numa_node, 1u);
  EXPECT_EQ(host.find(15)->package, 1u);
  EXPECT_EQ(host.find(16), nullptr);
  EXPECT_EQ(host.list_units(), "0-15");
  EXPECT_EQ(host.list_isolated(), "2-3,12");
  EXPECT_TRUE(host.find(12)->is_isolated);
  EXPECT_FALSE(host.find(1)->is_isolated);
}

/// Two fast cores and four slow ones, as in laptops and some small servers.
constexpr const char* hybrid = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE topology SYSTEM "hwloc2.dtd">
<topology version="2.0">
  <object type="Machine" os_index="0" cpuset="0x3f" complete_cpuset="0x3f" allowed_cpuset="0x3f"
          nodeset="0x1" complete_nodeset="0x1" allowed_nodeset="0x1" gp_index="1">
    <object type="NUMANode" os_index="0" cpuset="0x3f" complete_cpuset="0x3f" nodeset="0x1"
            complete_nodeset="0x1" gp_index="2" local_memory="1073741824"/>
    %s
  </object>
  <cpukind cpuset="0x00000003" forced_efficiency="1">
    <info name="CoreType" value="IntelCore"/>
  </cpukind>
  <cpukind cpuset="0x0000003c" forced_efficiency="0">
    <info name="CoreType" value="IntelAtom"/>
  </cpukind>
</topology>
)";

std::string hybrid_xml() {
  std::string cores;
  for (int i = 0; i < 6; ++i) {
    char text[512];
    const auto set = 1u << i;
    std::snprintf(text, sizeof text,
                  R"(<object type="Core" os_index="%d" cpuset="0x%x" complete_cpuset="0x%x"
      nodeset="0x1" complete_nodeset="0x1" gp_index="%d"><object type="PU" os_index="%d"
      cpuset="0x%x" complete_cpuset="0x%x" nodeset="0x1" complete_nodeset="0x1" gp_index="%d"/>
      </object>)",
                  i, set, set, 10 + 2 * i, i, set, set, 11 + 2 * i);
    cores += text;
  }
  std::string xml{hybrid};
  return xml.replace(xml.find("%s"), 2, cores);
}

TEST(host_topology, of_a_hybrid_host_tells_fast_cores_from_slow_ones) {
  const auto path = "/tmp/corelane_hybrid_" + std::to_string(::getpid()) + ".xml";
  std::ofstream{path} << hybrid_xml();
  const auto host = made_up_host("HWLOC_XMLFILE", path);
  std::remove(path.c_str());
  ASSERT_EQ(host.units().size(), 6u);
  EXPECT_EQ(host.kinds(), 2u);
  EXPECT_EQ(host.find(0)->kind, 1u);
  EXPECT_EQ(host.find(1)->kind, 1u);
  EXPECT_EQ(host.find(2)->kind, 0u);
  EXPECT_EQ(host.find(5)->kind, 0u);
}

TEST(host_topology, allows_what_the_affinity_mask_allows) {
  cpu_set_t before;
  CPU_ZERO(&before);
  ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
  if (CPU_COUNT(&before) < 2) GTEST_SKIP() << "takes two allowed CPUs";
  cpu_set_t one;
  CPU_ZERO(&one);
  const auto here = ::sched_getcpu();
  CPU_SET(here, &one);
  ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
  const auto found = host_topology::discover();
  ASSERT_EQ(::sched_setaffinity(0, sizeof before, &before), 0);
  const auto& host = std::get<host_topology>(found);
  EXPECT_EQ(host.list_allowed(), std::to_string(here));
  EXPECT_EQ(host.allowed_cores(), 1u);
  EXPECT_GT(host.units().size(), 1u);
}

} // namespace
} // namespace corelane::hw
