#pragma once

#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/net/endpoint.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <variant>

namespace corelane::hw {

/// Sends datagrams to one multicast group (one hop, looped back to this host) or one address.
/// Used by one thread at a time; allocates in `open` only.
class udp_sender {
public:
  /// `interface` is an address or a name; empty: as the routes say.
  [[nodiscard]] static std::variant<udp_sender, std::string> open(endpoint group,
                                                                  const std::string& interface);

  /// Hands one datagram to the kernel. False when the kernel did not take it: its buffer is full
  /// or the datagram too large. Never blocks.
  bool send(std::span<const std::byte> payload) noexcept;

  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

private:
  explicit udp_sender(file_descriptor socket) noexcept : socket_{std::move(socket)} {}

  file_descriptor socket_;
};

} // namespace corelane::hw
