#include "corelane/tests/protocols/fix44/wire_peer.hpp"

#include <gtest/gtest.h>

// What a session does, clause by clause of the FIX session-level test cases.

namespace corelane::fix44 {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

/// Logged on, both sides at number 2.
struct fix_clause : ::testing::Test {
  void SetUp() override { p.log_on(); }
  void expect_over(const std::string& why) {
    EXPECT_NE(p.ended.find(why), std::string::npos) << p.ended;
    EXPECT_EQ(p.engine->state(), session_state::disconnected);
  }
  wire_peer p{false};
};

TEST(fix_clause_1B, a_an_initiator_sends_a_logon_and_b_is_active_with_the_answer) {
  wire_peer p{true};
  p.engine->connected(p.now);
  EXPECT_EQ(p.heard_as({34, 98, 108}), "A 34=1 98=0 108=10");
  EXPECT_EQ(p.engine->state(), session_state::awaiting_logon);
  p.say('A', 1, "98=0|108=10");
  EXPECT_EQ(p.engine->state(), session_state::active);
  EXPECT_EQ(p.logons, 1);
  EXPECT_EQ(p.engine->next_expected(), 2U);
}

TEST(fix_clause_1B, c_an_invalid_answer_ends_the_session_with_a_logout) {
  for (const char* bad : {"98=0|108=x", "98=1|108=10", "108=10000|98=0"}) {
    wire_peer p{true};
    p.engine->connected(p.now);
    (void)p.heard();
    p.say('A', 1, bad);
    EXPECT_EQ(p.heard_as(), "5") << bad;
    EXPECT_EQ(p.engine->state(), session_state::disconnected) << bad;
    EXPECT_EQ(p.logons, 0);
  }
}

TEST(fix_clause_1B, d_anything_but_a_logon_ends_the_session) {
  wire_peer p{true};
  p.engine->connected(p.now);
  p.say('0', 1);
  EXPECT_EQ(p.ended, "the first message was no logon");
}

TEST(fix_clause_1S, a_an_acceptor_answers_a_logon_with_its_own) {
  wire_peer p{false};
  p.engine->connected(p.now);
  EXPECT_EQ(p.heard_as(), "");
  p.say('A', 1, "98=0|108=5");
  EXPECT_EQ(p.heard_as({34, 56, 108}), "A 34=1 56=THEM 108=5");
  EXPECT_EQ(p.logons, 1);
}

TEST(fix_clause_1S, b_a_logon_too_high_is_answered_and_then_what_is_missing_asked_for) {
  wire_peer p{false};
  p.engine->connected(p.now);
  p.say('A', 5, "98=0|108=10");
  EXPECT_EQ(p.heard_as({7, 16}), "A; 2 7=1 16=4");
  EXPECT_TRUE(p.engine->recovering());
  p.say('4', 1, "43=Y|122=" + p.time_text() + "|123=Y|36=5");
  EXPECT_EQ(p.engine->next_expected(), 6U);
  EXPECT_FALSE(p.engine->recovering());
  EXPECT_EQ(p.heard_as(), "");
}

TEST(fix_clause_1S, c_a_logon_too_low_is_refused_with_both_numbers) {
  wire_peer p{false};
  p.store.set_next_in(7);
  p.remake();
  p.engine->connected(p.now);
  p.say('A', 3, "98=0|108=10");
  EXPECT_EQ(p.heard_as({58}), "5 58=MsgSeqNum too low, expected 7 but received 3");
  EXPECT_EQ(p.logons, 0);
}

TEST(fix_clause_1S, d_anything_but_a_logon_ends_the_session_without_a_word) {
  wire_peer p{false};
  p.engine->connected(p.now);
  p.say('D', 1);
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_EQ(p.ended, "the first message was no logon");
}

TEST_F(fix_clause, c2a_a_message_of_the_expected_number_is_taken) {
  p.say('B', 2, "58=one");
  p.say('B', 3, "58=two");
  EXPECT_EQ(p.told, (texts{"one", "two"}));
  EXPECT_EQ(p.store.next_in(), 4U);
}

TEST_F(fix_clause, c2b_a_number_too_high_waits_until_what_is_missing_has_come) {
  p.say('B', 4, "58=four");
  p.say('B', 5, "58=five");
  EXPECT_EQ(p.heard_as({7, 16}), "2 7=2 16=3");
  EXPECT_TRUE(p.told.empty());
  EXPECT_EQ(p.store.next_in(), 2U);
  const auto again = "43=Y|122=" + p.time_text(1s);
  p.say('B', 2, again + "|58=two");
  p.say('B', 3, again + "|58=three");
  EXPECT_EQ(p.told, (texts{"two dup", "three dup", "four", "five"}));
  EXPECT_EQ(p.engine->next_expected(), 6U);
}

TEST_F(fix_clause, c2b_a_second_gap_behind_the_first_is_asked_for_in_its_turn) {
  p.say('B', 3, "58=three");
  p.say('B', 5, "58=five");
  EXPECT_EQ(p.heard_as({7, 16}), "2 7=2 16=2");
  p.say('B', 2, "43=Y|122=" + p.time_text() + "|58=two");
  EXPECT_EQ(p.heard_as({7, 16}), "2 7=4 16=4");
  p.say('4', 4, "43=Y|122=" + p.time_text() + "|123=Y|36=5");
  EXPECT_EQ(p.told, (texts{"two dup", "three", "five"}));
}

TEST_F(fix_clause, c2b_a_gap_that_nobody_fills_is_asked_for_again_and_then_ends_the_session) {
  p.say('B', 4, "58=four");
  (void)p.heard();
  for (int again = 0; again < 2; ++again) {
    for (int s = 0; s < 11; ++s) {
      p.pass(1s);
      p.say('B', 5 + again, "58=more");
    }
    EXPECT_NE(p.heard_as({7, 16}).find("2 7=2 16=3"), std::string::npos);
  }
  for (int s = 0; s < 11; ++s) {
    p.pass(1s);
    if (p.ended.empty()) p.say('B', 7, "58=more");
  }
  expect_over("does not send them again");
}

TEST_F(fix_clause, c2b_a_gap_that_is_being_filled_is_not_asked_for_again) {
  p.say('B', 20, "58=late");
  EXPECT_EQ(p.heard_as(), "2");
  for (std::uint64_t n = 2; n < 20; ++n) {
    p.pass(2s);
    p.say('B', n, "43=Y|122=" + p.time_text() + "|58=x");
  }
  EXPECT_EQ(p.heard_as({7}).find("2 7"), std::string::npos);
  EXPECT_EQ(p.told.back(), "late");
}

TEST_F(fix_clause, c2b_what_finds_no_room_to_wait_is_asked_for_again) {
  wire_peer small{false, [](auto& s) { s.queued_bytes = 150; }};
  small.log_on();
  small.say('B', 3, "58=three");
  small.say('B', 4, "58=four");
  small.say('B', 2, "43=Y|122=" + small.time_text() + "|58=two");
  EXPECT_EQ(small.told, (texts{"two dup", "three"}));
  small.say('B', 5, "58=five");
  EXPECT_EQ(small.heard_as({7, 16}), "2 7=2 16=2; 2 7=4 16=4");
  small.say('B', 4, "43=Y|122=" + small.time_text() + "|58=four");
  EXPECT_EQ(small.told, (texts{"two dup", "three", "four dup", "five"}));
}

TEST_F(fix_clause, c2c_a_number_too_low_ends_the_session_with_both_numbers) {
  p.say('B', 1, "58=old");
  EXPECT_EQ(p.heard_as({58}), "5 58=MsgSeqNum too low, expected 2 but received 1");
  EXPECT_TRUE(p.told.empty());
  expect_over("too low");
}

TEST_F(fix_clause, c2d_a_garbled_message_is_ignored_and_found_by_its_number) {
  auto m = wire_peer::message("35=B|49=THEM|56=US|34=2|52=20261120-14:30:00|58=x|");
  m[m.size() - 3] = m[m.size() - 3] == '0' ? '1' : '0';
  p.take(m);
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_EQ(p.engine->next_expected(), 2U);
}

TEST_F(fix_clause, c2e_a_possible_duplicate_of_what_was_taken_is_ignored) {
  p.say('B', 2, "58=once");
  p.say('B', 2, "43=Y|122=" + p.time_text(1s) + "|58=once");
  EXPECT_EQ(p.told, (texts{"once"}));
  EXPECT_EQ(p.heard_as(), "");
}

TEST_F(fix_clause, c2f_a_possible_duplicate_from_the_future_is_rejected_and_ends_the_session) {
  p.say('B', 1, "43=Y|122=" + p.time_text(-10s) + "|58=once");
  EXPECT_EQ(p.heard_as({45, 371, 373}), "3 45=1 371=122 373=10; 5");
  expect_over("OrigSendingTime");
}

TEST_F(fix_clause, c2g_a_possible_duplicate_without_its_first_time_is_rejected) {
  p.say('B', 1, "43=Y|58=once");
  EXPECT_EQ(p.heard_as({45, 371, 373}), "3 45=1 371=122 373=1");
  EXPECT_EQ(p.engine->next_expected(), 2U);
}

TEST_F(fix_clause, c2i_another_begin_string_ends_the_session_with_a_logout) {
  p.take(wire_peer::message("35=0|49=THEM|56=US|34=2|52=" + p.time_text() + "|", "FIX.4.2"));
  EXPECT_EQ(p.heard_as({58}), "5 58=BeginString (8) must be FIX.4.4");
}

TEST_F(fix_clause, c2k_other_comp_ids_are_rejected_and_end_the_session) {
  p.take(wire_peer::message("35=0|49=OTHER|56=US|34=2|52=" + p.time_text() + "|"));
  EXPECT_EQ(p.heard_as({373}), "3 373=9; 5");
  expect_over("CompIDs");
}

TEST_F(fix_clause, c2o_a_sending_time_off_by_more_than_two_minutes_is_rejected_and_ends_it) {
  for (const auto off : {121s, -121s}) {
    wire_peer q{false};
    q.log_on();
    q.take(wire_peer::message("35=0|49=THEM|56=US|34=2|52=" + q.time_text(off) + "|"));
    EXPECT_EQ(q.heard_as({371, 373}), "3 371=52 373=10; 5");
  }
  p.take(wire_peer::message("35=0|49=THEM|56=US|34=2|52=" + p.time_text(119s) + "|"));
  EXPECT_EQ(p.heard_as(), "");
  wire_peer any{false, [](auto& s) { s.max_clock_skew = 0s; }};
  any.log_on();
  any.take(wire_peer::message("35=0|49=THEM|56=US|34=2|52=20010101-00:00:00|"));
  EXPECT_EQ(any.heard_as(), "");
}

TEST_F(fix_clause, c2q_a_message_type_that_is_none_is_rejected) {
  p.say('z', 2);
  EXPECT_EQ(p.heard_as({45, 372, 373}), "3 45=2 372=z 373=11");
  EXPECT_EQ(p.engine->next_expected(), 3U);
}

TEST_F(fix_clause, c2r_what_is_not_done_here_is_refused_by_a_business_reject) {
  p.take(wire_peer::message("35=AN|49=THEM|56=US|34=2|52=" + p.time_text() + "|710=Q1|"));
  EXPECT_EQ(p.heard_as({45, 372, 379, 380}), "j 45=2 372=AN 379=Q1 380=3");
}

TEST_F(fix_clause, c2t_a_message_whose_third_field_is_not_its_type_is_garbled) {
  p.take(wire_peer::message("49=THEM|35=B|56=US|34=2|52=" + p.time_text() + "|58=x|"));
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_EQ(p.engine->next_expected(), 2U);
}

TEST_F(fix_clause, c4a_a_heartbeat_breaks_our_silence_and_only_that) {
  p.pass(9s);
  EXPECT_EQ(p.heard_as(), "");
  p.pass(1s);
  EXPECT_EQ(p.heard_as(), "0");
  p.pass(5s);
  p.send("hello");
  (void)p.heard();
  p.say('0', 2);
  p.pass(6s);
  EXPECT_EQ(p.heard_as(), "");
}

TEST_F(fix_clause, c4b_a_test_request_is_answered_with_its_id) {
  p.say('1', 2, "112=are you there");
  EXPECT_EQ(p.heard_as({112}), "0 112=are you there");
}

TEST_F(fix_clause, c6_the_peers_silence_is_questioned_and_then_ends_the_session) {
  p.pass(12s);
  EXPECT_EQ(p.heard_as({112}), "0");
  p.pass(1s);
  EXPECT_EQ(p.heard_as({112}), "1 112=ALIVE");
  p.pass(8s);
  EXPECT_TRUE(p.ended.empty());
  p.pass(2s);
  expect_over("the peer is silent");
}

TEST_F(fix_clause, c7_a_reject_is_taken_and_never_rejected) {
  p.say('3', 2, "45=x|58=you are wrong");
  EXPECT_EQ(p.heard_as(), "");
  EXPECT_EQ(p.told, (texts{"you are wrong"}));
}

TEST_F(fix_clause, c8_what_is_asked_for_comes_again_and_session_messages_are_gap_filled) {
  p.send("two");
  const auto first = p.heard().at(0)[52];
  p.pass(10s); // a heartbeat: 3
  p.send("four");
  p.send("five");
  (void)p.heard();
  p.say('2', 2, "7=1|16=4");
  auto again = p.heard();
  ASSERT_EQ(again.size(), 4U);
  EXPECT_EQ(again[0][35] + again[0][34] + again[0][123] + again[0][36], "41Y2");
  EXPECT_EQ(again[1][35] + again[1][34] + again[1][43] + again[1][58], "B2Ytwo");
  EXPECT_EQ(again[1][122], first);
  EXPECT_NE(again[1][52], first);
  EXPECT_EQ(again[2][35] + again[2][34] + again[2][123] + again[2][36], "43Y4");
  EXPECT_EQ(again[3][34] + again[3][58], "4four");
  EXPECT_EQ(p.engine->next_sent(), 6U);
}

TEST_F(fix_clause, c8_a_range_without_an_end_goes_to_the_last_message) {
  p.send("two");
  p.send("three");
  (void)p.heard();
  p.say('2', 2, "7=3|16=0");
  EXPECT_EQ(p.heard_as({34, 58}), "B 34=3 58=three");
  p.say('2', 3, "7=1|16=999999");
  EXPECT_EQ(p.heard_as({34, 36}), "4 34=1 36=2; B 34=2; B 34=3");
  p.say('2', 4, "7=4|16=0");
  EXPECT_EQ(p.heard_as(), "");
  p.say('2', 5, "7=3|16=2");
  EXPECT_EQ(p.heard_as({371, 373}), "3 371=16 373=5");
}

TEST_F(fix_clause, c8_more_than_the_socket_takes_comes_as_it_takes_it) {
  wire_peer q{false, [](auto& s) { s.outbound_bytes = 8'192; }};
  q.log_on();
  for (std::uint64_t i = 2; i < 32; ++i) { // each even number is the session's own
    q.say('1', i, "112=x");
    ASSERT_TRUE(q.send(std::string(200, 'x')));
    (void)q.heard();
  }
  q.say('2', 32, "7=2|16=0");
  std::vector<std::string> numbers;
  for (int turn = 0; turn < 100; ++turn)
    for (auto& m : q.heard()) numbers.push_back(m[35] + m[34]);
  ASSERT_EQ(numbers.size(), 60U);
  for (std::size_t i = 0; i < 60; ++i)
    EXPECT_EQ(numbers[i], (i % 2 == 0 ? "4" : "B") + std::to_string(i + 2));
  EXPECT_TRUE(q.ended.empty());
}

TEST_F(fix_clause, c10a_a_gap_fill_too_high_waits_as_any_message) {
  p.say('4', 4, "123=Y|36=9");
  EXPECT_EQ(p.heard_as({7, 16}), "2 7=2 16=3");
  p.say('4', 2, "43=Y|122=" + p.time_text() + "|123=Y|36=4");
  EXPECT_EQ(p.engine->next_expected(), 9U);
}

TEST_F(fix_clause, c10b_a_gap_fill_in_its_turn_goes_on_at_its_number) {
  p.say('4', 2, "123=Y|36=20");
  EXPECT_EQ(p.engine->next_expected(), 20U);
  EXPECT_EQ(p.store.next_in(), 20U);
}

TEST_F(fix_clause, c10c_an_old_gap_fill_that_is_a_possible_duplicate_is_ignored) {
  p.say('4', 1, "43=Y|123=Y|36=20");
  EXPECT_EQ(p.engine->next_expected(), 2U);
  EXPECT_EQ(p.heard_as(), "");
}

TEST_F(fix_clause, c10d_an_old_gap_fill_that_is_none_ends_the_session) {
  p.say('4', 1, "123=Y|36=20");
  expect_over("too low");
}

TEST_F(fix_clause, c10e_a_gap_fill_that_goes_back_is_rejected) {
  p.say('4', 2, "123=Y|36=2");
  EXPECT_EQ(p.heard_as({45, 371, 373}), "3 45=2 371=36 373=5");
  EXPECT_EQ(p.engine->next_expected(), 3U);
}

TEST_F(fix_clause, c11_a_reset_goes_forward_at_any_number_and_never_back) {
  p.say('4', 999, "36=9");
  EXPECT_EQ(p.engine->next_expected(), 9U);
  p.say('4', 1, "123=N|36=9");
  EXPECT_EQ(p.engine->next_expected(), 9U);
  EXPECT_EQ(p.heard_as(), "");
  p.say('4', 9, "36=5");
  EXPECT_EQ(p.heard_as({371, 373}), "3 371=36 373=5");
  EXPECT_EQ(p.engine->next_expected(), 9U);
}

TEST_F(fix_clause, c12_a_logout_of_ours_ends_with_the_answer_or_without_one) {
  p.engine->log_out("done", p.now);
  EXPECT_EQ(p.heard_as({58}), "5 58=done");
  EXPECT_FALSE(p.send("too late"));
  p.say('5', 2);
  EXPECT_EQ(p.ended, "logged out");
  EXPECT_EQ(p.heard_as(), "");
  wire_peer q{false};
  q.log_on();
  q.engine->log_out("", q.now);
  q.pass(3s);
  EXPECT_EQ(q.ended, "no answer to the logout");
}

TEST_F(fix_clause, c13_a_logout_of_the_peers_is_answered) {
  p.say('5', 2, "58=good night");
  EXPECT_EQ(p.heard_as(), "5");
  EXPECT_EQ(p.ended, "logged out");
  EXPECT_EQ(p.store.next_in(), 3U);
}

TEST_F(fix_clause, c14b_a_required_field_that_is_missing_is_named) {
  p.say('D', 2, "11=1|54=1|60=" + p.time_text() + "|40=2");
  EXPECT_EQ(p.heard_as({45, 371, 372, 373, 58}),
            "3 45=2 371=55 372=D 373=1 58=Required tag missing");
  p.say('1', 3);
  EXPECT_EQ(p.heard_as({371, 373}), "3 371=112 373=1");
  EXPECT_TRUE(p.told.empty());
  EXPECT_EQ(p.engine->next_expected(), 4U);
}

TEST_F(fix_clause, c14b_a_header_field_that_is_missing_is_named) {
  p.take(wire_peer::message("35=B|49=THEM|56=US|34=2|58=x|"));
  EXPECT_EQ(p.heard_as({371, 373}), "3 371=52 373=1");
  EXPECT_TRUE(p.told.empty());
}

TEST_F(fix_clause, c14d_a_tag_without_a_value_is_rejected_and_its_number_counts) {
  p.say('B', 2, "58=");
  EXPECT_EQ(p.heard_as({45, 373}), "3 45=2 373=4");
  p.say('B', 3, "58=x");
  EXPECT_EQ(p.told, (texts{"x"}));
}

TEST_F(fix_clause, c14e_a_value_that_a_tag_cannot_have_is_named) {
  p.say('D', 2, "11=1|55=A|54=Z|60=" + p.time_text() + "|40=2");
  EXPECT_EQ(p.heard_as({371, 373}), "3 371=54 373=5");
}

TEST_F(fix_clause, c14f_a_value_of_another_form_is_named) {
  const auto order = "11=1|55=A|54=1|40=2|60=";
  p.say('D', 2, order + p.time_text() + "|44=abc");
  p.say('D', 3, order + std::string{"yesterday"});
  p.say('D', 4, order + p.time_text() + "|38=1.2.3");
  p.say('D', 5, order + p.time_text() + "|54=11");
  p.say('D', 6, order + p.time_text() + "|97=YY");
  EXPECT_EQ(p.heard_as({371, 373}),
            "3 371=44 373=6; 3 371=60 373=6; 3 371=38 373=6; 3 371=54 373=13; 3 371=97 373=6");
  p.say('D', 7, order + p.time_text() + "|44=-0.5|38=100.00");
  EXPECT_EQ(p.told, (texts{"D"}));
}

TEST_F(fix_clause, c14h_a_tag_that_stands_twice_is_named) {
  p.say('B', 2, "58=a|58=b");
  EXPECT_EQ(p.heard_as({371, 373}), "3 371=58 373=13");
}

TEST_F(fix_clause, c14_an_application_may_judge_its_own_messages) {
  wire_peer q{false, [](auto& s) { s.validate = false; }};
  q.log_on();
  q.say('D', 2, "11=1");
  EXPECT_EQ(q.told, (texts{"D"}));
  q.say('1', 3); // the session's own are judged nevertheless
  EXPECT_EQ(q.heard_as({371, 373}), "3 371=112 373=1");
}

TEST_F(fix_clause, c20_both_sides_may_ask_for_what_they_miss_at_once) {
  p.send("lost");
  (void)p.heard();
  p.say('2', 4, "7=2|16=0");
  EXPECT_EQ(p.heard_as({34, 58, 7, 16}), "B 34=2 58=lost; 2 34=3 7=2 16=3");
  p.say('4', 2, "43=Y|122=" + p.time_text() + "|123=Y|36=4");
  EXPECT_EQ(p.engine->next_expected(), 5U);
  EXPECT_EQ(p.heard_as(), ""); // answered once
}

} // namespace
} // namespace corelane::fix44
