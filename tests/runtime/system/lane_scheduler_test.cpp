#include "corelane/runtime/system/lane_scheduler.hpp"

#include "corelane/runtime/system/lane_binding.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <caf/all.hpp>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace corelane {
namespace {

using namespace std::chrono_literals;

/// A CAF system on two lanes, which knows its lanes' threads.
class lane_scheduler_test : public ::testing::Test {
protected:
  lane_scheduler_test() {
    config.lanes = {&first, &second};
    config.on_lane_start = [this](const lane&, std::uint32_t index) {
      std::lock_guard lock{mutex};
      threads[std::this_thread::get_id()] = index;
    };
    system = std::make_unique<caf::actor_system>(config);
  }
  /// The lane that the calling thread is; 99 if none.
  std::uint32_t here() {
    std::lock_guard lock{mutex};
    const auto found = threads.find(std::this_thread::get_id());
    return found == threads.end() ? 99 : found->second;
  }

  lane first{lane_settings{.name = "first", .spin_for = 1us}};
  lane second{lane_settings{.name = "second", .spin_for = 1us}};
  std::mutex mutex;
  std::map<std::thread::id, std::uint32_t> threads;
  lane_system_config config;
  std::unique_ptr<caf::actor_system> system;
};

class counting_actor : public caf::event_based_actor {
public:
  counting_actor(caf::actor_config& c, std::function<void()> seen)
      : caf::event_based_actor{c}, seen_{std::move(seen)} {}
  caf::behavior make_behavior() override {
    return {[this](int) { seen_(); }};
  }

private:
  std::function<void()> seen_;
};

TEST_F(lane_scheduler_test, twenty_thousand_messages_run_on_the_lanes_of_their_actors) {
  std::atomic<int> seen{0}, wrong{0};
  const auto on_lane = [&](std::uint32_t lane) {
    return [this, &seen, &wrong, lane] {
      if (here() != lane) ++wrong;
      ++seen;
    };
  };
  std::vector<caf::actor> actors;
  for (const std::uint32_t lane : {1U, 2U}) {
    const auto count = on_lane(lane);
    actors.push_back(lane_binding::spawn_on(
        *system, lane,
        [count](caf::event_based_actor*) -> caf::behavior { return {[count](int) { count(); }}; }));
    actors.push_back(lane_binding::spawn_class_on<counting_actor>(*system, lane, count));
  }
  for (int i = 0; i < 5'000; ++i)
    for (const auto& a : actors) caf::anon_send(a, i);
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (seen < 20'000 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(seen, 20'000);
  EXPECT_EQ(wrong, 0);
}

TEST_F(lane_scheduler_test, what_is_bound_to_no_lane_runs_on_housekeeping) {
  std::atomic<std::uint32_t> where{98};
  const auto a = system->spawn(
      [&](caf::event_based_actor*) -> caf::behavior { return {[&](int) { where = here(); }}; });
  caf::scoped_actor self{*system};
  self->request(a, 5s, 1).receive([] {}, [](caf::error&) { FAIL(); });
  EXPECT_EQ(where, 0U);
}

TEST_F(lane_scheduler_test, requests_timeouts_and_delayed_messages_work_across_lanes) {
  const auto doubler = lane_binding::spawn_on(
      *system, 1,
      [](caf::event_based_actor*) -> caf::behavior { return {[](int n) { return 2 * n; }}; });
  const auto deaf =
      lane_binding::spawn_on(*system, 2, [](caf::event_based_actor* s) -> caf::behavior {
        return {[s](int) { return s->make_response_promise(); }};
      });
  caf::scoped_actor self{*system};
  self->request(doubler, 5s, 21)
      .receive([](int n) { EXPECT_EQ(n, 42); }, [](caf::error&) { FAIL(); });
  self->request(deaf, 50ms, 1)
      .receive([](int) { FAIL(); }, [](caf::error& e) { EXPECT_EQ(e, caf::sec::request_timeout); });
  self->delayed_send(doubler, 10ms, 1);
  bool answered = false;
  self->receive([&](int n) { answered = n == 2; });
  EXPECT_TRUE(answered);
}

TEST_F(lane_scheduler_test, an_actor_that_throws_goes_down_and_its_monitor_hears_of_it) {
  const auto thrower =
      lane_binding::spawn_on(*system, 1, [](caf::event_based_actor*) -> caf::behavior {
        return {[](int) { throw std::runtime_error{"no"}; }};
      });
  caf::scoped_actor self{*system};
  self->monitor(thrower);
  caf::anon_send(thrower, 1);
  bool down = false;
  self->receive([&](caf::down_msg& m) { down = m.source == thrower.address(); },
                caf::after(5s) >> [] { FAIL(); });
  EXPECT_TRUE(down);
}

TEST_F(lane_scheduler_test, an_actor_that_sends_to_itself_does_not_keep_its_lane) {
  std::atomic<bool> go{true};
  const auto busy =
      lane_binding::spawn_on(*system, 1, [&](caf::event_based_actor* s) -> caf::behavior {
        return {[s, &go](int n) {
          if (go) s->send(s, n);
        }};
      });
  const auto other = lane_binding::spawn_on(
      *system, 1,
      [](caf::event_based_actor*) -> caf::behavior { return {[](int n) { return n; }}; });
  caf::anon_send(busy, 1);
  caf::scoped_actor self{*system};
  self->request(other, 5s, 3).receive([](int n) { EXPECT_EQ(n, 3); }, [](caf::error&) { FAIL(); });
  go = false;
}

TEST(lane_scheduler, starts_and_stops_twenty_times_with_mail_under_way) {
  for (int i = 0; i < 20; ++i) {
    lane on{lane_settings{.name = "on", .spin_for = 1us}};
    lane_system_config config;
    config.lanes = {&on};
    caf::actor_system system{config};
    const auto a = lane_binding::spawn_on(
        system, 1, [](caf::event_based_actor*) -> caf::behavior { return {[](int) {}}; });
    for (int n = 0; n < 100; ++n) caf::anon_send(a, n);
  }
}

} // namespace
} // namespace corelane
