#include "corelane/tests/actors/feed/sequence_space_fixture.hpp"

#include <gtest/gtest.h>
#include <algorithm>

namespace corelane {
namespace {

using namespace std::chrono_literals;
using states = std::vector<book_state>;
using numbers = std::vector<std::uint64_t>;
constexpr gap_recovery::services nothing{};
constexpr gap_recovery::services server{.retransmission = true, .snapshot = false};
constexpr gap_recovery::services both{.retransmission = true, .snapshot = true};

TEST(sequence_space, the_second_copy_of_a_packet_is_not_taken) {
  numbered_stream s{nothing};
  EXPECT_EQ(s.give(1, 2), sequence_space::arrival::taken);
  EXPECT_EQ(s.give(1, 2), sequence_space::arrival::duplicate);
  EXPECT_EQ(s.taken, (numbers{1, 2}));
}

TEST(sequence_space, what_one_line_lost_the_other_brings_and_nobody_is_told) {
  numbered_stream s{both};
  s.give(1, 1);
  EXPECT_EQ(s.give(3, 1), sequence_space::arrival::held);
  s.pass(1ms);
  s.give(2, 1);
  s.pass(1s);
  EXPECT_EQ(s.taken, (numbers{1, 2, 3}));
  EXPECT_TRUE(s.told.empty());
  EXPECT_TRUE(s.asked.empty());
  EXPECT_EQ(s.counted("corelane_feed_recoveries_total", "by=\"line\""), 1U);
}

TEST(sequence_space, what_both_lines_lost_is_asked_for_and_the_books_say_so) {
  numbered_stream s{server};
  s.give(1, 1);
  s.give(4, 1);
  s.pass(2ms);
  ASSERT_EQ(s.asked.size(), 1U);
  EXPECT_EQ(s.asked[0].first, 2U);
  EXPECT_EQ(s.asked[0].after, 4U);
  EXPECT_EQ(s.told, (states{book_state::recovering}));
  s.give(2, 2);
  EXPECT_EQ(s.taken, (numbers{1, 2, 3, 4}));
  EXPECT_EQ(s.told, (states{book_state::recovering, book_state::valid}));
  EXPECT_EQ(s.counted("corelane_feed_recoveries_total", "by=\"retransmission\""), 1U);
}

TEST(sequence_space, a_server_that_stays_silent_is_asked_three_times_and_then_the_books_are_stale) {
  numbered_stream s{server};
  s.give(1, 1);
  s.give(4, 1);
  for (int i = 0; i < 400; ++i) s.pass(1ms);
  EXPECT_EQ(s.asked.size(), 3U);
  EXPECT_EQ(s.told, (states{book_state::recovering, book_state::stale}));
  EXPECT_EQ(s.taken, (numbers{1, 4}));
  EXPECT_EQ(s.counted("corelane_feed_missing_messages_total"), 2U);
}

TEST(sequence_space, a_snapshot_replaces_what_no_server_sends_and_the_stream_goes_on_from_there) {
  numbered_stream s{both};
  s.give(1, 1);
  s.give(4, 1);
  for (int i = 0; i < 400; ++i) s.pass(1ms);
  EXPECT_EQ(s.snapshots_asked, 1);
  s.give(5, 1);
  s.give(6, 2);
  EXPECT_EQ(s.taken, (numbers{1})) << "live messages wait for the snapshot";
  s.space.snapshot_taken(6);
  EXPECT_EQ(s.taken, (numbers{1, 6, 7}));
  EXPECT_EQ(s.told, (states{book_state::recovering, book_state::valid}));
}

TEST(sequence_space, a_hole_too_large_to_ask_for_takes_a_snapshot_at_once) {
  numbered_stream s{both};
  s.give(1, 1);
  s.give(50'000, 1);
  s.pass(2ms);
  EXPECT_TRUE(s.asked.empty());
  EXPECT_EQ(s.snapshots_asked, 1);
}

TEST(sequence_space, a_snapshot_older_than_what_waits_leaves_the_hole_to_be_seen_again) {
  numbered_stream s{{.retransmission = false, .snapshot = true}};
  s.give(1, 1);
  s.give(10, 1);
  s.pass(2ms);
  s.space.snapshot_taken(5);
  EXPECT_EQ(s.space.next(), 5U);
  s.give(11, 1);
  s.pass(2ms);
  EXPECT_EQ(s.snapshots_asked, 2);
  EXPECT_EQ(s.taken, (numbers{1}));
}

TEST(sequence_space, more_than_can_be_held_takes_a_snapshot_and_is_reported) {
  recovery_settings small;
  small.hold_packets = 16;
  numbered_stream s{both, small};
  s.give(1, 1);
  for (std::uint64_t n = 3; n < 30; ++n) s.give(n, 1);
  EXPECT_EQ(s.counted("corelane_feed_hold_overflows_total"), 1U);
  EXPECT_EQ(s.snapshots_asked, 1);
  s.space.snapshot_taken(20);
  EXPECT_EQ(s.taken.front(), 1U);
  EXPECT_EQ(s.taken.back(), 29U);
}

TEST(sequence_space, more_than_can_be_held_without_a_snapshot_goes_on_stale) {
  recovery_settings small;
  small.hold_packets = 16;
  numbered_stream s{nothing, small};
  s.give(1, 1);
  for (std::uint64_t n = 3; n < 30; ++n) s.give(n, 1);
  EXPECT_EQ(s.taken.size(), 28U);
  EXPECT_EQ(s.told, (states{book_state::stale}));
}

TEST(sequence_space, a_message_that_cannot_be_read_makes_the_books_stale_after_its_packet) {
  numbered_stream s{nothing};
  s.distrust_at = 2;
  s.give(1, 3);
  EXPECT_EQ(s.taken, (numbers{1, 2, 3}));
  EXPECT_EQ(s.told, (states{book_state::stale}));
  EXPECT_EQ(s.space.next(), 4U);
}

TEST(sequence_space, a_message_that_cannot_be_read_among_held_ones_is_not_taken_twice) {
  numbered_stream s{nothing};
  s.distrust_at = 3;
  s.give(1, 1);
  s.give(3, 1);
  s.give(4, 1);
  s.give(2, 1);
  EXPECT_EQ(s.taken, (numbers{1, 2, 3, 4}));
  EXPECT_EQ(s.told, (states{book_state::stale}));
}

TEST(sequence_space, the_end_of_a_run_gives_up_what_never_came) {
  numbered_stream s{server};
  s.give(1, 1);
  s.give(3, 1);
  s.give(6, 1);
  s.space.flush();
  EXPECT_EQ(s.taken, (numbers{1, 3, 6}));
}

/// What a line does to a stream: loses packets, repeats them, lets them overtake each other.
class bad_line {
public:
  bad_line(std::uint64_t seed, unsigned loss_percent) : random_{seed}, loss_{loss_percent} {}

  void send(std::uint64_t first, std::uint32_t count,
            std::vector<std::pair<std::uint64_t, std::uint32_t>>& out) {
    if (random_() % 100 >= loss_) delayed_.emplace_back(first, count);
    if (random_() % 50 == 0) delayed_.emplace_back(first, count);
    const auto keep = random_() % 4;
    while (delayed_.size() > keep) {
      const auto i = random_() % delayed_.size();
      out.push_back(delayed_[i]);
      delayed_.erase(delayed_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

private:
  std::mt19937_64 random_;
  unsigned loss_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> delayed_;
};

void run_day(std::uint64_t seed, gap_recovery::services has) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  numbered_stream s{has};
  s.server_answers = true;
  bad_line a{seed * 2 + 1, 10};
  bad_line b{seed * 2 + 2, 10};
  std::uint64_t next = 1;
  std::size_t answered = 0;
  std::uint64_t resumed = 0;
  std::vector<std::uint64_t> resumes;
  while (next < 5'000) {
    const auto count = static_cast<std::uint32_t>(random() % 5);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> arrivals;
    a.send(next, count, arrivals);
    b.send(next, count, arrivals);
    next += count;
    for (const auto& [first, n] : arrivals) s.give(first, n);
    s.pass(std::chrono::microseconds{random() % 500});
    // The server answers most requests, some in part.
    for (; answered < s.asked.size(); ++answered) {
      if (random() % 4 == 0) continue;
      const auto r = s.asked[answered];
      const auto n = std::min<std::uint64_t>(r.size(), 1 + random() % 20);
      s.give(r.first, static_cast<std::uint32_t>(n));
    }
    if (s.space.phase() == gap_recovery::phase::snapshot && random() % 20 == 0) {
      resumed = next - random() % 3;
      if (resumed >= s.space.next()) {
        resumes.push_back(resumed);
        s.space.snapshot_taken(resumed);
      }
    }
  }
  // Each message once and in order; holes only where a snapshot stood in, or with stale books.
  std::uint64_t given_up = 0;
  for (std::size_t i = 1; i < s.taken.size(); ++i) {
    ASSERT_GT(s.taken[i], s.taken[i - 1]);
    if (s.taken[i] == s.taken[i - 1] + 1) continue;
    const bool by_snapshot =
        std::ranges::any_of(resumes, [&](auto r) { return r > s.taken[i - 1] && r <= s.taken[i]; });
    if (!by_snapshot) given_up += s.taken[i] - s.taken[i - 1] - 1;
  }
  if (has.retransmission && has.snapshot) {
    EXPECT_EQ(given_up, 0U);
    EXPECT_EQ(std::ranges::count(s.told, book_state::stale), 0);
  }
  EXPECT_EQ(given_up, s.counted("corelane_feed_missing_messages_total"));
  if (given_up != 0) {
    EXPECT_NE(std::ranges::count(s.told, book_state::stale), 0);
  }
  EXPECT_GT(s.taken.size(), 100U);
}

TEST(sequence_space_property, each_message_comes_once_and_in_order_or_the_books_are_not_valid) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed)
    for (const auto has : {nothing, server, both}) run_day(seed, has);
}

} // namespace
} // namespace corelane
