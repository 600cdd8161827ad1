#pragma once

#include <cstddef>
#include <span>

namespace corelane::venue {

/// Where packets of a feed go: the network, or a test.
class datagram_sink {
public:
  virtual ~datagram_sink() = default;
  /// False when the packet was not taken. Never blocks.
  virtual bool send(std::span<const std::byte> payload) noexcept = 0;
};

} // namespace corelane::venue
