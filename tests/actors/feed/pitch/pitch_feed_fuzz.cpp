#include "corelane/actors/feed/pitch/pitch_feed.hpp"
#include "corelane/protocols/wire/byte_order.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using namespace corelane;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// What left the feed names instruments of the node.
void check(support::actor_harness& feed) {
  const auto known = feed.node().instruments().size();
  for (const auto& e : feed.take<mbo_event>("events")) demand(index_of(e.instrument) < known);
  for (const auto& s : feed.take<trading_status>("statuses"))
    demand(index_of(s.instrument) < known);
  for (const auto& d : feed.take<definition>("definitions")) demand(index_of(d.instrument) < known);
}

constexpr const char* settings[] = {
    "{market: equities, max_orders: 64, max_symbols: 64, hold_bytes: 65536, hold_packets: 64}",
    "{market: options, max_orders: 64, max_symbols: 64, hold_bytes: 65536, hold_packets: 64}",
    "{market: futures, max_orders: 64, max_symbols: 64, hold_bytes: 65536, hold_packets: 64}"};

} // namespace

/// The first byte chooses the market, the rest are the packets of a line, each behind its length in
/// two bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  auto feed = support::actor_harness::of<pitch_feed>(settings[data[0] % 3]);
  feed.start();
  auto& line = dynamic_cast<packet_handler&>(feed.get());
  std::span rest{reinterpret_cast<const std::byte*>(data + 1), size - 1};
  while (rest.size() >= 2) {
    const std::size_t claimed = wire::load_be<std::uint16_t>(rest.data());
    rest = rest.subspan(2);
    // A copy of its own, so that the sanitizer sees a read past the end.
    const std::vector<std::byte> packet{rest.begin(),
                                        rest.begin() + std::min(claimed, rest.size())};
    rest = rest.subspan(packet.size());
    line.on_packet({packet, tsc_stamp{1}, support::test_node::opening});
    if (claimed % 3 == 0) feed.advance(std::chrono::milliseconds{3}); // what is missing is given up
  }
  feed.drain();
  (void)feed.inspect();
  check(feed);
  return 0;
}
