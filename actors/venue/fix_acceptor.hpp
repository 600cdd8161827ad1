#pragma once

#include "corelane/actors/venue/client_desk.hpp"
#include "corelane/actors/venue/fix_client.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/hw/net/tcp_listener.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace corelane::venue {

/// Takes orders in FIX 4.4: D, F and G in; 8, 9, 3 and j out.
///
/// A client is who its CompID says; its sequence numbers and orders outlive its connections.
/// A second connection of a client that is connected is closed. What happens to a client's
/// orders while it is away is not sent after it. Allocates when a client connects, not per order.
class fix_acceptor : public client_desk, private fix_message_taker {
public:
  struct settings {
    std::string comp_id{"VENUE"};
    bool cancel_on_disconnect{true}; ///< open orders of a client whose connection is lost
    std::uint32_t max_clients{64};
    std::uint32_t max_open_orders{65'536};
  };

  fix_acceptor(settings s, exchange& venue, hw::tcp_listener listener, venue_probe& probe);

  bool poll(timestamp now) override;
  void stop(timestamp now) override;
  [[nodiscard]] bool stopped(timestamp now) const override;
  void inspect(inspection& out) const override;

  [[nodiscard]] hw::endpoint local() const { return listener_.local(); }

private:
  struct newcomer {
    client_stream stream;
    timestamp since;
  };

  bool accept(timestamp now);
  bool serve(timestamp now);
  /// Finds out who the newcomers are by their first message.
  bool identify(timestamp now);
  void admit(newcomer& who, std::string_view message, timestamp now);
  void tick(timestamp now);
  void part(fix_client& client, timestamp now);
  [[nodiscard]] fix_client* client_of(std::string_view comp_id);
  void count_sessions();

  void on_client_message(std::uint32_t session, const fix44::field_index& fields,
                         bool poss_dup) override;
  void refuse_fields(std::uint32_t session, const fix44::field_index& fields,
                     const client_request& request, const char* fault);
  void report(const client_report& r) override;

  settings settings_;
  hw::tcp_listener listener_;
  venue_probe& probe_;
  std::vector<newcomer> newcomers_;
  std::vector<std::unique_ptr<fix_client>> clients_; ///< the index is the session number
  std::size_t turn_{0};                              ///< whom to serve next
  timestamp now_{};
  timestamp next_accept_{};
  timestamp next_tick_{};
  timestamp stopped_at_{}; ///< 0: not stopped
};

} // namespace corelane::venue
