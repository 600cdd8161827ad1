#include "corelane/actors/feed/pitch/pitch_feed.hpp"
#include "corelane/tests/actors/feed/fuzzed_feed.hpp"

#include <string>

/// The first byte chooses the market; then lines A and B, and what a gap proxy sends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace corelane;
  static constexpr const char* markets[] = {"equities", "options", "futures"};
  if (size == 0) return 0;
  support::fuzz_feed(
      support::actor_harness::of<pitch_feed>(
          std::string{
              "{group: ['239.0.0.1:1', '239.0.0.2:1'], retransmission_group: '239.0.0.3:1', "
              "max_orders: 64, max_symbols: 64, hold_bytes: 65536, hold_packets: 64, "
              "market: "}
          + markets[data[0] % 3] + "}"),
      {reinterpret_cast<const std::byte*>(data + 1), size - 1}, 3);
  return 0;
}
