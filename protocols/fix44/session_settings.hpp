#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace corelane::fix44 {

struct session_settings {
  std::string sender_comp_id;
  std::string target_comp_id; ///< an acceptor with none takes whom it gets
  std::chrono::nanoseconds heartbeat{std::chrono::seconds{30}};
  bool initiator{true};
  bool reset_on_logon{true};       ///< an initiator asks that both sides begin at 1 (141=Y)
  bool reset_on_logout{false};     ///< numbers begin at 1 after a logout both sides agreed to
  bool reset_on_disconnect{false}; ///< and after any end of the connection
  bool accept_reset{true};         ///< the peer may ask for it; else it is refused
  /// Application messages by `dictionary.hpp`, before the handler has them; the session's own
  /// always are.
  bool validate{true};
  /// How far the peer's SendingTime (52) may be from our clock; 0 is any.
  std::chrono::nanoseconds max_clock_skew{std::chrono::seconds{120}};
  std::size_t stored_messages{4096};      ///< for resends, of a store made by the session
  std::size_t outbound_bytes{1U << 20};   ///< on their way to the socket
  std::size_t queued_bytes{256U * 1024U}; ///< that came before a gap was filled
};

} // namespace corelane::fix44
