#pragma once

#include "corelane/actors/venue/client_stream.hpp"
#include "corelane/protocols/fix44/session.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace corelane::venue {

/// What a client's application messages are handed to.
class fix_message_taker {
public:
  virtual ~fix_message_taker() = default;
  virtual void on_client_message(std::uint32_t session, const fix44::field_index& fields,
                                 bool poss_dup) = 0;
};

/// One client of a FIX acceptor by its CompID: its session, which outlives connections, and the
/// connection it has at the moment.
class fix_client : private fix44::session_handler {
public:
  fix_client(std::uint32_t number, const std::string& our_comp_id, std::string comp_id,
             fix_message_taker& taker);

  void connect(client_stream stream, timestamp now);
  /// Takes in what has been read and what comes in now, sends what waits. False: nothing moved.
  bool poll(timestamp now);
  void tick(timestamp now) { session_.tick(now); }
  void log_out(std::string_view text, timestamp now) { session_.log_out(text, now); }
  template <class Body>
  bool send(char msg_type, timestamp now, Body&& body) {
    return session_.send(msg_type, now, static_cast<Body&&>(body));
  }
  [[nodiscard]] std::string_view time_text(timestamp t) noexcept { return session_.time_text(t); }

  /// The session has ended or the connection is gone: call `disconnect`.
  [[nodiscard]] bool lost() const noexcept { return stream_ && (ended_ || !stream_->is_open()); }
  /// Sends the last words as far as they go at once, and closes the connection.
  void disconnect() noexcept;

  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
  [[nodiscard]] const std::string& comp_id() const noexcept { return comp_id_; }
  [[nodiscard]] bool connected() const noexcept { return stream_.has_value(); }
  [[nodiscard]] bool active() const noexcept {
    return session_.state() == fix44::session_state::active;
  }
  [[nodiscard]] const fix44::session& session() const noexcept { return session_; }
  [[nodiscard]] std::string peer() const { return stream_ ? stream_->peer() : std::string{}; }

private:
  bool understand(timestamp now);
  bool transmit() noexcept;

  void on_message(const fix44::field_index& fields, bool poss_dup) override {
    taker_.on_client_message(number_, fields, poss_dup);
  }
  void on_logon() override {}
  void on_disconnect(std::string_view) override { ended_ = true; }

  std::uint32_t number_;
  std::string comp_id_;
  fix_message_taker& taker_;
  fix44::session session_;
  std::optional<client_stream> stream_;
  bool ended_{false};
};

} // namespace corelane::venue
