#include "corelane/actors/feed/itch50/itch50_feed.hpp"
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

/// What left the feed names instruments of the node, and no event lacks its end.
void check(support::actor_harness& feed) {
  const auto known = feed.node().instruments().size();
  std::uint64_t clears = 0, others = 0;
  for (const auto& e : feed.take<mbo_event>("events")) {
    demand(index_of(e.instrument) < known);
    demand((e.flags & mbo_event::last_in_event) != 0);
    if (e.action == mbo_action::trust) continue; // of what is missing, not of a message
    ++(e.action == mbo_action::clear ? clears : others);
  }
  for (const auto& t : feed.take<trade>("trades")) {
    demand(index_of(t.instrument) < known);
    demand(t.qty.units >= 0 && t.px.nanos >= 0);
    ++others;
  }
  for (const auto& s : feed.take<trading_status>("statuses")) {
    demand(index_of(s.instrument) < known);
    ++others;
  }
  demand(others <= feed.count_of("corelane_feed_messages_total"));
  // A hostile feed may give one symbol many numbers, each by a message.
  demand(clears <= feed.count_of("corelane_feed_messages_total")
                       * feed.count_of("corelane_feed_sessions_total"));
}

} // namespace

/// Any bytes as the packets of a line, each behind its length in two bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto feed = support::actor_harness::of<itch50_feed>("{hold_bytes: 65536, hold_packets: 64}");
  feed.start();
  auto& line = dynamic_cast<packet_handler&>(feed.get());
  std::span rest{reinterpret_cast<const std::byte*>(data), size};
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
