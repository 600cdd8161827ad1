#include "corelane/actors/feed/pillar/pillar_feed.hpp"
#include "corelane/tests/actors/feed/fuzzed_feed.hpp"

/// Line A, line B, retransmissions and refreshes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace corelane;
  support::fuzz_feed(
      support::actor_harness::of<pillar_feed>(
          "{group: ['239.0.0.1:1', '239.0.0.2:1'], retransmission_group: '239.0.0.3:1', "
          "snapshot_group: '239.0.0.4:1', max_symbols: 64, hold_bytes: 65536, hold_packets: 64}"),
      {reinterpret_cast<const std::byte*>(data), size}, 4);
  return 0;
}
