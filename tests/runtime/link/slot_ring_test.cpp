#include "corelane/runtime/link/slot_ring.hpp"

#include <gtest/gtest.h>
#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace corelane {
namespace {

struct numbered {
  std::uint64_t producer;
  std::uint64_t number;
  std::uint64_t check[5];
};
static_assert(sizeof(numbered) == 56);

numbered make(std::uint64_t producer, std::uint64_t n) {
  numbered e{producer, n, {}};
  for (auto& c : e.check) c = n ^ 0x5555;
  return e;
}

bool whole(const numbered& e) {
  for (const auto c : e.check)
    if (c != (e.number ^ 0x5555)) return false;
  return true;
}

TEST(slot_ring, takes_as_many_events_as_it_has_slots_and_not_one_more) {
  slot_ring<56> ring{64};
  for (std::uint64_t i = 0; i < 64; ++i) {
    const auto e = make(0, i);
    EXPECT_EQ(ring.push(&e, 0), static_cast<std::ptrdiff_t>(63 - i));
  }
  const auto e = make(0, 64);
  EXPECT_EQ(ring.push(&e, 0), -1);
}

TEST(slot_ring, gives_events_back_in_order_with_their_tags_over_many_laps) {
  slot_ring<56> ring{64};
  std::uint64_t next = 0;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const auto e = make(0, i);
    ASSERT_GE(ring.push(&e, static_cast<std::uint32_t>(i * 3)), 0);
    if (i % 40 != 39) continue;
    while (ring.pop([&](const void* p, std::uint32_t tag) {
      EXPECT_EQ(static_cast<const numbered*>(p)->number, next);
      EXPECT_EQ(tag, static_cast<std::uint32_t>(next * 3));
      ++next;
    })) {
    }
  }
  EXPECT_EQ(next, 10'000U);
}

TEST(slot_ring, frees_its_slots_when_the_consumer_has_emptied_it) {
  slot_ring<120> ring{64};
  const std::array<char, 120> e{};
  for (int i = 0; i < 5; ++i) ring.push(e.data(), 0);
  EXPECT_EQ(ring.free(), 59);
  while (ring.pop([](const void*, std::uint32_t) {})) {
  }
  EXPECT_EQ(ring.free(), 64);
}

template <producers P>
void run_producers(unsigned count, std::uint64_t each) {
  slot_ring<56, P> ring{256};
  std::vector<std::thread> threads;
  for (unsigned p = 0; p < count; ++p)
    threads.emplace_back([&ring, p, each] {
      for (std::uint64_t i = 0; i < each; ++i) {
        const auto e = make(p, i);
        while (ring.push(&e, p) < 0) std::this_thread::yield();
      }
    });
  std::vector<std::uint64_t> next(count);
  for (std::uint64_t got = 0; got < count * each;) {
    const bool any = ring.pop([&](const void* at, std::uint32_t tag) {
      const auto& e = *static_cast<const numbered*>(at);
      ASSERT_TRUE(whole(e));
      ASSERT_EQ(e.producer, tag);
      ASSERT_EQ(e.number, next[e.producer]++);
    });
    if (any)
      ++got;
    else
      std::this_thread::yield();
  }
  for (auto& t : threads) t.join();
  EXPECT_FALSE(ring.ready());
}

TEST(slot_ring, one_producer_on_another_thread_loses_nothing_and_keeps_the_order) {
  run_producers<producers::one>(1, 300'000);
}

TEST(slot_ring, many_producers_are_told_full_only_when_it_is) {
  // With at most half of the slots in use, whatever a preempted producer believes.
  constexpr std::size_t capacity = 1'024;
  constexpr int each = 300'000;
  slot_ring<56, producers::many> ring{capacity};
  std::atomic<std::uint64_t> pushed{0}, popped{0};
  std::atomic<int> false_alarms{0};
  const auto produce = [&] {
    const std::array<std::byte, 56> event{};
    for (int i = 0; i < each; ++i) {
      // Counted before it is pushed: never more than half of the slots are in use or about to be.
      while (pushed.fetch_add(1) - popped.load() >= capacity / 2) {
        pushed.fetch_sub(1);
        std::this_thread::yield();
      }
      if (ring.push(event.data(), 0) < 0) {
        ++false_alarms;
        pushed.fetch_sub(1);
      }
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back(produce);
  for (std::uint64_t seen = 0; seen + static_cast<std::uint64_t>(false_alarms) < 3 * each;) {
    if (ring.pop([](const void*, std::uint32_t) {}))
      popped.store(++seen);
    else
      std::this_thread::yield();
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(false_alarms, 0);
}

TEST(slot_ring, many_producers_lose_nothing_and_each_keeps_its_order) {
  run_producers<producers::many>(3, 100'000);
}

} // namespace
} // namespace corelane
