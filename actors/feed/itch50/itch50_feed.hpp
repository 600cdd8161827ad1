#pragma once

#include "corelane/actors/feed/feed_line.hpp"
#include "corelane/actors/feed/itch50/glimpse_client.hpp"
#include "corelane/actors/feed/itch50/itch50_normaliser.hpp"
#include "corelane/actors/feed/itch50/locate_map.hpp"
#include "corelane/actors/feed/itch50/moldudp64_rerequest.hpp"
#include "corelane/actors/feed/multicast_feed.hpp"
#include "corelane/actors/feed/session_calendar.hpp"
#include "corelane/protocols/moldudp64/session_follower.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// NASDAQ TotalView-ITCH 5.0 over MoldUDP64, from one multicast line or several.
///
/// Emits every order event, print and status of the wanted instruments, in the exchange's order
/// and each once. Missing messages are awaited from the other line, then asked for at the request
/// server, then replaced by a GLIMPSE snapshot; books that cannot be made whole are stale until
/// the session changes (`mbo_event::state`). A new session begins with a `clear` for each
/// instrument of the one before. A feed that joins late has missed the session's first messages,
/// and treats them so.
class itch50_feed final : public multicast_feed, private sequence_owner, private snapshot_handler {
public:
  explicit itch50_feed(actor_setup& setup);

  void on_start() override;
  void on_stop() override;
  void on_drain() override;
  void inspect(inspection& out) const override;
  void on_packet(const packet& p) override;

private:
  friend class itch50_normaliser<itch50_feed>;

  bool poll_services() override;
  void on_wake() override { space_.on_deadline(); }
  void on_silence(bool silent) override;

  std::uint32_t take(const sequenced_packet& p, std::uint32_t skip) override;
  bool request_messages(message_range missing) override;
  bool request_snapshot() override;
  void trust(book_state state) override;
  [[nodiscard]] timestamp time() const override { return now(); }
  void wake_at(timestamp at) override { wake(at); }

  void on_snapshot_begin() override;
  void on_snapshot_message(std::span<const std::byte> message) override;
  void on_snapshot_end(std::uint64_t next_sequence) override;
  void on_snapshot_failed(std::string_view why) override;

  void take_message(std::span<const std::byte> message);
  void begin_session(const packet& p, const moldudp64::packet_header& header);

  // parameters
  session_calendar calendar_;
  std::string market_{"Q"};
  std::string late_join_{"recover"};
  std::string request_server_;
  glimpse_client::settings glimpse_settings_;

  std::array<std::optional<counter>, 256> by_type_;
  locate_map locates_;
  itch50_normaliser<itch50_feed> normaliser_{*this, locates_, probe_};
  moldudp64::session_follower session_;
  sequence_space space_{*this, recovery_probe_};
  std::vector<feed_line> lines_; ///< the last one is the request server
  moldudp64_rerequest rerequest_;
  glimpse_client glimpse_{*this};
  std::string last_snapshot_error_;
  std::uint64_t first_sequence_{0}; ///< of the session's messages, the first that came
  bool session_ended_{false};
};

} // namespace corelane
