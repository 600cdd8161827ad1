#include "corelane/hw/recording/udp_frame.hpp"

#include <cstdlib>
#include <numeric>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A copy of just that size, so that a read beyond it shows.
  const std::vector<std::uint8_t> frame(data, data + size);
  const auto parsed = corelane::hw::parse_udp_frame(std::as_bytes(std::span{frame}));
  unsigned sum = 0;
  for (const auto b : parsed.payload) sum += std::to_integer<unsigned>(b);
  return sum == 0xffffffff ? -1 : 0;
}
