#include "corelane/actors/feed/mdp3/mdp3_feed.hpp"
#include "corelane/tests/actors/feed/fuzzed_feed.hpp"

/// Line A, line B, snapshots by price and by order, definitions.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace corelane;
  support::fuzz_feed(
      support::actor_harness::of<mdp3_feed>(
          "{group: ['239.0.0.1:1', '239.0.0.2:1'], snapshot_group: '239.0.0.3:1', "
          "order_snapshot_group: '239.0.0.4:1', definition_group: '239.0.0.5:1', "
          "max_instruments: 16, max_orders: 64, hold_bytes: 65536, hold_packets: 64}"),
      {reinterpret_cast<const std::byte*>(data), size}, 5);
  return 0;
}
