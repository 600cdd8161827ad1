#include "corelane/tests/protocols/fix44/wire_peer.hpp"

#include <gtest/gtest.h>

// Numbers that begin at 1 again, and numbers that outlive the process.

namespace corelane::fix44 {
namespace {

using namespace std::chrono_literals;

TEST(fix_reset, that_an_initiator_asks_for_begins_both_at_one) {
  wire_peer p{true, [](auto& s) { s.reset_on_logon = true; }};
  p.store.set_next_in(7);
  p.store.set_next_out(9);
  p.remake();
  p.engine->connected(p.now);
  EXPECT_EQ(p.heard_as({34, 141}), "A 34=1 141=Y");
  p.say('A', 1, "98=0|108=10|141=Y");
  EXPECT_EQ(p.engine->next_expected(), 2U);
  EXPECT_EQ(p.engine->next_sent(), 2U);
  EXPECT_EQ(p.logons, 1);
  EXPECT_EQ(p.resets, 0); // it was ours to ask
}

TEST(fix_reset, that_a_client_asks_for_is_told_and_answered) {
  wire_peer p{false};
  p.store.set_next_in(7);
  p.store.set_next_out(9);
  p.remake();
  p.engine->connected(p.now);
  p.say('A', 1, "98=0|108=10|141=Y");
  EXPECT_EQ(p.heard_as({34, 141}), "A 34=1 141=Y");
  EXPECT_EQ(p.engine->next_expected(), 2U);
  EXPECT_EQ(p.resets, 1);
}

TEST(fix_reset, is_refused_where_it_is_not_allowed_or_not_number_one) {
  wire_peer p{false, [](auto& s) { s.accept_reset = false; }};
  p.engine->connected(p.now);
  p.say('A', 1, "98=0|108=10|141=Y");
  EXPECT_EQ(p.heard_as({58}), "5 58=ResetSeqNumFlag (141) is not accepted here");
  wire_peer q{false};
  q.engine->connected(q.now);
  q.say('A', 3, "98=0|108=10|141=Y");
  EXPECT_EQ(q.heard_as({58}), "5 58=MsgSeqNum (34) must be 1 with ResetSeqNumFlag (141)");
  EXPECT_EQ(p.resets + q.resets, 0);
}

TEST(fix_reset, by_the_venue_alone_is_taken_only_when_ours_began_at_one_too) {
  wire_peer p{true};
  p.store.set_next_in(4);
  p.remake();
  p.engine->connected(p.now);
  (void)p.heard();
  p.say('A', 1, "98=0|108=10|141=Y");
  EXPECT_EQ(p.logons, 1);
  EXPECT_EQ(p.engine->next_expected(), 2U);
  EXPECT_EQ(p.resets, 1);
  wire_peer q{true};
  q.store.set_next_out(5);
  q.engine->connected(q.now);
  (void)q.heard();
  q.say('A', 1, "98=0|108=10|141=Y");
  EXPECT_EQ(q.heard_as({58}), "5 58=the peer has reset its sequence numbers, ours are further");
}

TEST(fix_reset, within_a_session_ignores_what_was_on_its_way) {
  wire_peer p{false};
  p.log_on();
  p.send("two");
  (void)p.heard();
  ASSERT_TRUE(p.engine->reset(p.now));
  EXPECT_EQ(p.heard_as({34, 141}), "A 34=1 141=Y");
  p.say('B', 2, "58=late");
  EXPECT_TRUE(p.told.empty());
  p.say('A', 1, "98=0|108=10|141=Y");
  p.say('B', 2, "58=fresh");
  EXPECT_EQ(p.told, (std::vector<std::string>{"fresh"}));
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_EQ(p.resets, 1);
}

TEST(fix_reset, by_the_application_drops_what_waited_behind_a_gap) {
  wire_peer p{false};
  p.log_on();
  p.say('B', 3, "58=please reset");
  p.say('B', 4, "58=old");
  p.say('B', 2, "43=Y|122=" + p.time_text() + "|58=two");
  EXPECT_EQ(p.told, (std::vector<std::string>{"two dup", "please reset"}));
  EXPECT_EQ(p.heard_as({34}), "2 34=2; A 34=1");
  p.say('A', 1, "98=0|108=10|141=Y");
  p.say('B', 2, "58=fresh");
  EXPECT_EQ(p.told.back(), "fresh");
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_EQ(p.engine->next_expected(), 3U);
}

TEST(fix_reset, within_a_session_by_the_peer_is_answered) {
  wire_peer p{false};
  p.log_on();
  p.send("two");
  p.say('B', 2, "58=x");
  (void)p.heard();
  p.say('A', 1, "98=0|108=10|141=Y");
  EXPECT_EQ(p.heard_as({34, 141}), "A 34=1 141=Y");
  EXPECT_EQ(p.engine->next_expected(), 2U);
  EXPECT_EQ(p.engine->next_sent(), 2U);
  EXPECT_EQ(p.resets, 1);
  p.say('A', 2, "98=0|108=10");
  EXPECT_EQ(p.heard_as({45, 371, 373}), "3 45=2 371=35 373=5");
}

TEST(fix_reset, at_logout_or_at_any_end_is_a_setting) {
  wire_peer p{false, [](auto& s) { s.reset_on_logout = true; }};
  p.log_on();
  p.say('5', 2);
  EXPECT_EQ(p.store.next_in(), 1U);
  EXPECT_EQ(p.store.next_out(), 1U);
  wire_peer q{false, [](auto& s) { s.reset_on_disconnect = true; }};
  q.log_on();
  q.engine->disconnected();
  EXPECT_EQ(q.store.next_in(), 1U);
  wire_peer r{false};
  r.log_on();
  r.engine->disconnected();
  EXPECT_EQ(r.store.next_in(), 2U);
}

TEST(fix_reset, of_the_connection_without_a_word_forgets_gaps_and_requests) {
  wire_peer p{false};
  p.log_on();
  p.say('B', 9, "58=nine");
  ASSERT_TRUE(p.engine->recovering());
  p.engine->connected(p.now);
  EXPECT_FALSE(p.engine->recovering());
  p.say('A', 2, "98=0|108=10");
  EXPECT_EQ(p.engine->next_expected(), 3U);
  EXPECT_FALSE(p.engine->recovering());
}

TEST(fix_store, numbers_and_messages_outlive_the_process) {
  wire_peer p{true};
  p.log_on();
  p.send("two");
  p.send("three");
  p.say('B', 2, "58=heard");
  p.remake(); // without a word
  p.engine->connected(p.now);
  EXPECT_EQ(p.heard_as({34}), "A 34=4");
  p.say('A', 3, "98=0|108=10");
  p.say('2', 4, "7=2|16=3");
  EXPECT_EQ(p.heard_as({34, 43, 58}), "B 34=2 43=Y 58=two; B 34=3 43=Y 58=three");
}

TEST(fix_store, what_it_cannot_keep_is_not_sent_and_uses_no_number) {
  wire_peer p{false};
  p.log_on();
  EXPECT_FALSE(p.send(std::string(memory_session_store::max_body + 1, 'x')));
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_TRUE(p.send("short"));
  EXPECT_EQ(p.heard_as({34}), "B 34=2");
}

TEST(fix_store, messages_that_were_overwritten_are_gap_filled) {
  wire_peer p{false};
  p.log_on();
  for (int i = 0; i < 70; ++i) p.send(std::to_string(i)); // 2 to 71, of which 64 are kept
  (void)p.heard();
  p.say('2', 2, "7=2|16=0");
  auto again = p.heard();
  ASSERT_EQ(again.size(), 65U);
  EXPECT_EQ(again[0][35] + " " + again[0][34] + " " + again[0][36], "4 2 8");
  EXPECT_EQ(again[1][34] + " " + again[1][58], "8 6");
}

} // namespace
} // namespace corelane::fix44
