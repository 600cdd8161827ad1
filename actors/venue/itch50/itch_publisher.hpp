#pragma once

#include "corelane/actors/venue/feed_output.hpp"
#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/market_data_publisher.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace corelane::venue {

/// Publishes the market as Nasdaq TotalView-ITCH 5.0 over MoldUDP64.
///
/// Session: S (start of messages), R and H of each listing, S (system and market hours), then
/// A, E, X, D, U and P, at last S (the three ends) and the end of the MoldUDP64 session. C does
/// not occur, since every execution is at its order's price. An order that gets smaller in
/// place is an X; one that crosses after a replace is a D, then E of what it met, then an A.
/// Stock locate is the listing's number plus 1; time stamps count from midnight UTC.
///
/// What one step causes leaves in one packet as far as it fits, others with it until `flush`.
/// A heartbeat leaves when nothing else has for a second. No allocation per message.
class itch_publisher : public market_data_publisher {
public:
  /// `session` is padded with spaces; `listings`, `out` and `probe` must outlive this.
  itch_publisher(std::string_view session, const std::vector<listing>& listings, datagram_sink& out,
                 venue_probe& probe);

  void open_session(timestamp at) override;
  bool announce(timestamp at) override;
  void open_market(timestamp at) override;
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

  [[nodiscard]] const moldudp64::session_name& session() const noexcept { return session_; }
  [[nodiscard]] std::uint64_t next_sequence() const noexcept { return packet_.next_sequence(); }

private:
  static constexpr std::size_t max_packet = 1'400; ///< payload that fits an Ethernet frame

  template <class Message>
  void put(const Message& message, std::uint16_t locate);
  void put_system_event(char code);
  void announce_listing(std::uint32_t i, bool its_status);
  void put_delete(const book_order& order);

  const std::vector<listing>& listings_;
  feed_output out_;
  std::array<std::byte, max_packet> buffer_{};
  moldudp64::session_name session_;
  moldudp64::packet_writer packet_;
  std::uint32_t announced_{0}; ///< directory and trading action messages so far
  timestamp at_{};
};

} // namespace corelane::venue
