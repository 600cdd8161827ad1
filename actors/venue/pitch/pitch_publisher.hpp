#pragma once

#include "corelane/actors/venue/feed_output.hpp"
#include "corelane/actors/venue/kept_ids.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/market_data_publisher.hpp"
#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/pitch/pitch_adds.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"
#include "corelane/protocols/pitch/status_messages.hpp"
#include "corelane/protocols/pitch/trade_messages.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corelane::venue {

/// Publishes the market as Cboe PITCH for US equities, as unit 1.
///
/// Session: the trading status of each listing, then adds (short, long or expanded, as they fit),
/// executions, reductions, modifications, deletions and hidden trades, at last the end of the
/// session; a time message whenever a second has begun. An order keeps its id through a
/// modification, unless that makes it cross: then it is deleted, and what rests is added anew.
/// Times count from midnight UTC. Packets and heartbeats as in `itch_publisher`.
class pitch_publisher : public market_data_publisher {
public:
  static constexpr std::uint8_t unit = 1;
  static constexpr std::size_t max_packet = 1'400; ///< payload that fits an Ethernet frame

  /// All must outlive this.
  pitch_publisher(const std::vector<listing>& listings, const matching_engine& books,
                  datagram_sink& out, venue_probe& probe);

  void open_session(timestamp at) override { at_ = at; }
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

  /// The number of the next message that is put into a packet.
  [[nodiscard]] std::uint32_t next_sequence() const noexcept { return packet_.next_sequence(); }
  /// Writes the state of all books as messages: times, statuses, then open orders in the order
  /// in which they trade. `put` takes any PITCH message.
  template <class Put>
  void put_state(timestamp at, Put&& put) const;

private:
  template <class Message>
  void put(Message m);
  template <class Message>
  void put_raw(const Message& m);
  void put_delete(const book_order& order);
  [[nodiscard]] const listing& listing_of(instrument_id i) const { return listings_[index_of(i)]; }
  [[nodiscard]] static pitch::trading_status status_of(const listing& l) noexcept;

  const std::vector<listing>& listings_;
  const matching_engine& books_;
  feed_output out_;
  kept_ids ids_;
  std::array<std::byte, max_packet> buffer_{};
  pitch::packet_writer packet_{buffer_, unit, 1};
  std::size_t announced_{0};
  std::int64_t second_{-1}; ///< that the last time message told, since midnight
  timestamp at_{};
};

namespace pitch_time {

inline constexpr std::int64_t second_ns = 1'000'000'000;
inline constexpr std::int64_t day_s = 86'400;

[[nodiscard]] constexpr std::int64_t second_of_day(timestamp t) noexcept {
  return t.ns / second_ns % day_s;
}
[[nodiscard]] constexpr std::uint32_t offset_of(timestamp t) noexcept {
  return static_cast<std::uint32_t>(t.ns % second_ns);
}

} // namespace pitch_time

template <class Put>
void pitch_publisher::put_state(timestamp at, Put&& put) const {
  pitch::unit_time clock;
  clock.time = static_cast<std::uint32_t>(pitch_time::second_of_day(at));
  put(clock);
  for (std::uint32_t i = 0; i < listings_.size(); ++i) {
    put(status_of(listings_[i]));
    for (const auto s : {side::buy, side::sell})
      for (const auto& level : books_.levels(instrument_id{i}, s))
        books_.for_each_order(level, [&](const book_order& order) {
          put_add(order, ids_.id_of(order.reference), listings_[i], pitch_time::offset_of(at), put);
        });
  }
}

} // namespace corelane::venue
