#pragma once

#include "corelane/actors/feed/feed_line.hpp"
#include "corelane/actors/feed/multicast_feed.hpp"
#include "corelane/actors/feed/pillar/pillar_normaliser.hpp"
#include "corelane/actors/feed/pillar/pillar_refresh.hpp"
#include "corelane/actors/feed/pillar/pillar_requests.hpp"
#include "corelane/actors/feed/pillar/pillar_symbols.hpp"
#include "corelane/actors/feed/sequence_space.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// One channel of the NYSE Integrated Feed (Pillar 2.5, XDP 2.1).
///
/// Missing messages are awaited from the other line, then asked for at the request server, whose
/// answers come by the retransmission group, then replaced by a refresh of all symbols: each
/// symbol's messages up to its own refresh are left out. A session begins with a sequence reset;
/// a feed that joins late has missed the first messages, and treats them so.
class pillar_feed final : public multicast_feed, private sequence_owner {
public:
  explicit pillar_feed(actor_setup& setup);
  ~pillar_feed() override;

  void on_start() override;
  void on_stop() override;
  void on_drain() override;
  void inspect(inspection& out) const override;
  void on_packet(const packet& p) override;

private:
  friend class pillar_normaliser<pillar_feed>;
  struct refresh_reader;

  using multicast_feed::emit;
  void contradicted();

  bool poll_services() override { return requests_.poll(now()); }
  void on_wake() override { space_.on_deadline(); }
  void on_silence(bool silent) override;

  std::uint32_t take(const sequenced_packet& p, std::uint32_t skip) override;
  bool request_messages(message_range missing) override;
  bool request_snapshot() override;
  void trust(book_state state) override;
  [[nodiscard]] timestamp time() const override { return now(); }
  void wake_at(timestamp at) override { wake(at); }

  void take_channel(const packet& p, const pillar::packet_header& header);
  void take_unavailable(const packet& p, const pillar::packet_header& header);
  void take_refresh(const packet& p, const pillar::packet_header& header);
  bool take_message(std::span<const std::byte> message);
  void begin_session(const packet& p, const pillar::packet_header& header, std::uint64_t first);
  void watch_requests();

  // parameters
  std::vector<std::string> retransmission_groups_;
  std::vector<std::string> refresh_groups_;
  pillar_requests::settings request_settings_;
  std::string late_join_{"recover"};
  std::uint64_t max_symbols_{131'072};

  instrument_directory& directory_;
  std::array<std::optional<counter>, 256> by_type_;
  std::vector<feed_line> lines_; ///< the last one is for what is sent again
  std::size_t first_retransmission_line_{0};
  std::size_t first_refresh_line_{0};
  std::unique_ptr<pillar_symbols> symbols_;
  std::unique_ptr<pillar_normaliser<pillar_feed>> normaliser_;
  std::optional<pillar_refresh> refresh_;
  pillar_requests requests_;
  sequence_space space_{*this, recovery_probe_};
  message_range asked_{};
  counter contradictions_;
  timestamp reset_at_{}; ///< when the last sequence reset was sent
  bool begun_{false};
};

} // namespace corelane
