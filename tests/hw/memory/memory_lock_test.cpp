#include "corelane/hw/memory/memory_lock.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

namespace corelane::hw {
namespace {

/// The kernel's word on one page of the process: is it locked (the flag `lo` of its mapping)?
bool is_locked(const void* page) {
  std::ifstream in{"/proc/self/smaps"};
  const auto address = reinterpret_cast<std::uintptr_t>(page);
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &from, &to) == 2)
      here = from <= address && address < to;
    if (here && line.starts_with("VmFlags:")) return line.find(" lo") != line.npos;
  }
  return false;
}

TEST(memory_lock, memory_taken_after_it_is_locked_or_it_says_what_refused_it) {
  const auto refused = lock_memory();
  if (refused) {
    EXPECT_TRUE(refused->starts_with("memory is not locked: ")) << *refused;
    GTEST_SKIP() << *refused;
  }
  auto* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(page, MAP_FAILED);
  EXPECT_TRUE(is_locked(page));
  ::munmap(page, 4096);
  ::munlockall();
}

TEST(memory_lock, says_how_huge_pages_stand) { EXPECT_FALSE(huge_page_notice().empty()); }

} // namespace
} // namespace corelane::hw
