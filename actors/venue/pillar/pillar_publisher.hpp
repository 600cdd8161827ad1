#pragma once

#include "corelane/actors/venue/feed_output.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/market_data_publisher.hpp"
#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/protocols/pillar/order_messages.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/protocols/pillar/status_messages.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corelane::venue {

/// Publishes the market as one channel of the NYSE Integrated Feed, version 2.5.
///
/// Symbol index is the listing's number plus 1, matching engine 1 trades them all. Session: a
/// sequence reset, mapping and status of each listing, then adds, executions, modifications in
/// place, replacements under a new id, deletes and hidden trades; a source time reference whenever
/// a second has begun; at last status `X` of each listing. Packets and heartbeats as in
/// `itch_publisher`.
class pillar_publisher : public market_data_publisher {
public:
  /// All must outlive this.
  pillar_publisher(const std::vector<listing>& listings, const matching_engine& books, price tick,
                   datagram_sink& out, venue_probe& probe);

  void open_session(timestamp at) override;
  bool announce(timestamp at) override;
  void open_market(timestamp at) override { at_ = at; }
  void begin_step(timestamp at) override { at_ = at; }
  void flush() override;
  void idle(timestamp now) override;
  void close_session(timestamp at) override;
  void inspect(inspection& out) const override;

  void rested(const book_order& order) override;
  void executed(const execution& e) override;
  void canceled(const cancellation& c) override;
  void replaced(const replacement& r) override;
  void printed(const print& p) override;

  /// Sends all that has happened, and says which message was the last.
  [[nodiscard]] std::uint32_t last_sequence();
  [[nodiscard]] std::uint32_t symbol_sequence(std::uint32_t listing) const {
    return symbols_[listing].sequence;
  }
  // What a refresh says of a listing.
  [[nodiscard]] pillar::symbol_mapping mapping_of(std::uint32_t listing) const;
  [[nodiscard]] pillar::security_status status_of(std::uint32_t listing, char status,
                                                  timestamp at) const;
  void orders_of(std::uint32_t listing, timestamp at,
                 std::vector<pillar::add_order_refresh>& orders) const;

private:
  struct symbol_state {
    pillar::price_scale scale;
    std::uint8_t scale_code{0};
    std::uint32_t sequence{0};
  };
  static constexpr std::uint8_t engine = 1;

  template <class Message>
  void put(Message m, std::uint32_t listing);
  template <class Message>
  void put_raw(const Message& m);
  void put_delete(const book_order& order);
  [[nodiscard]] pillar::wire_price wire(std::uint32_t listing, price px) const {
    return symbols_[listing].scale.to_wire(px).value_or(pillar::wire_price{});
  }

  const std::vector<listing>& listings_;
  const matching_engine& books_;
  feed_output out_;
  price tick_;
  std::vector<symbol_state> symbols_;
  std::array<std::byte, pillar::max_packet_size> buffer_{};
  pillar::packet_writer packet_{buffer_, 1};
  std::size_t announced_{0};
  std::int64_t second_{-1}; ///< that the last reference told
  timestamp at_{};
};

} // namespace corelane::venue
