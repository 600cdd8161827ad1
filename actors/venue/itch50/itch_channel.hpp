#pragma once

#include "corelane/actors/venue/feed_channel.hpp"
#include "corelane/actors/venue/feed_lines.hpp"
#include "corelane/actors/venue/itch50/glimpse_server.hpp"
#include "corelane/actors/venue/itch50/itch_publisher.hpp"
#include "corelane/actors/venue/itch50/moldudp64_request_server.hpp"

#include <optional>
#include <string>

namespace corelane::venue {

/// An ITCH 5.0 feed: `request_server` is MoldUDP64's, `snapshot_server` GLIMPSE.
class itch_channel : public feed_channel, private datagram_sink {
public:
  itch_channel(const feed_settings& s, const std::string& session, const feed_context& venue);

  [[nodiscard]] market_data_publisher& publisher() noexcept override { return publisher_; }
  bool poll(timestamp now) override;
  void inspect(inspection& out) const override;

private:
  bool send(std::span<const std::byte> payload) noexcept override;

  message_history history_;
  feed_lines lines_;
  itch_publisher publisher_;
  std::optional<moldudp64_request_server> requests_;
  std::optional<glimpse_server> snapshots_;
};

} // namespace corelane::venue
