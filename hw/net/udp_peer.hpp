#pragma once

#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/net/endpoint.hpp"
#include "corelane/hw/net/udp_receiver.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <variant>

namespace corelane::hw {

/// A UDP socket for questions and answers with single hosts: a request server, or its client.
///
/// Never blocks; one system call each. Used by one thread at a time.
class udp_peer {
public:
  struct message {
    std::span<const std::byte> payload; ///< valid until the next `receive`
    endpoint from;
  };

  /// On an address and port of this host; port 0 lets the kernel choose, address 0 is any.
  [[nodiscard]] static std::variant<udp_peer, std::string> open(endpoint on);

  /// False when the kernel did not take it.
  bool send(endpoint to, std::span<const std::byte> payload) noexcept;
  /// What has come, if anything. What is larger than `udp_receiver::largest` is dropped.
  [[nodiscard]] std::optional<message> receive() noexcept;

  [[nodiscard]] endpoint local() const { return local_endpoint(socket_.get()); }
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

private:
  explicit udp_peer(file_descriptor socket) noexcept : socket_{std::move(socket)} {}

  file_descriptor socket_;
  std::array<std::byte, udp_receiver::largest> buffer_{};
};

} // namespace corelane::hw
