#include "corelane/hw/tsc_clock.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <thread>
#include <vector>

namespace corelane::hw {
namespace {

std::int64_t utc_ns() {
  timespec t{};
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1'000'000'000 + t.tv_nsec;
}

/// How far the tsc clock is from UTC. The smallest of several, since this thread may be off its
/// core between the two reads.
std::int64_t error_ns() {
  auto least = INT64_MAX;
  for (int i = 0; i < 100; ++i) least = std::min(least, std::abs(tsc_clock::now().ns - utc_ns()));
  return least;
}

void wait_for(std::chrono::nanoseconds d) {
  const auto end = tsc_clock::ticks() + tsc_clock::from(d);
  while (tsc_clock::ticks() < end) std::this_thread::yield();
}

TEST(tsc_clock, agrees_with_utc_within_a_millisecond) { EXPECT_LT(error_ns(), 1'000'000); }

TEST(tsc_clock, agrees_with_utc_within_20_us_after_a_second_and_a_recalibration) {
  wait_for(std::chrono::milliseconds{600});
  tsc_clock::recalibrate();
  wait_for(std::chrono::milliseconds{400});
  EXPECT_LT(error_ns(), 20'000);
}

TEST(tsc_clock, a_recalibration_leaves_the_offset_right_whatever_it_was) {
  for (int i = 0; i < 5; ++i) {
    tsc_clock::recalibrate();
    wait_for(std::chrono::milliseconds{12});
    EXPECT_LT(error_ns(), 1'000'000);
  }
}

TEST(tsc_clock, counts_a_known_interval_to_a_part_in_a_thousand) {
  const auto utc = utc_ns();
  const auto ticks = tsc_clock::ticks();
  wait_for(std::chrono::milliseconds{100});
  const auto measured = tsc_clock::to_ns(tsc_clock::ticks() - ticks);
  const auto expected = utc_ns() - utc;
  EXPECT_NEAR(static_cast<double>(measured), static_cast<double>(expected), 1e-3 * 1e8 + 50'000);
}

TEST(tsc_clock, never_steps_back_on_any_thread_while_it_is_recalibrated) {
  std::atomic<bool> stop{false};
  std::atomic<int> steps_back{0};
  std::atomic<std::int64_t> shared{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!stop.load(std::memory_order_relaxed)) {
        // What another thread has seen is not in this thread's future.
        auto seen = shared.load(std::memory_order_acquire);
        _mm_lfence(); // the counter may otherwise be read before that load
        const auto now = tsc_clock::now().ns;
        if (now < seen) ++steps_back;
        while (seen < now && !shared.compare_exchange_weak(seen, now)) {
        }
      }
    });
  const auto end = utc_ns() + 500'000'000;
  while (utc_ns() < end) tsc_clock::recalibrate();
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(steps_back, 0);
}

TEST(tsc_clock, ticks_and_nanoseconds_convert_both_ways) {
  for (const std::int64_t ns : {1'000LL, 1'000'000LL, 3'600'000'000'000LL}) {
    const auto back = tsc_clock::to_ns(tsc_clock::from(std::chrono::nanoseconds{ns}));
    EXPECT_NEAR(static_cast<double>(back), static_cast<double>(ns), 2.0) << ns;
  }
  EXPECT_EQ(tsc_clock::from(std::chrono::nanoseconds{-5}), 0u);
}

TEST(tsc_clock, a_stamp_taken_earlier_gets_an_earlier_time) {
  const auto stamp = tsc_clock::stamp();
  wait_for(std::chrono::milliseconds{1});
  const auto age = tsc_clock::now() - tsc_clock::at(stamp.ticks);
  EXPECT_GE(age, std::chrono::microseconds{999});
  EXPECT_LT(age, std::chrono::seconds{5});
}

} // namespace
} // namespace corelane::hw
