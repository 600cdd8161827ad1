#include "corelane/protocols/fix44/session.hpp"

#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/tag.hpp"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace corelane::fix44 {
namespace {

using namespace std::chrono_literals;

/// One side of a session, with what it was told.
struct party final : session_handler {
  explicit party(session_settings s) : engine{std::move(s), *this} {}
  void on_message(const field_index& f, bool dup) override {
    texts.push_back(std::string{f.find(tag::text)} + (dup ? " (dup)" : ""));
    types.emplace_back(f.msg_type());
  }
  void on_logon() override { ++logons; }
  void on_disconnect(std::string_view why) override { ended = why; }

  bool say(const std::string& text, timestamp now) {
    return engine.send('B', now, [&](message_writer& w) { w.text("58=", text); });
  }

  session engine;
  std::vector<std::string> texts;
  std::vector<std::string> types;
  int logons{0};
  std::string ended;
};

session_settings side_of(const char* us, const char* them, bool initiator, bool reset = true) {
  session_settings s;
  s.sender_comp_id = us;
  s.target_comp_id = them;
  s.initiator = initiator;
  s.reset_on_logon = reset;
  s.heartbeat = 10s;
  s.stored_messages = 64;
  return s;
}

class fix_session : public ::testing::Test {
protected:
  void make(bool reset = true) {
    client = std::make_unique<party>(side_of("CLIENT", "VENUE", true, reset));
    venue = std::make_unique<party>(side_of("VENUE", "", false, reset));
  }
  void connect() {
    venue->engine.connected(now);
    client->engine.connected(now);
    pump();
  }
  /// Moves bytes to and fro until both are silent.
  void pump() {
    for (bool moved = true; moved;) moved = carry(*client, *venue) | carry(*venue, *client);
  }
  bool carry(party& from, party& to) {
    const std::string bytes{from.engine.outbound()};
    from.engine.sent(bytes.size());
    return !bytes.empty() && to.engine.receive(bytes, now) != 0;
  }
  /// What `from` wants to send never arrives.
  static void lose(party& from) { from.engine.sent(from.engine.outbound().size()); }
  void cut() {
    client->engine.disconnected();
    venue->engine.disconnected();
  }
  void pass(std::chrono::nanoseconds d) {
    now = now + d;
    client->engine.tick(now);
    venue->engine.tick(now);
  }

  timestamp now{1'795'216'582'000'000'000};
  std::unique_ptr<party> client, venue;
};

TEST_F(fix_session, both_sides_are_logged_on_after_a_logon_and_its_answer) {
  make();
  connect();
  EXPECT_EQ(client->engine.state(), session_state::active);
  EXPECT_EQ(venue->engine.state(), session_state::active);
  EXPECT_EQ(venue->engine.peer(), "CLIENT");
  EXPECT_EQ(client->logons + venue->logons, 2);
}

TEST_F(fix_session, messages_arrive_in_order_and_number) {
  make();
  connect();
  EXPECT_TRUE(client->say("one", now));
  EXPECT_TRUE(client->say("two", now));
  pump();
  EXPECT_EQ(venue->texts, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(venue->engine.next_expected(), client->engine.next_sent());
}

TEST_F(fix_session, bytes_may_come_one_by_one) {
  make();
  connect();
  client->say("slow", now);
  const std::string bytes{client->engine.outbound()};
  std::string held;
  for (const char c : bytes) {
    held += c;
    held.erase(0, venue->engine.receive(held, now));
  }
  EXPECT_EQ(venue->texts, (std::vector<std::string>{"slow"}));
}

TEST_F(fix_session, silence_for_the_heartbeat_interval_is_broken_by_a_heartbeat) {
  make();
  connect();
  pass(10s);
  EXPECT_NE(client->engine.outbound().find("35=0\x01"), std::string_view::npos);
}

TEST_F(fix_session, a_silent_peer_is_tested_and_then_given_up) {
  make();
  connect();
  pass(10s);
  lose(*venue);
  pass(3s);
  EXPECT_NE(client->engine.outbound().find("35=1\x01"), std::string_view::npos);
  lose(*venue);
  pass(10s);
  EXPECT_EQ(client->ended, "the peer is silent");
}

TEST_F(fix_session, a_test_request_is_answered_with_its_id) {
  make();
  connect();
  pass(10s);
  lose(*venue);
  pass(3s);
  carry(*client, *venue);
  EXPECT_NE(venue->engine.outbound().find("112=ALIVE\x01"), std::string_view::npos);
}

TEST_F(fix_session, lost_messages_are_asked_for_and_come_again_as_possible_duplicates) {
  make();
  connect();
  client->say("lost 1", now);
  client->say("lost 2", now);
  lose(*client);
  client->say("seen", now);
  pump();
  EXPECT_EQ(venue->texts, (std::vector<std::string>{"lost 1 (dup)", "lost 2 (dup)", "seen"}));
  EXPECT_EQ(venue->engine.next_expected(), client->engine.next_sent());
}

TEST_F(fix_session, lost_heartbeats_are_gap_filled) {
  make();
  connect();
  pass(10s);
  lose(*client);
  client->say("after", now);
  pump();
  EXPECT_EQ(venue->texts, (std::vector<std::string>{"after"}));
  EXPECT_EQ(venue->engine.next_expected(), client->engine.next_sent());
}

TEST_F(fix_session,
       numbers_go_on_after_a_reconnect_without_reset_and_what_was_missed_is_recovered) {
  make(false);
  connect();
  client->say("before", now);
  pump();
  client->say("missed", now);
  cut();
  connect();
  pump();
  EXPECT_EQ(venue->texts.front(), "before");
  EXPECT_EQ(venue->texts.back(), "missed (dup)");
  EXPECT_EQ(venue->engine.next_expected(), client->engine.next_sent());
}

TEST_F(fix_session, numbers_begin_at_one_after_a_reconnect_with_reset) {
  make();
  connect();
  client->say("before", now);
  pump();
  cut();
  connect();
  EXPECT_EQ(client->engine.next_sent(), 2U);
  EXPECT_EQ(venue->engine.next_expected(), 2U);
}

TEST_F(fix_session, a_number_too_low_ends_the_session_with_a_reason) {
  make();
  connect();
  const std::string first = [&] {
    client->say("once", now);
    return std::string{client->engine.outbound()};
  }();
  pump();
  (void)venue->engine.receive(first, now);
  EXPECT_NE(venue->ended.find("MsgSeqNum too low, expected 3 but received 2"), std::string::npos);
}

TEST_F(fix_session, a_stranger_is_refused) {
  make();
  client = std::make_unique<party>(side_of("CLIENT", "OTHER", true));
  connect();
  EXPECT_NE(venue->ended.find("CompIDs"), std::string::npos);
  EXPECT_EQ(venue->logons, 0);
}

TEST_F(fix_session, the_first_message_must_be_a_logon) {
  make();
  connect();
  client->say("early", now);
  const std::string bytes{client->engine.outbound()};
  party fresh{side_of("VENUE", "", false)};
  fresh.engine.connected(now);
  (void)fresh.engine.receive(bytes, now);
  EXPECT_EQ(fresh.ended, "the first message was no logon");
}

TEST_F(fix_session, a_logout_is_answered_and_both_end) {
  make();
  connect();
  client->engine.log_out("done", now);
  pump();
  EXPECT_EQ(client->engine.state(), session_state::disconnected);
  EXPECT_EQ(venue->engine.state(), session_state::disconnected);
}

TEST_F(fix_session, garbled_messages_are_skipped_and_recovered_as_a_gap) {
  make();
  connect();
  client->say("garbled", now);
  std::string bytes{client->engine.outbound()};
  lose(*client);
  bytes[bytes.size() - 4] ^= 1; // the checksum
  (void)venue->engine.receive(bytes, now);
  EXPECT_TRUE(venue->texts.empty());
  client->say("good", now);
  pump();
  EXPECT_EQ(venue->texts, (std::vector<std::string>{"garbled (dup)", "good"}));
}

TEST_F(fix_session, nothing_is_sent_while_it_is_not_active) {
  make();
  EXPECT_FALSE(client->say("too early", now));
  EXPECT_TRUE(client->engine.outbound().empty());
}

TEST_F(fix_session, a_peer_that_does_not_read_ends_the_session_instead_of_losing_messages) {
  make();
  connect();
  int said = 0;
  while (client->say(std::string(200, 'x'), now)) ASSERT_LT(++said, 100'000);
  EXPECT_NE(client->ended.find("too slowly"), std::string::npos);
}

} // namespace
} // namespace corelane::fix44
