#pragma once

#include "corelane/actors/feed/feed_probe.hpp"
#include "corelane/actors/feed/itch50_normaliser.hpp"
#include "corelane/actors/feed/locate_map.hpp"
#include "corelane/actors/feed/session_day.hpp"
#include "corelane/hw/net/udp_receiver.hpp"
#include "corelane/protocols/moldudp64/sequence_tracker.hpp"
#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/source.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// NASDAQ TotalView-ITCH 5.0 over MoldUDP64, from one multicast line.
///
/// Emits every order event, print and status of the wanted instruments, in the exchange's order.
/// A gap is counted, and all events after it say so (`mbo_event::after_gap`) until the session
/// changes: a book built from them is not to be trusted. A new session begins with a `clear` for
/// each instrument of the one before. A feed that joins late says so by `first_sequence` only.
class itch50_feed final : public actor, public source, public packet_handler {
public:
  explicit itch50_feed(actor_setup& setup);

  void on_start() override;
  void on_stop() override;
  void inspect(inspection& out) const override;

  bool poll() override;
  [[nodiscard]] int descriptor() const override;

  void on_packet(const packet& p) override;
  [[nodiscard]] bool listens_to(std::uint32_t address, std::uint16_t port) const override;

private:
  friend class itch50_normaliser<itch50_feed>;
  void emit(const mbo_event& e) { events_.emit(e); }
  void emit(const trade& t) { trades_.emit(t); }
  void emit(const trading_status& s) { statuses_.emit(s); }

  void open_socket();
  void take_messages(const packet& p, const moldudp64::packet_header& header, std::uint16_t skip);
  void take_message(std::span<const std::byte> message);
  void begin_session(const packet& p, const moldudp64::packet_header& header);
  void messages_missing(std::uint64_t missing) noexcept;
  [[nodiscard]] session_day day_of(timestamp captured) const;

  outlet<mbo_event> events_{*this, "events"};
  outlet<trade> trades_{*this, "trades"};
  outlet<trading_status> statuses_{*this, "statuses"};

  // parameters
  std::string group_{"239.192.0.1:26400"};
  std::string interface_;
  std::uint64_t receive_buffer_{8U << 20};
  std::chrono::nanoseconds busy_poll_{0};
  std::vector<std::string> symbols_;
  std::string session_date_;
  std::chrono::nanoseconds utc_offset_{0};
  std::uint64_t venue_{0};
  std::string market_{"Q"};

  feed_probe probe_;
  std::array<std::optional<counter>, 256> by_type_;
  locate_map locates_;
  itch50_normaliser<itch50_feed> normaliser_{*this, locates_, probe_};
  moldudp64::sequence_tracker sequence_;
  std::optional<session_day> set_day_; ///< by `session_date`
  timestamp midnight_{};
  std::uint64_t first_sequence_{0}; ///< of the session's messages, the first that came
  bool after_gap_{false};
  bool session_ended_{false};
  std::optional<hw::udp_receiver> socket_;
  std::span<const hw::datagram> batch_; ///< read from the socket and not yet taken
};

} // namespace corelane
