#include "corelane/hw/memory/memory_lock.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <fstream>
#include <string>

namespace corelane::hw {
namespace {

/// The kernel's count of locked memory of this process, in kB.
long locked_kb() {
  std::ifstream in{"/proc/self/status"};
  for (std::string word; in >> word;)
    if (word == "VmLck:") {
      long kb = 0;
      in >> kb;
      return kb;
    }
  return -1;
}

TEST(memory_lock, after_it_the_kernel_counts_the_process_as_locked) {
  if (const auto refused = lock_memory()) {
    EXPECT_NE(refused->find("ulimit -l"), std::string::npos) << *refused;
    GTEST_SKIP() << *refused;
  }
  EXPECT_GT(locked_kb(), 0);
  ::munlockall();
}

TEST(memory_lock, says_how_huge_pages_stand) { EXPECT_FALSE(huge_page_notice().empty()); }

} // namespace
} // namespace corelane::hw
