#pragma once

#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/session.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace corelane::fix44 {

/// One session under test and a peer made of bytes, which may say anything.
class wire_peer : private session_handler {
public:
  using fields = std::map<std::uint32_t, std::string>;

  explicit wire_peer(bool initiator, auto&&... change) {
    session_settings s;
    s.sender_comp_id = "US";
    s.target_comp_id = "THEM";
    s.initiator = initiator;
    s.reset_on_logon = false;
    s.heartbeat = std::chrono::seconds{10};
    s.stored_messages = 64;
    (change(s), ...);
    settings_ = s;
    remake();
  }

  /// The process dies and comes up again over the same store.
  void remake() {
    engine = std::make_unique<session>(settings_, static_cast<session_handler&>(*this), store);
  }
  /// Connects and answers or sends a logon; both sides are at number 2 then.
  void log_on() {
    engine->connected(now);
    say('A', 1, "98=0|108=10");
    (void)heard();
  }

  /// A message of the peer's. `body` stands behind the header, which is as it should be.
  void say(char type, std::uint64_t seq_num, const std::string& body = {}) {
    take(message(std::string{"35="} + type + "|49=THEM|56=US|34=" + std::to_string(seq_num)
                 + "|52=" + std::string{time_.of(now)} + "|" + body + (body.empty() ? "" : "|")));
  }
  /// Bytes as they are.
  void take(const std::string& bytes) {
    stream_ += bytes;
    stream_.erase(0, engine->receive(stream_, now));
  }
  /// A whole message with this behind the body length.
  static std::string message(std::string body, const std::string& begin = "FIX.4.4") {
    std::ranges::replace(body, '|', soh);
    auto m = "8=" + begin + soh + "9=" + std::to_string(body.size()) + soh + body;
    char sum[8];
    std::snprintf(sum, sizeof sum, "10=%03u", checksum_of(m));
    return m + sum + soh;
  }
  /// What the session has sent since this was asked.
  std::vector<fields> heard() {
    std::vector<fields> all;
    field_index index;
    std::string_view rest = engine->outbound();
    while (!rest.empty()) {
      const auto f = read_frame(rest, index);
      if (f.what != frame::state::complete) break;
      auto& m = all.emplace_back();
      for (const auto [tag, value] : index) m[tag] = std::string{value};
      rest.remove_prefix(f.message.size());
    }
    engine->sent(engine->outbound().size());
    return all;
  }
  /// The same as `35 34 36`, with what a tag holds: `3 5 371=112`.
  std::string heard_as(std::initializer_list<std::uint32_t> tags = {}) {
    std::string text;
    for (auto& m : heard()) {
      if (!text.empty()) text += "; ";
      text += m[35];
      for (const auto tag : tags)
        if (m.contains(tag)) text += " " + std::to_string(tag) + "=" + m[tag];
    }
    return text;
  }
  bool send(const std::string& text) {
    return engine->send('B', now, [&](message_writer& w) { w.text("58=", text); });
  }
  void pass(std::chrono::nanoseconds d) {
    now = now + d;
    engine->tick(now);
  }
  [[nodiscard]] std::string time_text(std::chrono::nanoseconds ago = {}) {
    return std::string{time_.of({now.ns - ago.count()})};
  }

  timestamp now{1'795'216'582'000'000'000};
  memory_session_store store{64};
  std::unique_ptr<session> engine;
  std::vector<std::string> told; ///< texts (58) or types of what the application had
  int logons{0};
  int resets{0};
  std::string ended;

private:
  void on_message(const field_index& f, bool poss_dup) override {
    told.push_back(std::string{f.has(tag::text) ? f.find(tag::text) : f.msg_type()}
                   + (poss_dup ? " dup" : ""));
    if (told.back() == "please reset") engine->reset(now);
    if (f.msg_type() == "AN")
      engine->business_reject(f, 3, "Q1", "positions are not told here", now);
  }
  void on_logon() override { ++logons; }
  void on_disconnect(std::string_view why) override { ended = why; }
  void on_reset() override { ++resets; }

  session_settings settings_;
  std::string stream_;
  utc_text time_;
};

} // namespace corelane::fix44
