#include "corelane/tests/actors/feed/itch50/itch50_feed_fixture.hpp"

#include <gtest/gtest.h>

namespace corelane {
namespace {

using namespace std::chrono_literals;

using itch50_feed_sequence = itch50_feed_test;

TEST_F(itch50_feed_sequence, after_lost_messages_events_say_so_until_the_session_changes) {
  give(packet(1, order(7, 1)));
  give(packet(5, order(7, 2)));
  EXPECT_EQ(count("corelane_feed_gaps_total"), 1U);
  EXPECT_EQ(events().size(), 1U) << "the second order waits for those before it";
  harness.advance(5ms);
  EXPECT_EQ(count("corelane_feed_missing_messages_total"), 3U);
  auto all = events();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].action, mbo_action::trust);
  EXPECT_EQ(all[0].state(), book_state::stale);
  EXPECT_EQ(all[1].order_id, 2U);
  EXPECT_EQ(all[1].state(), book_state::stale);
  session = tomorrow;
  give(packet(1, order(7, 3)));
  for (const auto& e : events()) EXPECT_EQ(e.state(), book_state::valid);
  EXPECT_EQ(count("corelane_feed_sessions_total"), 2U);
}

TEST_F(itch50_feed_sequence, what_was_seen_is_not_given_twice) {
  give(packet(1, order(7, 1), order(7, 2)));
  give(packet(1, order(7, 1), order(7, 2)));
  give(packet(2, order(7, 2), order(7, 3)));
  const auto all = events();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].order_id, 3U);
  EXPECT_EQ(count("corelane_feed_duplicates_total"), 1U);
  EXPECT_EQ(count("corelane_feed_gaps_total"), 0U);
}

TEST_F(itch50_feed_sequence, heartbeats_are_neither_messages_nor_duplicates) {
  give(packet(1, order(7, 1)));
  give(packet(2));
  give(packet(2));
  EXPECT_EQ(count("corelane_feed_messages_total"), 1U);
  EXPECT_EQ(count("corelane_feed_duplicates_total"), 0U);
}

TEST_F(itch50_feed_sequence, a_heartbeat_shows_that_the_messages_before_it_were_lost) {
  give(packet(1, order(7, 1)));
  give(packet(4));
  harness.advance(5ms);
  give(packet(4, order(7, 4)));
  EXPECT_EQ(count("corelane_feed_missing_messages_total"), 2U);
  EXPECT_EQ(events().back().state(), book_state::stale);
}

TEST_F(itch50_feed_sequence, packets_in_the_wrong_order_are_put_right) {
  give(packet(1, order(7, 1)));
  give(packet(3, order(7, 3)));
  give(packet(4, order(7, 4)));
  give(packet(2, order(7, 2)));
  const auto all = events();
  ASSERT_EQ(all.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(all[i].order_id, i + 1);
  EXPECT_EQ(all[3].state(), book_state::valid);
  EXPECT_EQ(harness.inspect().fields["recovered_by_line"], "1");
  harness.advance(5ms);
  EXPECT_TRUE(events().empty()) << "nothing is missing any more";
}

TEST_F(itch50_feed_sequence, a_feed_that_joins_late_does_not_call_its_books_valid) {
  give(packet(100, order(7, 1)));
  harness.advance(5ms);
  EXPECT_EQ(count("corelane_feed_missing_messages_total"), 99U);
  EXPECT_EQ(events().back().state(), book_state::stale);
}

TEST_F(itch50_feed_sequence, a_late_packet_changes_no_book) {
  give(packet(1, order(7, 1)));
  give(packet(3, order(7, 3)));
  harness.advance(5ms);
  (void)events();
  give(packet(2, order(7, 2)));
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(count("corelane_feed_late_packets_total"), 1U);
}

TEST_F(itch50_feed_sequence, a_jump_of_the_sequence_that_was_not_the_exchanges_is_taken_back) {
  give(packet(1, order(7, 1)));
  give(packet(1'000'000'000'000, order(7, 2)));
  harness.advance(5ms);
  (void)events();
  for (std::uint64_t n = 2; n < 102; ++n) give(packet(n, order(7, 1'000 + n)));
  EXPECT_EQ(count("corelane_feed_resynchronisations_total"), 1U);
  const auto all = events();
  ASSERT_GT(all.size(), 30U);
  EXPECT_EQ(all.back().order_id, 1'101U);
  EXPECT_EQ(all.back().state(), book_state::stale);
}

TEST_F(itch50_feed_sequence, a_jump_while_the_stream_flows_on_is_forgotten) {
  give(packet(1, order(7, 1)));
  give(packet(1'000'000'000'000, order(7, 2)));
  give(packet(2, order(7, 2)));
  harness.advance(5ms);
  give(packet(3, order(7, 3)));
  EXPECT_EQ(events().back().order_id, 3U);
  EXPECT_EQ(harness.inspect().fields["books"], "valid");
  EXPECT_EQ(harness.inspect().fields["held_packets"], "0");
}

TEST_F(itch50_feed_sequence, packets_too_short_for_a_header_are_counted_and_skipped) {
  for (std::size_t n = 0; n < moldudp64::header_size; ++n) give(std::vector<std::byte>(n));
  EXPECT_EQ(count("corelane_feed_malformed_total"), moldudp64::header_size);
  EXPECT_EQ(count("corelane_feed_sessions_total"), 0U);
}

TEST_F(itch50_feed_sequence, what_a_cut_packet_lost_is_a_gap_once_the_next_packet_comes) {
  auto cut = packet(1, order(7, 1), order(7, 2));
  cut.resize(cut.size() - 3);
  give(cut);
  EXPECT_EQ(count("corelane_feed_malformed_total"), 1U);
  give(packet(3, order(7, 3)));
  harness.advance(5ms);
  EXPECT_EQ(count("corelane_feed_missing_messages_total"), 1U);
  EXPECT_EQ(events().back().state(), book_state::stale);
}

TEST_F(itch50_feed_sequence, a_whole_copy_of_a_cut_packet_makes_good_for_it) {
  const auto whole = packet(1, order(7, 1), order(7, 2));
  auto cut = whole;
  cut.resize(cut.size() - 3);
  give(cut);
  give(whole);
  const auto all = events();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].order_id, 2U);
  EXPECT_EQ(all[1].state(), book_state::valid);
  EXPECT_EQ(count("corelane_feed_gaps_total"), 0U);
}

TEST_F(itch50_feed_sequence, a_packet_that_claims_65534_messages_does_not_silence_the_feed) {
  give(packet(1, order(7, 1)));
  auto lie = packet(2);
  wire::store_be(lie.data() + 18, std::uint16_t{0xFFFE});
  give(lie);
  give(packet(2, order(7, 2)));
  EXPECT_EQ(events().size(), 2U);
  EXPECT_EQ(count("corelane_feed_duplicates_total"), 0U);
}

TEST_F(itch50_feed_sequence, a_number_beyond_64_bits_is_malformed_and_changes_nothing) {
  give(packet(1, order(7, 1)));
  give(packet(UINT64_MAX, order(7, 9)));
  give(packet(2, order(7, 2)));
  EXPECT_EQ(events().size(), 2U);
  EXPECT_EQ(count("corelane_feed_malformed_total"), 1U);
  EXPECT_EQ(count("corelane_feed_gaps_total"), 0U);
}

TEST_F(itch50_feed_sequence, a_message_shorter_than_its_type_may_have_changed_a_book_unseen) {
  auto bytes = packet(1, order(7, 1), deletion(7, 1), order(7, 2));
  // The deletion's block is one byte longer than its message may be read: its type says 'A'.
  const auto block = moldudp64::header_size + 2 + itch50::add_order::wire_size;
  bytes[block + 2] = std::byte{'A'};
  give(bytes);
  const auto all = events();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].state(), book_state::valid);
  EXPECT_EQ(all[1].state(), book_state::stale);
  EXPECT_EQ(all[2].action, mbo_action::trust);
  EXPECT_EQ(all[2].state(), book_state::stale);
  EXPECT_EQ(count("corelane_feed_malformed_total"), 1U);
}

TEST_F(itch50_feed_sequence, a_message_of_a_type_not_known_leaves_the_books_alone) {
  auto bytes = packet(1, deletion(7, 1), order(7, 2));
  bytes[moldudp64::header_size + 2] = std::byte{'z'};
  give(bytes);
  EXPECT_EQ(events()[0].state(), book_state::valid);
  EXPECT_EQ(count("corelane_feed_malformed_total"), 1U);
}

TEST_F(itch50_feed_sequence, a_new_session_empties_the_books_of_the_old_one_first) {
  give(packet(1, order(7, 1), order(8, 2, "MSFT")));
  (void)events();
  session = tomorrow;
  give(packet(1, order(9, 1)));
  const auto all = events();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].action, mbo_action::clear);
  EXPECT_EQ(all[0].instrument, harness.id("AAPL"));
  EXPECT_EQ(all[1].action, mbo_action::clear);
  EXPECT_EQ(all[1].instrument, harness.id("MSFT"));
  EXPECT_NE(all[0].flags & mbo_event::last_in_event, 0);
  EXPECT_EQ(all[0].exchange_time, all[2].exchange_time);
  EXPECT_EQ(all[2].action, mbo_action::add);
  EXPECT_EQ(all[2].instrument, harness.id("AAPL")) << "under its new locate number";
}

TEST_F(itch50_feed_sequence, locate_numbers_of_the_old_session_mean_nothing_in_the_new_one) {
  give(packet(1, order(7, 1)));
  (void)events();
  session = tomorrow;
  give(packet(1, order(9, 1), deletion(7, 1)));
  EXPECT_EQ(events().size(), 2U); // the clear and the order
  EXPECT_EQ(count("corelane_feed_unknown_instrument_total"), 1U);
}

TEST_F(itch50_feed_sequence, a_session_whose_first_messages_were_lost_begins_with_a_gap) {
  give(packet(1, order(7, 1)));
  (void)events();
  session = tomorrow;
  give(packet(4, order(7, 1)));
  harness.advance(5ms);
  EXPECT_EQ(count("corelane_feed_missing_messages_total"), 3U);
  const auto all = events();
  EXPECT_EQ(all[0].action, mbo_action::clear);
  EXPECT_EQ(all.back().state(), book_state::stale);
}

TEST_F(itch50_feed_sequence, the_repeated_end_of_a_session_does_not_disturb_the_next) {
  give(packet(1, order(7, 1)));
  const auto end = end_of_session(2);
  give(end);
  EXPECT_EQ(harness.inspect().fields["session_ended"], "true");
  session = tomorrow;
  give(packet(1, order(7, 1)));
  EXPECT_EQ(harness.inspect().fields["session_ended"], "false");
  (void)events();
  give(end);
  give(packet(2, order(7, 2)));
  EXPECT_EQ(events().size(), 1U) << "an order, and no book cleared";
  EXPECT_EQ(count("corelane_feed_sessions_total"), 2U);
}

} // namespace
} // namespace corelane
