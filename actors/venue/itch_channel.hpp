#pragma once

#include "corelane/actors/venue/faulty_line.hpp"
#include "corelane/actors/venue/feed_settings.hpp"
#include "corelane/actors/venue/glimpse_server.hpp"
#include "corelane/actors/venue/itch_publisher.hpp"
#include "corelane/actors/venue/moldudp64_request_server.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane::venue {

/// An ITCH 5.0 feed with all that belongs to it: its publisher, its lines to the network, and the
/// servers for what is lost on them and for who comes late.
class itch_channel : private datagram_sink {
public:
  /// Throws when a socket cannot be had. All but the settings must outlive this.
  itch_channel(const feed_settings& s, const std::string& session,
               const std::vector<listing>& listings, const matching_engine& books,
               const line_faults& faults, venue_probe& probe);

  /// Serves who asks and sends what was delayed. False when there was nothing to do.
  bool poll(timestamp now);
  [[nodiscard]] itch_publisher& publisher() noexcept { return publisher_; }
  void inspect(inspection& out) const;

private:
  bool send(std::span<const std::byte> payload) noexcept override;

  message_history history_;
  std::vector<faulty_line> lines_;
  itch_publisher publisher_;
  std::optional<moldudp64_request_server> requests_;
  std::optional<glimpse_server> snapshots_;
};

} // namespace corelane::venue
