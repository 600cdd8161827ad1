#include "corelane/runtime/lane/lane.hpp"

#include "corelane/tests/support/actor_harness.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <atomic>
#include <map>
#include <random>
#include <thread>

namespace corelane {
namespace {

using namespace std::chrono_literals;

TEST(timer_queue, fires_in_the_order_of_deadlines_like_a_sorted_list) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  timer_queue timers;
  std::multimap<std::pair<std::int64_t, std::uint64_t>, timer_id> naive;
  auto* nobody = reinterpret_cast<actor*>(&random); // compared, never called
  std::int64_t now = 0;
  for (int step = 0; step < 5'000; ++step) {
    if (random() % 3 != 0) {
      const timestamp at{now + static_cast<std::int64_t>(random() % 1'000)};
      const auto id = timers.start(*nobody, at, 0ns);
      naive.emplace(std::pair{at.ns, static_cast<std::uint64_t>(id)}, id);
    } else if (!naive.empty() && random() % 4 == 0) {
      const auto victim =
          std::next(naive.begin(), static_cast<std::ptrdiff_t>(random() % naive.size()));
      timers.cancel(victim->second);
      naive.erase(victim);
    } else {
      now += static_cast<std::int64_t>(random() % 200);
      while (const auto due = timers.take_due({now})) {
        ASSERT_FALSE(naive.empty());
        EXPECT_EQ(due->id, naive.begin()->second);
        EXPECT_LE(naive.begin()->first.first, now);
        naive.erase(naive.begin());
      }
      if (!naive.empty()) {
        EXPECT_GT(naive.begin()->first.first, now);
      }
    }
  }
}

TEST(timer_queue, a_repeating_timer_keeps_its_beat_and_skips_what_it_missed) {
  timer_queue timers;
  int dummy;
  auto* owner = reinterpret_cast<actor*>(&dummy);
  timers.start(*owner, {100}, 100ns);
  EXPECT_FALSE(timers.take_due({99}));
  EXPECT_TRUE(timers.take_due({100}));
  EXPECT_EQ(timers.next_deadline().ns, 200);
  EXPECT_TRUE(timers.take_due({1'000}));
  EXPECT_GT(timers.next_deadline().ns, 900);
  timers.cancel_all(*owner);
  EXPECT_FALSE(timers.take_due({10'000}));
}

TEST(deferred_queue, gives_events_back_in_order_while_it_grows) {
  deferred_queue queue{2};
  static std::vector<std::uint64_t> got;
  got.clear();
  const sink to{
      [](void*, const void* e) noexcept { got.push_back(*static_cast<const std::uint64_t*>(e)); },
      nullptr};
  std::uint32_t stage = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    queue.push(to, &i, sizeof i, static_cast<std::uint32_t>(i));
    if (i % 3 == 0) queue.deliver_one(stage);
  }
  while (!queue.empty()) queue.deliver_one(stage);
  ASSERT_EQ(got.size(), 100U);
  for (std::uint64_t i = 0; i < 100; ++i) EXPECT_EQ(got[i], i);
  EXPECT_EQ(stage, 99U);
  EXPECT_GT(queue.times_grown(), 0U);
}

/// A link that another thread fills: a counter.
struct counter_link {
  std::atomic<std::uint64_t> filled{0};
  std::atomic<std::uint64_t> drained{0};
  [[nodiscard]] inbound as_inbound() {
    return {this,
            [](void* l, lane&, std::size_t) noexcept -> std::size_t {
              auto& self = *static_cast<counter_link*>(l);
              const auto n = self.filled.load(std::memory_order_acquire);
              const auto before = self.drained.exchange(n);
              return static_cast<std::size_t>(n - before);
            },
            [](void* l) noexcept {
              auto& self = *static_cast<counter_link*>(l);
              return self.filled.load(std::memory_order_acquire) != self.drained.load();
            },
            false};
  }
};

/// Answers each event with the same one, against the flow, without end; counts its timer.
class quarrel final : public actor {
public:
  explicit quarrel(actor_setup& s) : actor{s} {}
  void on_start() override { start_repeating_timer(1ms); }
  void on_timer(timer_id) override { ++timers; }
  static void arrive(void* self, const void* event) noexcept {
    auto& q = *static_cast<quarrel*>(self);
    ++q.events;
    q.on->deferred().push({&arrive, self}, event, sizeof(int), 0);
  }

  lane* on{nullptr};
  std::uint64_t events{0};
  int timers{0};
};

TEST(lane, two_actors_that_answer_each_other_without_end_do_not_take_the_lane) {
  lane on{lane_settings{}};
  auto harness = support::actor_harness::of<quarrel>();
  auto& q = dynamic_cast<quarrel&>(harness.get());
  q.on = &on;
  on.attach(q);
  q.on_start();
  bool mail = false;
  on.set_mail_runner(
      [](void* seen) noexcept {
        *static_cast<bool*>(seen) = true;
        return false;
      },
      &mail);
  const int event = 0;
  quarrel::arrive(&q, &event);
  EXPECT_FALSE(on.settle());
  on.mail_arrived();
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while ((q.timers < 3 || !mail) && std::chrono::steady_clock::now() < deadline)
    EXPECT_NE(on.turn(), 0U);
  EXPECT_GE(q.timers, 3);
  EXPECT_TRUE(mail);
  EXPECT_GT(q.events, 1'000U);
}

TEST(lane, a_parked_lane_misses_no_wake_up) {
  lane sleeper{lane_settings{.name = "sleeper", .idle = idle_policy::park, .spin_for = 0ns}};
  counter_link link;
  sleeper.add(link.as_inbound());
  std::thread thread{[&] { sleeper.run(); }};
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  for (std::uint64_t i = 1; i <= 3'000; ++i) {
    link.filled.store(i, std::memory_order_release);
    sleeper.wake();
    while (link.drained.load() != i) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "wake-up " << i << " was lost";
      std::this_thread::yield();
    }
  }
  sleeper.request_stop();
  thread.join();
}

TEST(lane, a_parked_lane_wakes_for_mail_and_to_stop) {
  lane sleeper{lane_settings{.name = "sleeper", .idle = idle_policy::park, .spin_for = 0ns}};
  static std::atomic<int> ran;
  ran = 0;
  sleeper.set_mail_runner([](void*) noexcept { return ++ran, false; }, nullptr);
  std::thread thread{[&] { sleeper.run(); }};
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  for (int i = 1; i <= 500; ++i) {
    sleeper.mail_arrived();
    while (ran.load() < i) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
      std::this_thread::yield();
    }
  }
  sleeper.request_stop();
  thread.join();
}

/// Reads from a pipe; throws at 'x'.
class pipe_reader final : public actor, public source {
public:
  explicit pipe_reader(actor_setup& s) : actor{s} {
    if (::pipe2(ends_, O_NONBLOCK) != 0) throw std::runtime_error{"pipe"};
  }
  ~pipe_reader() override {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  bool poll() override {
    char c;
    if (::read(ends_[0], &c, 1) != 1) return false;
    if (c == 'x') throw std::runtime_error{"x"};
    ++count;
    return true;
  }
  [[nodiscard]] int descriptor() const override { return ends_[0]; }
  void write(char c) const { ASSERT_EQ(::write(ends_[1], &c, 1), 1); }
  std::atomic<int> count{0};

private:
  int ends_[2];
};

TEST(lane, a_parked_lane_wakes_for_its_sockets_and_drops_a_source_that_throws) {
  auto harness = support::actor_harness::of<pipe_reader>();
  auto& reader = dynamic_cast<pipe_reader&>(harness.get());
  lane sleeper{lane_settings{.name = "sleeper", .idle = idle_policy::park, .spin_for = 0ns}};
  std::atomic<int> failures{0};
  sleeper.set_failure_handler([&](actor&, std::exception_ptr) { ++failures; });
  sleeper.attach(reader);
  std::thread thread{[&] { sleeper.run(); }};
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  for (int i = 1; i <= 500; ++i) {
    reader.write('.');
    while (reader.count.load() != i) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
      std::this_thread::yield();
    }
  }
  reader.write('x');
  while (failures.load() == 0) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  reader.write('.');
  sleeper.request_stop();
  thread.join();
  EXPECT_EQ(failures.load(), 1);
  EXPECT_EQ(reader.count.load(), 500);
}

} // namespace
} // namespace corelane
