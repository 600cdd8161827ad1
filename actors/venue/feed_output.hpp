#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <chrono>
#include <cstddef>
#include <span>

namespace corelane::venue {

/// Where a publisher's packets go, counted, and when the last one left.
class feed_output {
public:
  /// Both must outlive this.
  feed_output(datagram_sink& to, venue_probe& probe) : to_{to}, probe_{probe} {}

  /// Sends a packet of `messages` messages at `at`.
  void send(std::span<const std::byte> packet, std::size_t messages, timestamp at) noexcept {
    if (to_.send(packet))
      probe_.packet_sent();
    else
      probe_.packet_not_sent();
    probe_.messages_published(messages);
    last_ = at;
  }
  /// Nothing has been sent for so long that a heartbeat is due.
  [[nodiscard]] bool is_quiet(timestamp now) const noexcept {
    return now - last_ >= std::chrono::seconds{1};
  }

private:
  datagram_sink& to_;
  venue_probe& probe_;
  timestamp last_{};
};

} // namespace corelane::venue
