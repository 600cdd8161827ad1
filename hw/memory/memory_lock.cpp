#include "corelane/hw/memory/memory_lock.hpp"

#include <sys/mman.h>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace corelane::hw {

namespace {

/// What the kernel counts as locked of this process.
long locked_kb() {
  std::ifstream in{"/proc/self/status"};
  for (std::string word; in >> word;)
    if (word == "VmLck:") {
      long kb = 0;
      in >> kb;
      return kb;
    }
  return 0;
}

} // namespace

std::optional<std::string> lock_memory() {
  if (::mlockall(MCL_CURRENT | MCL_FUTURE) != 0)
    return std::string{"memory is not locked: "} + std::strerror(errno)
           + "; raise `ulimit -l`, or give the program CAP_IPC_LOCK";
  // Some sandboxes grant the call and lock nothing.
  if (locked_kb() == 0)
    return "memory is not locked: the kernel granted it and counts no locked page; run outside the "
           "sandbox";
  return std::nullopt;
}

std::string huge_page_notice() {
  std::ifstream in{"/proc/sys/vm/nr_hugepages"};
  long reserved = 0;
  in >> reserved;
  if (reserved > 0) return std::to_string(reserved) + " huge pages are reserved";
  return "no huge pages are reserved, transparent ones are asked for instead; reserve some with "
         "`sysctl vm.nr_hugepages=N`";
}

} // namespace corelane::hw
