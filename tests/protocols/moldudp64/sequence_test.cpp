#include "corelane/protocols/moldudp64/sequence_tracker.hpp"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace corelane::moldudp64 {
namespace {

constexpr session_name day{'D', 'A', 'Y', '0', '0', '0', '0', '0', '0', '1'};
constexpr session_name next_day{'D', 'A', 'Y', '0', '0', '0', '0', '0', '0', '2'};

packet_header packet_of(std::uint64_t sequence, std::uint16_t count, session_name s = day) {
  return {s, sequence, count};
}

TEST(sequence, packets_in_order_are_taken) {
  sequence_tracker t;
  EXPECT_EQ(t.take(packet_of(5, 3)).what, arrival::first);
  EXPECT_EQ(t.take(packet_of(8, 2)).what, arrival::in_order);
  EXPECT_EQ(t.next(), 10U);
}

TEST(sequence, a_gap_tells_how_many_messages_are_missing) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  const auto a = t.take(packet_of(15, 1));
  EXPECT_EQ(a.what, arrival::gap);
  EXPECT_EQ(a.missing, 4U);
  EXPECT_EQ(t.take(packet_of(16, 1)).what, arrival::in_order);
}

TEST(sequence, a_heartbeat_reveals_a_gap_too) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  EXPECT_EQ(t.take(packet_of(11, 0)).what, arrival::in_order);
  EXPECT_EQ(t.take(packet_of(13, 0)).missing, 2U);
}

TEST(sequence, what_was_seen_is_a_duplicate_and_what_overlaps_is_skipped_in_part) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  EXPECT_EQ(t.take(packet_of(4, 5)).what, arrival::duplicate);
  EXPECT_EQ(t.take(packet_of(1, 10)).what, arrival::duplicate) << "the last packet once more";
  const auto a = t.take(packet_of(9, 5));
  EXPECT_EQ(a.what, arrival::overlap);
  EXPECT_EQ(a.skip, 2U);
  EXPECT_EQ(t.next(), 14U);
}

TEST(sequence, another_session_begins_anew) {
  sequence_tracker t;
  t.take(packet_of(100, 1));
  const auto a = t.take(packet_of(1, 1, next_day));
  EXPECT_EQ(a.what, arrival::new_session);
  EXPECT_EQ(a.missing, 0U);
  EXPECT_EQ(t.next(), 2U);
}

TEST(sequence, a_session_whose_beginning_was_lost_has_a_gap_from_its_first_message) {
  sequence_tracker t;
  t.take(packet_of(100, 1));
  EXPECT_EQ(t.take(packet_of(8, 1, next_day)).missing, 7U);
}

TEST(sequence, late_packets_of_the_session_before_do_not_bring_it_back) {
  sequence_tracker t;
  t.take(packet_of(100, 1));
  t.take(packet_of(1, 5, next_day));
  EXPECT_EQ(t.take(packet_of(101, 1)).what, arrival::other_session);
  EXPECT_EQ(t.take(packet_of(102, end_of_session_count)).what, arrival::other_session);
  EXPECT_EQ(t.take(packet_of(6, 1, next_day)).what, arrival::in_order);
}

TEST(sequence, a_session_begins_with_a_message_and_not_with_a_heartbeat) {
  sequence_tracker t;
  t.take(packet_of(100, 1));
  EXPECT_EQ(t.take(packet_of(1, heartbeat_count, next_day)).what, arrival::other_session);
  EXPECT_EQ(t.take(packet_of(101, 1)).what, arrival::in_order);
}

TEST(sequence, an_end_of_session_is_no_message_and_may_come_often) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  EXPECT_EQ(t.take(packet_of(11, end_of_session_count)).what, arrival::in_order);
  EXPECT_EQ(t.take(packet_of(11, end_of_session_count)).what, arrival::in_order);
  EXPECT_EQ(t.next(), 11U);
}

TEST(sequence, what_could_not_be_read_is_awaited_again) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  t.take(packet_of(11, 4));
  t.unread(3);
  const auto copy = t.take(packet_of(11, 4));
  EXPECT_EQ(copy.what, arrival::overlap);
  EXPECT_EQ(copy.skip, 1U);
  EXPECT_EQ(t.next(), 15U);
}

TEST(sequence, a_count_that_is_a_lie_does_not_hide_the_messages_that_follow) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  t.take(packet_of(11, 0xFFFE));
  t.unread(0xFFFE);
  EXPECT_EQ(t.take(packet_of(11, 1)).what, arrival::in_order);
}

TEST(sequence, what_was_seen_before_stays_seen_when_its_copy_cannot_be_read) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  t.take(packet_of(5, 8));
  t.unread(8);
  EXPECT_EQ(t.next(), 11U);
  t.take(packet_of(3, 2));
  t.unread(2);
  EXPECT_EQ(t.next(), 11U);
}

TEST(sequence, numbers_beyond_64_bits_are_refused_and_change_nothing) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  EXPECT_EQ(t.take(packet_of(UINT64_MAX - 1, 0xFFFE)).what, arrival::impossible);
  EXPECT_EQ(t.take(packet_of(11, 1)).what, arrival::in_order);
}

/// A line that loses, repeats, re-cuts and damages what is sent on it.
TEST(sequence, each_message_is_taken_once_in_order_or_counted_as_missing) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 200; ++round) {
    sequence_tracker t;
    t.take(packet_of(1, 0));
    std::vector<std::uint64_t> taken;
    std::uint64_t missing = 0, sent = 1;
    for (int i = 0; i < 200; ++i) {
      const auto back = random() % 4 == 0 ? random() % 20 : 0;
      const auto ahead = random() % 8 == 0 ? random() % 5 : 0; // lost
      const auto from = (sent > back ? sent - back : 1) + ahead;
      const auto count = static_cast<std::uint16_t>(random() % 6);
      const auto readable =
          random() % 10 == 0 ? static_cast<std::uint16_t>(random() % (count + 1U)) : count;
      sent = std::max(sent, from + count);
      const auto a = t.take(packet_of(from, count));
      missing += a.missing;
      if (a.what != arrival::duplicate)
        for (std::uint16_t n = a.skip; n < readable; ++n) taken.push_back(from + n);
      if (readable != count) t.unread(static_cast<std::uint16_t>(count - readable));
    }
    for (std::size_t i = 1; i < taken.size(); ++i) ASSERT_LT(taken[i - 1], taken[i]);
    EXPECT_EQ(taken.size() + missing, t.next() - 1);
  }
}

} // namespace
} // namespace corelane::moldudp64
