#pragma once

#include "corelane/actors/venue/feed_channel.hpp"
#include "corelane/actors/venue/feed_lines.hpp"
#include "corelane/actors/venue/mdp3/mdp3_loops.hpp"
#include "corelane/actors/venue/mdp3/mdp3_publisher.hpp"

namespace corelane::venue {

/// An MDP 3.0 channel with its loops: `definition_group`, `snapshot_group` (by price) and
/// `order_snapshot_group`.
class mdp3_channel : public feed_channel {
public:
  mdp3_channel(const feed_settings& s, const feed_context& venue)
      : lines_{s.group, s.interface, venue.faults},
        definitions_{s.definition_group, s.interface, no_faults_},
        levels_{s.snapshot_group, s.interface, no_faults_},
        orders_{s.order_snapshot_group, s.interface, no_faults_},
        publisher_{venue.listings, venue.books, venue.tick, lines_, venue.probe},
        loops_{static_cast<std::uint32_t>(venue.listings.size()), publisher_, definitions_, levels_,
               orders_} {}

  [[nodiscard]] market_data_publisher& publisher() noexcept override { return publisher_; }
  bool poll(timestamp now) override {
    const bool released = lines_.release(now);
    return loops_.poll(now) || released;
  }
  void inspect(inspection& out) const override {
    publisher_.inspect(out);
    out.field("mdp3_snapshot_rounds", loops_.rounds());
  }

private:
  line_faults no_faults_;
  feed_lines lines_;
  feed_lines definitions_;
  feed_lines levels_;
  feed_lines orders_;
  mdp3_publisher publisher_;
  mdp3_loops loops_;
};

} // namespace corelane::venue
