#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/actors/venue/message_history.hpp"
#include "corelane/actors/venue/pitch/pitch_server.hpp"

#include <cstdint>
#include <deque>

namespace corelane::venue {

/// Sends lost messages again, by multicast to all, when a client asks for them: the gap request
/// proxy of PITCH. A few packets a turn, so that the market goes on meanwhile.
class gap_proxy_server : public pitch_server {
public:
  /// All must outlive this.
  gap_proxy_server(hw::endpoint on, std::uint8_t unit, const message_history& history,
                   datagram_sink& out)
      : pitch_server{on}, unit_{unit}, history_{history}, out_{out} {}

  /// Sends some of what was asked for. False when there was nothing.
  bool send_some();
  [[nodiscard]] std::uint64_t answered() const noexcept { return answered_; }

private:
  struct owed {
    std::uint64_t next;
    std::uint64_t after;
  };

  void on_message(pitch_client& from, std::span<const std::byte> message, timestamp now) override;
  [[nodiscard]] char verdict_on(const pitch::gap_request& r) const noexcept;

  std::uint8_t unit_;
  const message_history& history_;
  datagram_sink& out_;
  std::deque<owed> owed_;
  std::uint64_t answered_{0};
};

} // namespace corelane::venue
