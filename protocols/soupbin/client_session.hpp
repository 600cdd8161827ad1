#pragma once

#include "corelane/protocols/soupbin/login.hpp"
#include "corelane/protocols/soupbin/packet.hpp"
#include "corelane/protocols/soupbin/session_times.hpp"

#include <string>
#include <string_view>

namespace corelane::soupbin {

/// What a client does with what its server says.
class client_handler {
public:
  virtual ~client_handler() = default;

  virtual void on_login(const login_accepted&) = 0;
  /// The message `number` of the session; each comes once, in order, over reconnections too.
  virtual void on_sequenced(std::uint64_t number, std::span<const std::byte> message) = 0;
  virtual void on_unsequenced(std::span<const std::byte>) {}
  /// The session is over for good; no message follows.
  virtual void on_end_of_session() = 0;
  /// The connection is of no more use: close it. `why` is for a log.
  virtual void on_disconnect(std::string_view why) = 0;
  /// These bytes go to the server.
  virtual void send(std::span<const std::byte> bytes) = 0;
};

/// The client's side of a session, without sockets or threads: bytes and time in, bytes and
/// messages out.
///
/// Outlives connections: after a loss `connected` logs in at the next message that has not come.
/// Hostile bytes end the connection, never more. Does not allocate after a login. One thread.
class client_session {
public:
  struct settings {
    std::string username;
    std::string password;
    std::string session;            ///< empty: the one that runs at the first login
    std::uint64_t next_sequence{1}; ///< 0: only new messages
    session_times::settings times{};
  };

  /// `handler` must outlive this.
  client_session(settings s, client_handler& handler)
      : settings_{std::move(s)}, handler_{handler}, times_{settings_.times} {}

  /// A connection stands: logs in.
  void connected(timestamp now);
  /// The connection is gone.
  void disconnected() noexcept { state_ = state::down; }
  /// Takes bytes from the server and says how many were used; the rest comes again, with more.
  [[nodiscard]] std::size_t received(std::span<const std::byte> bytes, timestamp now);
  /// Time passes: call at least each second.
  void on_time(timestamp now);
  /// Sends a message. False when not logged in, or it is too long.
  bool send(std::span<const std::byte> message, timestamp now);
  void logout(timestamp now);

  [[nodiscard]] bool logged_in() const noexcept { return state_ == state::logged_in; }
  /// The number of the next message.
  [[nodiscard]] std::uint64_t next_sequence() const noexcept { return settings_.next_sequence; }

private:
  enum class state : std::uint8_t { down, login_sent, logged_in };

  void take(const packet& p);
  void accepted(std::span<const std::byte> payload);
  void rejected(std::span<const std::byte> payload);
  void fail(std::string_view why);
  void send_packet(packet_type type, std::span<const std::byte> payload, timestamp now);

  settings settings_;
  client_handler& handler_;
  session_times times_;
  state state_{state::down};
};

} // namespace corelane::soupbin
