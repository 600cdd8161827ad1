#include "corelane/hw/utc_course.hpp"
#include "corelane/hw/tsc_clock.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <random>
#include <thread>
#include <vector>

namespace corelane::hw {
namespace {

constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t second = 1'000 * ms;
constexpr std::int64_t epoch = 1'700'000'000 * second;

/// A course that begins right, and a UTC that may be set off from it.
struct utc_course_followed : testing::Test {
  utc_course course{0}; // no rest, so that corrections may come close together
  const std::uint64_t start = tsc_clock::ticks();
  std::int64_t off = 0;

  void SetUp() override { course.begin(tsc_clock::rate(), {start, epoch}); }

  [[nodiscard]] std::uint64_t after(std::int64_t ns) const {
    return start + tsc_clock::from(std::chrono::nanoseconds{ns});
  }
  [[nodiscard]] std::int64_t truth(std::uint64_t ticks) const {
    return epoch + tsc_clock::to_ns(ticks - start) + off;
  }
  bool correct() {
    const auto now = tsc_clock::ticks();
    return course.correct({now, truth(now)});
  }
  /// How far the course is from UTC at that tick.
  [[nodiscard]] std::int64_t error(std::uint64_t ticks) const {
    return course.at(ticks) - truth(ticks);
  }
  /// Steps back over a time to come, looked at every 50 us.
  [[nodiscard]] int steps_back(std::int64_t over) const {
    int found = 0;
    auto last = course.at(start);
    for (std::int64_t t = 0; t < over; t += 50'000) {
      const auto now = course.at(after(t));
      if (now < last) ++found;
      last = now;
    }
    return found;
  }
};

TEST_F(utc_course_followed, before_it_begins_reads_zero) {
  const utc_course none;
  EXPECT_EQ(none.at(tsc_clock::ticks()), 0);
}

TEST_F(utc_course_followed, without_a_correction_runs_at_the_rate_it_was_given) {
  EXPECT_EQ(course.at(start), epoch);
  EXPECT_NEAR(static_cast<double>(error(after(3600 * second))), 0, 2);
}

TEST_F(utc_course_followed, utc_that_went_ahead_is_reached_in_one_step_10_ms_later) {
  off = 5 * ms;
  ASSERT_TRUE(correct());
  EXPECT_NEAR(static_cast<double>(error(tsc_clock::ticks())), -5.0 * ms, 2);
  EXPECT_NEAR(static_cast<double>(error(after(500 * ms))), 0, 2);
  EXPECT_EQ(steps_back(3 * second), 0);
}

TEST_F(utc_course_followed, utc_that_went_back_is_reached_within_a_second_without_a_step_back) {
  off = -5 * ms;
  ASSERT_TRUE(correct());
  EXPECT_GT(error(after(500 * ms)), 2 * ms);
  EXPECT_LT(error(after(500 * ms)), 3 * ms);
  EXPECT_NEAR(static_cast<double>(error(after(2 * second))), 0, 10);
  EXPECT_EQ(steps_back(3 * second), 0);
}

TEST_F(utc_course_followed, utc_set_back_by_an_hour_slows_the_clock_to_half_its_pace_at_most) {
  off = -3600 * second;
  ASSERT_TRUE(correct());
  const auto pace = static_cast<double>(course.at(after(11 * second)) - course.at(after(second)))
                    / (10.0 * second);
  EXPECT_NEAR(pace, 0.5, 0.01);
  EXPECT_EQ(steps_back(3 * second), 0);
  EXPECT_NEAR(static_cast<double>(error(after(7201 * second))), 0, 10'000);
}

TEST_F(utc_course_followed, a_second_correction_before_the_first_takes_effect_changes_nothing) {
  off = 5 * ms;
  ASSERT_TRUE(correct());
  off = 50 * ms;
  EXPECT_FALSE(correct());
  EXPECT_NEAR(static_cast<double>(error(after(500 * ms))), -45.0 * ms, 2);
}

TEST_F(utc_course_followed,
       a_correction_made_before_the_counter_passes_it_by_too_late_is_not_made) {
  const auto long_ago = tsc_clock::ticks() - tsc_clock::from(std::chrono::seconds{1});
  off = 5 * ms;
  EXPECT_FALSE(course.correct({long_ago, truth(long_ago)}));
  EXPECT_EQ(course.at(start), epoch);
}

TEST(utc_course_at_rest, takes_the_next_correction_when_the_rest_is_over) {
  utc_course course{100 * ms};
  const auto start = tsc_clock::ticks();
  const auto after = [&](std::int64_t ns) {
    return start + tsc_clock::from(std::chrono::nanoseconds{ns});
  };
  course.begin(tsc_clock::rate(), {start, epoch});
  ASSERT_TRUE(course.correct({start, epoch + 60 * second}));
  EXPECT_FALSE(course.correct({after(109 * ms), epoch}));
  while (tsc_clock::ticks() < after(111 * ms)) std::this_thread::yield();
  EXPECT_TRUE(course.correct({after(111 * ms), epoch + 90 * second}));
  // What was is remembered, and what will be is known.
  EXPECT_NEAR(static_cast<double>(course.at(after(50 * ms)) - epoch), 60.05 * second, 10);
  EXPECT_NEAR(static_cast<double>(course.at(after(211 * ms)) - epoch), 90.1 * second, 10);
}

TEST_F(utc_course_followed, no_thread_sees_a_step_back_while_utc_jumps_about) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  std::atomic<bool> stop{false};
  std::atomic<int> seen_back{0};
  std::atomic<std::int64_t> latest{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!stop.load(std::memory_order_relaxed)) {
        auto seen = latest.load(std::memory_order_acquire);
        _mm_lfence(); // the counter may otherwise be read before that load
        const auto now = course.now();
        if (now < seen) ++seen_back;
        while (seen < now && !latest.compare_exchange_weak(seen, now)) {
        }
      }
    });
  int corrections = 0;
  while (tsc_clock::ticks() < after(600 * ms)) {
    off = static_cast<std::int64_t>(random() % (20 * ms)) - 10 * ms;
    corrections += correct() ? 1 : 0;
  }
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_GT(corrections, 5);
  EXPECT_EQ(seen_back, 0);
}

} // namespace
} // namespace corelane::hw
