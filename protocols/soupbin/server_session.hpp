#pragma once

#include "corelane/protocols/soupbin/login.hpp"
#include "corelane/protocols/soupbin/packet.hpp"
#include "corelane/protocols/soupbin/session_times.hpp"

#include <string_view>
#include <variant>

namespace corelane::soupbin {

/// What a server does with what its client says.
class server_handler {
public:
  virtual ~server_handler() = default;

  /// Lets the client in, from which message on, or not.
  virtual std::variant<login_accepted, login_reject_reason> on_login(const login_request&) = 0;
  virtual void on_unsequenced(std::span<const std::byte> message) = 0;
  /// The connection is of no more use: close it. `why` is for a log.
  virtual void on_disconnect(std::string_view why) = 0;
  /// These bytes go to the client.
  virtual void send(std::span<const std::byte> bytes) = 0;
};

/// The server's side of one connection, without sockets or threads: bytes and time in, bytes and
/// messages out.
///
/// Who owns it sends the messages from `next_sequence` on by `send_sequenced`, old ones and new.
/// Hostile bytes end the connection, never more. Does not allocate after a login. One thread.
class server_session {
public:
  /// `handler` must outlive this. The client has to log in within the timeout.
  server_session(session_times::settings times, server_handler& handler, timestamp now)
      : handler_{handler}, times_{times} {
    times_.begin(now);
  }

  /// Takes bytes from the client and says how many were used; the rest comes again, with more.
  [[nodiscard]] std::size_t received(std::span<const std::byte> bytes, timestamp now);
  /// Time passes: call at least each second.
  void on_time(timestamp now);

  /// The message `next_sequence`. Only when logged in; at most `largest_payload` bytes.
  void send_sequenced(std::span<const std::byte> message, timestamp now);
  void send_unsequenced(std::span<const std::byte> message, timestamp now);
  /// There will be no more messages, on this connection or on another.
  void end_session(timestamp now);

  [[nodiscard]] bool logged_in() const noexcept { return state_ == state::logged_in; }
  [[nodiscard]] bool closed() const noexcept { return state_ == state::closed; }
  [[nodiscard]] std::uint64_t next_sequence() const noexcept { return next_; }

private:
  enum class state : std::uint8_t { awaits_login, logged_in, closed };

  void take(const packet& p, timestamp now);
  void login(std::span<const std::byte> payload, timestamp now);
  void fail(std::string_view why);
  void send_packet(packet_type type, std::span<const std::byte> payload, timestamp now);

  server_handler& handler_;
  session_times times_;
  state state_{state::awaits_login};
  std::uint64_t next_{1};
};

} // namespace corelane::soupbin
