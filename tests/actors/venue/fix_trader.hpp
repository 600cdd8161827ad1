#pragma once

#include "corelane/hw/net/tcp_stream.hpp"
#include "corelane/protocols/fix44/session.hpp"
#include "corelane/protocols/fix44/tag.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane::venue {

/// A FIX client over a real connection, for tests: sends fields as text, keeps what comes.
class fix_trader : private fix44::session_handler {
public:
  using message = std::map<std::uint32_t, std::string>;

  fix_trader(std::string comp_id, hw::endpoint venue, timestamp now, bool reset = true)
      : session_{settings_of(std::move(comp_id), reset), *this} {
    connect(venue, now);
  }
  void connect(hw::endpoint venue, timestamp now) {
    stream_ = std::get<hw::tcp_stream>(hw::tcp_stream::connect(venue));
    now_ = now;
    begun_ = false;
    ended.clear();
  }

  /// Moves bytes both ways.
  void poll(timestamp now) {
    now_ = now;
    if (stream_->poll_connect() != hw::tcp_stream::state::open) return;
    if (!begun_) {
      begun_ = true;
      session_.connected(now);
    }
    session_.tick(now);
    const auto got = stream_->receive(std::as_writable_bytes(std::span{in_}));
    stream_text_.append(in_.data(), got);
    stream_text_.erase(0, session_.receive(stream_text_, now));
    const auto out = session_.outbound();
    if (!out.empty()) session_.sent(stream_->send(std::as_bytes(std::span{out})));
  }

  /// Sends `35=type` with fields such as `11=A1|55=CORA|54=1`.
  bool send(char type, std::string_view fields) {
    std::string body{fields};
    for (auto& c : body)
      if (c == '|') c = fix44::soh;
    body += fix44::soh;
    return session_.send(type, now_, [&](fix44::message_writer& w) { w.constant(body); });
  }
  void raw(std::string_view bytes) { stream_->send(std::as_bytes(std::span{bytes})); }
  void log_out() { session_.log_out("", now_); }
  void drop() {
    stream_->close();
    session_.disconnected();
  }

  [[nodiscard]] bool active() const { return session_.state() == fix44::session_state::active; }
  [[nodiscard]] bool closed() const { return stream_->current() == hw::tcp_stream::state::closed; }
  std::vector<message> take() { return std::exchange(received_, {}); }

  std::string ended; ///< why the session is over

private:
  static fix44::session_settings settings_of(std::string comp_id, bool reset) {
    fix44::session_settings s;
    s.sender_comp_id = std::move(comp_id);
    s.target_comp_id = "VENUE";
    s.reset_on_logon = reset;
    return s;
  }
  void on_message(const fix44::field_index& fields, bool) override {
    auto& m = received_.emplace_back();
    for (const auto [tag, value] : fields) m[tag] = std::string{value};
  }
  void on_logon() override {}
  void on_disconnect(std::string_view why) override { ended = why; }

  fix44::session session_;
  std::optional<hw::tcp_stream> stream_;
  std::array<char, 65'536> in_{};
  std::string stream_text_;
  std::vector<message> received_;
  timestamp now_{};
  bool begun_{false};
};

} // namespace corelane::venue
