#pragma once

#include "corelane/protocols/fix44/dictionary.hpp"
#include "corelane/protocols/fix44/field_index.hpp"
#include "corelane/protocols/fix44/inbound_queue.hpp"
#include "corelane/protocols/fix44/memory_session_store.hpp"
#include "corelane/protocols/fix44/message_writer.hpp"
#include "corelane/protocols/fix44/outbound_buffer.hpp"
#include "corelane/protocols/fix44/session_settings.hpp"
#include "corelane/protocols/fix44/session_store.hpp"
#include "corelane/protocols/fix44/utc_text.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
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
  /// An application message, or the peer's reject (3) of one of ours; each number once and in
  /// order. `fields` is valid during the call.
  virtual void on_message(const field_index& fields, bool poss_dup) = 0;
  virtual void on_logon() = 0;
  /// The session is over; the connection is to be closed. `why` is for people.
  virtual void on_disconnect(std::string_view why) = 0;
  /// Both directions begin at number 1 again: what was missed before will not come.
  virtual void on_reset() {}
};

/// A FIX 4.4 session, initiator or acceptor, without a socket, a thread or a clock: bytes and
/// time go in, bytes and calls come out.
///
/// The owner of the socket calls `connected`, `receive` with what it read, `tick` about ten times
/// a second, and sends what is `outbound`. Sequence numbers and sent messages are in a
/// `session_store`, so that a session goes on where it was after a lost connection or a crash:
/// what the peer missed is sent again, what we missed is asked for, and what came early waits for
/// it. Allocates when made and not after. A message the peer's slow reading leaves no room for
/// ends the session rather than being lost in silence.
class session {
public:
  /// Over a store of its own, which lasts as long as it.
  session(session_settings settings, session_handler& handler);
  /// Over a store that outlives it.
  session(session_settings settings, session_handler& handler, session_store& store);

  void connected(timestamp now);
  /// The connection is gone. Sequence numbers stay for the next logon.
  void disconnected() noexcept;
  /// Takes whole messages off the front of `stream`; how many bytes were used.
  [[nodiscard]] std::size_t receive(std::string_view stream, timestamp now);
  /// Heartbeats, test requests and time-outs.
  void tick(timestamp now);
  /// Begins to log out; the peer's answer or two seconds without it end the session.
  void log_out(std::string_view text, timestamp now);
  /// Both directions begin at 1, without a new connection. What the peer has on its way is lost,
  /// so this is for the quiet hour. False when not active.
  bool reset(timestamp now);

  /// Sends an application message: `body(message_writer&)` writes the fields after the header.
  /// False when the session is not active, there is no room, or it is too long for the store to
  /// keep; nothing was sent then.
  template <class Body>
  bool send(std::string_view msg_type, timestamp now, Body&& body) {
    if (state_ != session_state::active) return false;
    return write(msg_type, now, static_cast<Body&&>(body), true);
  }
  template <class Body>
  bool send(char msg_type, timestamp now, Body&& body) {
    return send(std::string_view{&msg_type, 1}, now, static_cast<Body&&>(body));
  }
  /// Refuses a message for its fields (3).
  void reject(const field_index& fields, message_fault fault, std::string_view text, timestamp now);
  /// Refuses a message for what it asks (j). `reason` is tag 380; `id`, which may be empty, names
  /// what it was about.
  void business_reject(const field_index& fields, unsigned reason, std::string_view id,
                       std::string_view text, timestamp now);

  /// Bytes to give to the socket; tell how many it took by `sent`.
  [[nodiscard]] std::string_view outbound() const noexcept { return outbound_.pending(); }
  void sent(std::size_t n) {
    outbound_.sent(n);
    if (resend_next_ != 0) continue_resend(last_now_);
  }

  [[nodiscard]] session_state state() const noexcept { return state_; }
  [[nodiscard]] std::uint64_t next_sent() const noexcept { return store_->next_out(); }
  [[nodiscard]] std::uint64_t next_expected() const noexcept { return next_in_; }
  /// Messages are known to be missing, and asked for.
  [[nodiscard]] bool recovering() const noexcept { return gap_until_ != 0; }
  [[nodiscard]] const session_settings& settings() const noexcept { return settings_; }
  /// The peer, as it named itself.
  [[nodiscard]] const std::string& peer() const noexcept { return peer_; }
  /// The text of a UTC time, for tag 60.
  [[nodiscard]] std::string_view time_text(timestamp t) noexcept { return transact_.of(t); }

private:
  static constexpr std::size_t message_room = 1024;

  session(session_settings settings, session_handler& handler, std::unique_ptr<session_store> own,
          session_store* store);

  template <class Body>
  bool write(std::string_view msg_type, timestamp now, Body&& body, bool keep) {
    auto room = outbound_.room(message_room);
    if (room.empty()) {
      end("the peer reads too slowly: the send buffer is full");
      return false;
    }
    message_writer w{room};
    const auto time = sending_.of(now);
    begin(w, msg_type, store_->next_out(), time);
    const auto header = w.written();
    body(w);
    const auto size = w.written() - header;
    const auto message = w.finish();
    if (message.empty()) return false;
    const auto fields = message.substr(message.size() - message_writer::trailer_size - size, size);
    if (!store_->keep_sent(keep ? stored_message{msg_type, time, fields} : stored_message{}))
      return false;
    last_sent_ = now;
    outbound_.append(message);
    return true;
  }
  /// A message of the session's own.
  template <class Body>
  bool say(char msg_type, timestamp now, Body&& body) {
    return write({&msg_type, 1}, now, static_cast<Body&&>(body), false);
  }
  void begin(message_writer& w, std::string_view msg_type, std::uint64_t seq_num,
             std::string_view time);

  // session.cpp: a connection's life
  void send_logon(bool reset, timestamp now);
  bool accept_logon(const field_index& fields, std::uint64_t seq_num, timestamp now);
  bool accept_reset(std::uint64_t seq_num, timestamp now);
  void logon_again(const field_index& fields, std::uint64_t seq_num, timestamp now);
  void name_peer(std::string_view comp_id);
  void refuse(std::string_view text, timestamp now);
  void refuse_number(std::uint64_t seq_num, timestamp now);
  void end(std::string_view why);
  void begin_at_one();

  // session_inbound.cpp: what comes in
  void take(const field_index& fields, std::string_view message, timestamp now);
  void take_unreadable(std::string_view message, timestamp now);
  void take_in_turn(const field_index& fields, std::uint64_t seq_num, timestamp now);
  void take_again(const field_index& fields, std::uint64_t seq_num, timestamp now);
  void act_on(const field_index& fields, std::uint64_t seq_num, timestamp now);
  [[nodiscard]] bool names_match(const field_index& fields) const;
  [[nodiscard]] bool is_timely(const field_index& fields, timestamp now) const;
  void reset_sequence(const field_index& fields, std::uint64_t seq_num, timestamp now);
  void advance_to(std::uint64_t next);
  void too_high(std::uint64_t seq_num, std::string_view message, timestamp now);
  void ask_for_gap(timestamp now);
  void take_queued(timestamp now);

  // session_resend.cpp: what goes out again
  void resend(const field_index& fields, timestamp now);
  void continue_resend(timestamp now);
  bool send_again(std::uint64_t seq_num, const stored_message& m, timestamp now);
  bool fill_gap(std::uint64_t from, std::uint64_t to, timestamp now);

  session_settings settings_;
  session_handler& handler_;
  std::unique_ptr<session_store> own_store_;
  session_store* store_;
  session_state state_{session_state::disconnected};
  std::string head_; ///< `49=...|56=...|34=`, ready to be written
  std::string peer_;
  std::uint64_t next_in_{1};
  std::uint64_t gap_until_{0}; ///< a resend request is open up to here
  int gap_tries_{0};
  timestamp gap_since_{};
  std::uint64_t resend_next_{0}; ///< what the peer asked for is still to be sent from here
  std::uint64_t resend_last_{0};
  bool reset_asked_{false}; ///< by us, in the logon that has no answer yet
  bool test_request_open_{false};
  timestamp last_sent_{};
  timestamp last_received_{};
  timestamp last_now_{};
  std::chrono::nanoseconds heartbeat_;
  field_index fields_;
  utc_text sending_;
  utc_text transact_;
  inbound_queue queue_;
  outbound_buffer outbound_;
};

} // namespace corelane::fix44
