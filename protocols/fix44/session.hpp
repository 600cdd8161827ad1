#pragma once

#include "corelane/protocols/fix44/field_index.hpp"
#include "corelane/protocols/fix44/message_store.hpp"
#include "corelane/protocols/fix44/message_writer.hpp"
#include "corelane/protocols/fix44/outbound_buffer.hpp"
#include "corelane/protocols/fix44/utc_text.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace corelane::fix44 {

enum class session_state : std::uint8_t {
  disconnected,
  awaiting_logon, ///< an acceptor's, connected; or an initiator's, its logon sent
  active,
  logging_out ///< our logout is sent
};

[[nodiscard]] const char* to_string(session_state s) noexcept;

/// Who a session tells what comes in. Called from within `session::receive` and `tick`.
class session_handler {
public:
  virtual ~session_handler() = default;
  /// An application message in sequence. `fields` is valid during the call.
  virtual void on_message(const field_index& fields, bool poss_dup) = 0;
  virtual void on_logon() = 0;
  /// The session is over; the connection is to be closed. `why` is for people.
  virtual void on_disconnect(std::string_view why) = 0;
};

struct session_settings {
  std::string sender_comp_id;
  std::string target_comp_id; ///< an acceptor with none takes whom it gets
  std::chrono::nanoseconds heartbeat{std::chrono::seconds{30}};
  bool initiator{true};
  bool reset_on_logon{true};         ///< both sides begin at sequence number 1 (141=Y)
  std::size_t stored_messages{4096}; ///< for resends; a power of two
  std::size_t outbound_bytes{1U << 20};
};

/// A FIX 4.4 session, initiator or acceptor, without a socket, a thread or a clock: bytes and
/// time go in, bytes and calls come out.
///
/// The owner of the socket calls `connected`, `receive` with what it read, `tick` about ten times
/// a second, and sends what is `outbound`. Allocates when made and not after. A message the
/// peer's slow reading leaves no room for ends the session rather than being lost in silence.
class session {
public:
  session(session_settings settings, session_handler& handler);

  void connected(timestamp now);
  /// The connection is gone. Sequence numbers stay for the next logon.
  void disconnected() noexcept;
  /// Takes whole messages off the front of `stream`; how many bytes were used.
  [[nodiscard]] std::size_t receive(std::string_view stream, timestamp now);
  /// Heartbeats, test requests and time-outs.
  void tick(timestamp now);
  /// Begins to log out; the peer's answer or two heartbeats of silence end the session.
  void log_out(std::string_view text, timestamp now);

  /// Sends an application message: `body(message_writer&)` writes the fields after the header.
  /// False when the session is not active or there is no room; nothing was sent then.
  template <class Body>
  bool send(char msg_type, timestamp now, Body&& body) {
    if (state_ != session_state::active) return false;
    return write(msg_type, now, static_cast<Body&&>(body), true);
  }

  /// Bytes to give to the socket; tell how many it took by `sent`.
  [[nodiscard]] std::string_view outbound() const noexcept { return outbound_.pending(); }
  void sent(std::size_t n) noexcept { outbound_.sent(n); }

  [[nodiscard]] session_state state() const noexcept { return state_; }
  [[nodiscard]] std::uint64_t next_sent() const noexcept { return next_out_; }
  [[nodiscard]] std::uint64_t next_expected() const noexcept { return next_in_; }
  [[nodiscard]] const session_settings& settings() const noexcept { return settings_; }
  /// The peer, as it named itself.
  [[nodiscard]] const std::string& peer() const noexcept { return peer_; }
  /// The text of a UTC time, for tag 60.
  [[nodiscard]] std::string_view time_text(timestamp t) noexcept { return transact_.of(t); }

private:
  template <class Body>
  bool write(char msg_type, timestamp now, Body&& body, bool keep) {
    auto room = outbound_.room(1024);
    if (room.empty()) {
      end("the peer reads too slowly: the send buffer is full");
      return false;
    }
    message_writer w{room};
    begin(w, msg_type, next_out_, sending_.of(now));
    const char* const from = w.position();
    body(w);
    const char* const to = w.position();
    const auto message = w.finish();
    if (message.empty()) return false;
    if (keep)
      store_.keep(next_out_, msg_type, sending_.of(now),
                  {from, static_cast<std::size_t>(to - from)});
    ++next_out_;
    last_sent_ = now;
    outbound_.append(message);
    return true;
  }
  void begin(message_writer& w, char msg_type, std::uint64_t seq_num, std::string_view time);

  void take(const field_index& fields, timestamp now);
  void take_in_order(const field_index& fields, char type, timestamp now);
  bool accept_logon(const field_index& fields, timestamp now);
  [[nodiscard]] bool names_match(const field_index& fields) const;
  void too_high(std::uint64_t seq_num, timestamp now);
  void sequence_reset(const field_index& fields, std::uint64_t seq_num, timestamp now);
  void resend(const field_index& fields, timestamp now);
  void gap_fill(std::uint64_t from, std::uint64_t to, timestamp now);
  void send_logon(bool reset, timestamp now);
  void reject(std::uint64_t seq_num, std::string_view text, timestamp now);
  void refuse(std::string_view text, timestamp now);
  void end(std::string_view why);

  session_settings settings_;
  session_handler& handler_;
  session_state state_{session_state::disconnected};
  std::string comp_ids_; ///< `49=...|56=...|`, ready to be written
  std::string peer_;
  std::uint64_t next_out_{1};
  std::uint64_t next_in_{1};
  std::uint64_t resend_until_{0}; ///< a resend request is open up to here
  timestamp last_sent_{};
  timestamp last_received_{};
  bool test_request_open_{false};
  std::chrono::nanoseconds heartbeat_;
  field_index fields_;
  utc_text sending_;
  utc_text transact_;
  message_store store_;
  outbound_buffer outbound_;
};

} // namespace corelane::fix44
