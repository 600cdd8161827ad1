#pragma once

#include "corelane/actors/venue/client_stream.hpp"
#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/actors/venue/message_history.hpp"
#include "corelane/actors/venue/pillar/pillar_publisher.hpp"
#include "corelane/hw/net/tcp_listener.hpp"
#include "corelane/protocols/pillar/request_messages.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace corelane::venue {

/// The request server of a Pillar channel: over TCP it takes requests for lost messages, for the
/// state of symbols and for their mappings, and sends what was asked for by multicast to all. A few
/// packets a turn, so that the market goes on meanwhile; a symbol's state in one turn, as of one
/// moment. Any source id will do. One thread; allocates for clients and refreshes.
class pillar_request_server {
public:
  static constexpr std::size_t max_clients = 16;
  static constexpr std::uint32_t most_messages = 1'000; ///< of one request

  /// `on` is address:port. Throws with what is wrong. All must outlive this.
  pillar_request_server(hw::endpoint on, std::uint32_t listings, pillar_publisher& feed,
                        const message_history& history, datagram_sink& resent,
                        datagram_sink& refreshes);
  ~pillar_request_server();

  /// Serves clients, and sends some of what is owed. False when there was nothing to do.
  bool poll(timestamp now);
  [[nodiscard]] std::uint64_t requests() const noexcept { return requests_; }
  [[nodiscard]] std::uint64_t refreshes() const noexcept { return refreshed_; }
  [[nodiscard]] hw::endpoint local() const { return listener_.local(); }

private:
  class client;
  friend class client;
  struct range {
    std::uint32_t next;
    std::uint32_t last;
    bool begun{false};
  };

  [[nodiscard]] char take(const pillar::retransmission_request& r);
  [[nodiscard]] char take(const pillar::refresh_request& r);
  [[nodiscard]] char take(const pillar::symbol_mapping_request& r);
  bool send_messages(timestamp now);
  bool send_refresh(timestamp now);
  void send_symbol(std::uint32_t listing, bool first, bool last, timestamp now);
  void send_mapping(std::uint32_t listing, timestamp now);

  hw::tcp_listener listener_;
  std::uint32_t listings_;
  pillar_publisher& feed_;
  const message_history& history_;
  datagram_sink& resent_;
  datagram_sink& refreshes_;
  std::vector<std::unique_ptr<client>> clients_;
  std::deque<range> owed_;         ///< messages
  std::deque<range> refresh_owed_; ///< listings
  std::deque<range> mappings_owed_;
  std::vector<pillar::add_order_refresh> orders_;
  timestamp next_tick_{};
  std::uint64_t requests_{0};
  std::uint64_t refreshed_{0};
};

} // namespace corelane::venue
