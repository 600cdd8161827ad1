#pragma once

#include "corelane/hw/net/endpoint.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace corelane::hw {

/// The datagram in an Ethernet frame, or why there is none.
struct udp_frame {
  enum class verdict : std::uint8_t {
    datagram,
    other,     ///< not IPv4 UDP
    fragment,  ///< a part of a larger datagram
    malformed, ///< lengths that do not fit each other or the frame
  };

  verdict found{verdict::other};
  endpoint destination{};
  std::span<const std::byte> payload{}; ///< within the frame
};

/// Looks through up to two VLAN tags. Checksums are not checked: captures often lack them.
/// Never reads outside `frame`.
[[nodiscard]] udp_frame parse_udp_frame(std::span<const std::byte> frame) noexcept;

} // namespace corelane::hw
