#pragma once

#include "corelane/actors/venue/feed_channel.hpp"
#include "corelane/actors/venue/feed_lines.hpp"
#include "corelane/actors/venue/pitch/gap_proxy_server.hpp"
#include "corelane/actors/venue/pitch/pitch_publisher.hpp"
#include "corelane/actors/venue/pitch/spin_server.hpp"

#include <optional>

namespace corelane::venue {

/// A PITCH feed: `request_server` is the gap request proxy, which answers by
/// `retransmission_group`, `snapshot_server` the spin server.
class pitch_channel : public feed_channel, private datagram_sink {
public:
  pitch_channel(const feed_settings& s, const feed_context& venue);

  [[nodiscard]] market_data_publisher& publisher() noexcept override { return publisher_; }
  bool poll(timestamp now) override;
  void inspect(inspection& out) const override;

private:
  bool send(std::span<const std::byte> payload) noexcept override;

  message_history history_;
  feed_lines lines_;
  line_faults no_faults_;
  feed_lines resent_;
  pitch_publisher publisher_;
  std::optional<gap_proxy_server> proxy_;
  std::optional<spin_server> spins_;
};

} // namespace corelane::venue
