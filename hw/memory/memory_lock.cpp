#include "corelane/hw/memory/memory_lock.hpp"

#include <sys/mman.h>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace corelane::hw {

std::optional<std::string> lock_memory() {
  if (::mlockall(MCL_CURRENT | MCL_FUTURE) == 0) return std::nullopt;
  return std::string{"memory is not locked: "} + std::strerror(errno)
         + "; raise `ulimit -l`, or give the program CAP_IPC_LOCK";
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
