#pragma once

#include "corelane/actors/venue/feed_settings.hpp"
#include "corelane/actors/venue/line_faults.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/market_data_publisher.hpp"
#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/venue_probe.hpp"

#include <memory>
#include <string>
#include <vector>

namespace corelane::venue {

/// What a feed needs of its venue. All of it outlives the feed.
struct feed_context {
  const std::vector<listing>& listings;
  const matching_engine& books;
  const line_faults& faults;
  venue_probe& probe;
  price tick{};
};

/// A feed with all that belongs to it: its publisher, its lines to the network, and the servers
/// for what is lost on them and for who comes late. One class for each protocol.
class feed_channel {
public:
  virtual ~feed_channel() = default;

  [[nodiscard]] virtual market_data_publisher& publisher() noexcept = 0;
  /// Serves who asks and sends what was delayed. False when there was nothing to do.
  virtual bool poll(timestamp now) = 0;
  virtual void inspect(inspection& out) const = 0;
};

/// Opens the feed that `s` describes; `session` is its name. Throws when a socket cannot be had.
[[nodiscard]] std::unique_ptr<feed_channel> open_feed_channel(const feed_settings& s,
                                                              const std::string& session,
                                                              const feed_context& venue);

} // namespace corelane::venue
