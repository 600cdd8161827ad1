#pragma once

#include "corelane/actors/venue/itch50/itch_publisher.hpp"
#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/hw/net/tcp_listener.hpp"
#include "corelane/protocols/soupbin/server_session.hpp"

#include <memory>
#include <vector>

namespace corelane::venue {

/// Hands out snapshots of all books as GLIMPSE does: over SoupBinTCP, each client gets the
/// directory, the statuses and all open orders as ITCH messages, and then the number of the feed's
/// message to go on with. Any user and password will do.
///
/// A snapshot is made at once, when its client logs in, between two steps of the exchange; its
/// memory is allocated then. One thread.
class glimpse_server {
public:
  static constexpr std::size_t max_clients = 16;

  /// `on` is address:port. Throws with what is wrong. All must outlive this.
  glimpse_server(hw::endpoint on, const std::vector<listing>& listings,
                 const matching_engine& books, const itch_publisher& feed);
  ~glimpse_server();

  /// Serves clients. False when there was nothing to do.
  bool poll(timestamp now);
  [[nodiscard]] std::uint64_t snapshots() const noexcept { return snapshots_; }
  [[nodiscard]] hw::endpoint local() const { return listener_.local(); }

private:
  class client;
  friend class client;

  [[nodiscard]] static hw::tcp_listener open(hw::endpoint on);
  void send_snapshot(soupbin::server_session& to, timestamp now);
  void send_orders(soupbin::server_session& to, timestamp now);

  hw::tcp_listener listener_;
  const std::vector<listing>& listings_;
  const matching_engine& books_;
  const itch_publisher& feed_;
  std::vector<std::unique_ptr<client>> clients_;
  timestamp next_tick_{};
  std::uint64_t snapshots_{0};
};

} // namespace corelane::venue
