#pragma once

#include "corelane/actors/venue/feed_channel.hpp"
#include "corelane/actors/venue/feed_lines.hpp"
#include "corelane/actors/venue/pillar/pillar_publisher.hpp"
#include "corelane/actors/venue/pillar/pillar_request_server.hpp"

#include <optional>

namespace corelane::venue {

/// A Pillar channel: `request_server` takes requests by TCP, and answers by
/// `retransmission_group` (lost messages) and `snapshot_group` (refreshes).
class pillar_channel : public feed_channel, private datagram_sink {
public:
  pillar_channel(const feed_settings& s, const feed_context& venue);

  [[nodiscard]] market_data_publisher& publisher() noexcept override { return publisher_; }
  bool poll(timestamp now) override;
  void inspect(inspection& out) const override;

private:
  bool send(std::span<const std::byte> payload) noexcept override;

  message_history history_;
  line_faults no_faults_;
  feed_lines lines_;
  feed_lines resent_;
  feed_lines refreshes_;
  pillar_publisher publisher_;
  std::optional<pillar_request_server> requests_;
};

} // namespace corelane::venue
