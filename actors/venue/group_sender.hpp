#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/hw/net/udp_sender.hpp"

#include <utility>

namespace corelane::venue {

/// Sends a feed's packets to a multicast group.
class group_sender : public datagram_sink {
public:
  explicit group_sender(hw::udp_sender sender) noexcept : sender_{std::move(sender)} {}

  bool send(std::span<const std::byte> payload) noexcept override { return sender_.send(payload); }

private:
  hw::udp_sender sender_;
};

} // namespace corelane::venue
