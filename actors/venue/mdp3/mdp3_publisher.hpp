#pragma once

#include "corelane/actors/venue/feed_output.hpp"
#include "corelane/actors/venue/kept_ids.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/market_data_publisher.hpp"
#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/mdp3/mdp3_levels.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corelane::venue {

/// Publishes the market as an incremental channel of CME MDP 3.0: ten levels by price, and all
/// orders.
///
/// Listings are futures, security id their number plus 1, asset and symbol alike. Session:
/// definitions, a status for the group (ready to trade), then for each step of the engine its
/// trades, the levels that differ with the orders at their prices, and the orders elsewhere; the
/// last of these messages ends the event. An order keeps its id through changes, and its
/// priority as long as it keeps its place. Packets as in `itch_publisher`; a heartbeat leaves when
/// nothing else has for a second.
class mdp3_publisher : public market_data_publisher {
public:
  /// All must outlive this.
  mdp3_publisher(const std::vector<listing>& listings, const matching_engine& books, price tick,
                 datagram_sink& out, venue_probe& probe);

  void open_session(timestamp at) override {
    at_ = at;
    open_ = true;
  }
  bool announce(timestamp at) override;
  void open_market(timestamp at) override;
  void begin_step(timestamp at) override;
  void flush() override;
  void idle(timestamp now) override;
  void close_session(timestamp at) override;
  void inspect(inspection& out) const override;

  void rested(const book_order& order) override;
  void executed(const execution& e) override;
  void canceled(const cancellation& c) override;
  void replaced(const replacement& r) override;
  void printed(const print& p) override;

  /// Sends all that has happened, and says in which packet the last of it was.
  [[nodiscard]] std::uint32_t last_sequence();
  /// For the loops: a listing's definition, its levels, and some of its orders.
  [[nodiscard]] mdp3::future_definition definition_of(std::uint32_t listing) const;
  void put_definition(mdp3::packet_writer& to, std::uint32_t listing) const;
  [[nodiscard]] mdp3::snapshot levels_of(std::uint32_t listing,
                                         std::vector<mdp3::snapshot::entry>& entries) const;
  void orders_of(std::uint32_t listing, std::vector<mdp3::snapshot_orders::entry>& entries) const;

private:
  struct instrument_state {
    std::array<mdp3_levels, 2> levels; ///< by side
    std::uint32_t rpt_seq{0};
    bool touched{false};
  };
  /// What became of an order, until it is known which message says so.
  struct order_change {
    std::uint64_t id;
    std::uint64_t priority;
    std::uint32_t instrument;
    corelane::side side;
    mdp3::order_action action;
    std::int64_t px;
    std::int32_t qty;
  };

  void note(const book_order& order, std::uint64_t id, mdp3::order_action action);
  void touch(instrument_id id);
  void publish_step();
  void publish_trades();
  void publish_books(std::uint32_t instrument, bool last);
  void publish_orders(std::uint32_t instrument, bool last);
  template <class Message, class... Entries>
  void put(const Message& m, const Entries&... entries);

  const std::vector<listing>& listings_;
  const matching_engine& books_;
  feed_output out_;
  price tick_;
  kept_ids ids_;
  std::array<std::byte, mdp3::max_packet_size> buffer_{};
  mdp3::packet_writer packet_{buffer_, 1};
  std::size_t messages_{0}; ///< in the packet
  std::vector<instrument_state> instruments_;
  std::size_t announced_{0};
  bool open_{false}; ///< before, nothing is numbered
  timestamp at_{};

  // Of the step under way.
  std::vector<std::uint32_t> touched_;
  std::vector<order_change> orders_;
  std::vector<mdp3::trade_summary::entry> trades_;
  std::vector<mdp3::trade_summary::order_entry> trade_orders_;
  std::vector<mdp3::incremental_book::entry> level_entries_;
  std::vector<mdp3::incremental_book::order_entry> level_orders_;
  std::vector<mdp3::incremental_orders::entry> other_orders_;
};

} // namespace corelane::venue
