#pragma once

#include "corelane/actors/venue/message_history.hpp"
#include "corelane/hw/net/udp_peer.hpp"
#include "corelane/protocols/moldudp64/packet_header.hpp"

#include <cstdint>

namespace corelane::venue {

/// Sends lost messages again to whoever asks: the request server of MoldUDP64.
///
/// An answer is one packet, with as many of the messages asked for as it holds; who wants the rest
/// asks again. A request of another session or for messages that are not there has no answer.
class moldudp64_request_server {
public:
  /// `on` is address:port. Throws with what is wrong. `history` must outlive this.
  moldudp64_request_server(hw::endpoint on, const moldudp64::session_name& session,
                           const message_history& history);

  /// Answers one request. False when there is none.
  bool poll();
  [[nodiscard]] std::uint64_t answered() const noexcept { return answered_; }
  [[nodiscard]] hw::endpoint local() const { return socket_.local(); }

private:
  [[nodiscard]] static hw::udp_peer open(hw::endpoint on);

  hw::udp_peer socket_;
  moldudp64::session_name session_;
  const message_history& history_;
  std::uint64_t answered_{0};
};

} // namespace corelane::venue
