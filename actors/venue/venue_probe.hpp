#pragma once

#include "corelane/runtime/api/actor_setup.hpp"
#include "corelane/runtime/api/metric.hpp"

#include <cstdint>

namespace corelane::venue {

/// What a venue counts. On its lane; about 1 ns each.
class venue_probe {
public:
  explicit venue_probe(actor_setup& setup)
      : messages_{setup.make_counter("corelane_venue_messages_total",
                                     "Market data messages published")},
        packets_{setup.make_counter("corelane_venue_packets_total",
                                    "Market data packets handed to the network")},
        unsent_{setup.make_counter("corelane_venue_unsent_packets_total",
                                   "Market data packets that the network did not take")},
        orders_{setup.make_counter("corelane_venue_orders_total",
                                   "New orders of clients taken by the matching engine")},
        fills_{setup.make_counter("corelane_venue_fills_total", "Executions of clients' orders")},
        refusals_{setup.make_counter("corelane_venue_refusals_total",
                                     "Orders and requests of clients refused")},
        sessions_{setup.make_gauge("corelane_venue_sessions", "Clients logged on")} {}

  void messages_published(std::uint64_t n) noexcept { messages_.add(n); }
  void packet_sent() noexcept { packets_.add(); }
  void packet_not_sent() noexcept { unsent_.add(); }
  void order_taken() noexcept { orders_.add(); }
  void order_filled() noexcept { fills_.add(); }
  void request_refused() noexcept { refusals_.add(); }
  void sessions_changed(std::size_t logged_on) noexcept {
    sessions_.set(static_cast<std::int64_t>(logged_on));
  }

  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_.value(); }
  [[nodiscard]] std::uint64_t packets() const noexcept { return packets_.value(); }
  [[nodiscard]] std::uint64_t orders() const noexcept { return orders_.value(); }
  [[nodiscard]] std::uint64_t fills() const noexcept { return fills_.value(); }
  [[nodiscard]] std::uint64_t refusals() const noexcept { return refusals_.value(); }
  [[nodiscard]] std::int64_t sessions() const noexcept { return sessions_.value(); }

private:
  counter messages_;
  counter packets_;
  counter unsent_;
  counter orders_;
  counter fills_;
  counter refusals_;
  gauge sessions_;
};

} // namespace corelane::venue
