#pragma once

#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/hw/net/udp_peer.hpp"
#include "corelane/protocols/moldudp64/packet_header.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace corelane {

/// Asks a MoldUDP64 request server for messages that both lines have lost.
///
/// A server answers with one packet, which may hold fewer messages than were asked for; the rest
/// is asked for by calling `ask` again. One thread.
class moldudp64_rerequest {
public:
  /// Throws when there is no socket to be had.
  void open(hw::endpoint server);
  void close() noexcept { socket_.reset(); }

  /// False when it is not open, or the kernel does not take the request.
  bool ask(const moldudp64::session_name& session, message_range missing) noexcept;
  /// An answer, if one has come. Valid until the next call.
  [[nodiscard]] std::optional<std::span<const std::byte>> receive() noexcept;

  [[nodiscard]] bool is_open() const noexcept { return socket_.has_value(); }
  [[nodiscard]] int descriptor() const noexcept { return socket_ ? socket_->descriptor() : -1; }

private:
  hw::endpoint server_;
  std::optional<hw::udp_peer> socket_;
};

} // namespace corelane
