#pragma once

#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/wire/byte_order.hpp"
#include "corelane/runtime/api/source.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

namespace corelane::support {

/// Gives a feed any bytes as the packets of `lines` lines, each behind its line (one byte) and its
/// length (two). What leaves the feed names instruments of the node.
inline void fuzz_feed(actor_harness feed, std::span<const std::byte> bytes, std::uint8_t lines) {
  feed.start();
  auto& handler = dynamic_cast<packet_handler&>(feed.get());
  while (bytes.size() >= 3) {
    const auto line = static_cast<std::uint8_t>(bytes.front()) % lines;
    const std::size_t claimed = wire::load_be<std::uint16_t>(bytes.data() + 1);
    bytes = bytes.subspan(3);
    // A copy of its own, so that the sanitizer sees a read past the end.
    const auto size = std::min(claimed, bytes.size());
    const std::vector<std::byte> packet{bytes.begin(),
                                        bytes.begin() + static_cast<std::ptrdiff_t>(size)};
    bytes = bytes.subspan(size);
    handler.on_packet({packet, tsc_stamp{1}, test_node::opening, static_cast<std::uint8_t>(line)});
    if (claimed % 3 == 0) feed.advance(std::chrono::milliseconds{3}); // what is missing is given up
  }
  feed.drain();
  (void)feed.inspect();
  const auto known = feed.node().instruments().size();
  const auto demand = [](bool holds) {
    if (!holds) std::abort();
  };
  for (const auto& e : feed.take<mbo_event>("events")) demand(index_of(e.instrument) < known);
  for (const auto& s : feed.take<trading_status>("statuses"))
    demand(index_of(s.instrument) < known);
  for (const auto& d : feed.take<definition>("definitions")) demand(index_of(d.instrument) < known);
}

} // namespace corelane::support
