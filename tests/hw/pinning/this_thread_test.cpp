#include "corelane/hw/pinning/this_thread.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#include <thread>

namespace corelane::hw::this_thread {
namespace {

using testing::HasSubstr;
using policy = scheduling::policy;

/// Each on a thread of its own, so that nothing stays behind.
template <class F>
void on_a_thread(F what) {
  std::thread{what}.join();
}

TEST(this_thread, pinned_to_a_core_runs_there_only) {
  on_a_thread([] {
    const auto core = ::sched_getcpu();
    ASSERT_EQ(pin_to(static_cast<unsigned>(core)), std::nullopt);
    cpu_set_t mask;
    ASSERT_EQ(::sched_getaffinity(0, sizeof mask, &mask), 0);
    EXPECT_EQ(CPU_COUNT(&mask), 1);
    EXPECT_TRUE(CPU_ISSET(core, &mask));
  });
}

TEST(this_thread, pinned_to_a_core_that_is_not_there_stays_as_it_was_and_says_so) {
  on_a_thread([] {
    cpu_set_t before;
    ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
    for (const auto core : {9999u, 70'000u, 0xffff'ffffu}) {
      const auto refused = pin_to(core);
      ASSERT_TRUE(refused);
      EXPECT_THAT(*refused, HasSubstr("pin a thread to core " + std::to_string(core)));
      EXPECT_THAT(*refused, HasSubstr("no such core"));
    }
    cpu_set_t after;
    ASSERT_EQ(::sched_getaffinity(0, sizeof after, &after), 0);
    EXPECT_TRUE(CPU_EQUAL(&before, &after));
  });
}

TEST(this_thread, runs_as_scheduled_or_says_what_it_takes) {
  const auto nice_before = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
  on_a_thread([] {
    int by = -1;
    sched_param parameters{};
    if (const auto refused = schedule({policy::fifo, 50})) {
      EXPECT_THAT(*refused, HasSubstr("SCHED_FIFO with priority 50"));
      EXPECT_THAT(*refused, HasSubstr("CAP_SYS_NICE"));
    } else {
      ::pthread_getschedparam(::pthread_self(), &by, &parameters);
      EXPECT_EQ(by, SCHED_FIFO);
      EXPECT_EQ(parameters.sched_priority, 50);
    }
    ASSERT_EQ(schedule({policy::shared, 10}), std::nullopt);
    ::pthread_getschedparam(::pthread_self(), &by, &parameters);
    EXPECT_EQ(by, SCHED_OTHER);
    EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())), 10);
    ASSERT_EQ(schedule({policy::idle, 0}), std::nullopt);
    ::pthread_getschedparam(::pthread_self(), &by, &parameters);
    EXPECT_EQ(by, SCHED_IDLE);
  });
  EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())), nice_before)
      << "one thread's nice value is not another's";
}

TEST(this_thread, an_impossible_priority_is_refused_by_number) {
  on_a_thread([] {
    const auto refused = schedule({policy::fifo, 1000});
    ASSERT_TRUE(refused);
    EXPECT_THAT(*refused, HasSubstr("priority 1000"));
  });
}

TEST(this_thread, shows_its_name_cut_to_what_the_kernel_keeps) {
  on_a_thread([] {
    char shown[16]{};
    name("lane.market_data_feed");
    ::pthread_getname_np(::pthread_self(), shown, sizeof shown);
    EXPECT_STREQ(shown, "lane.market_dat");
  });
}

TEST(this_thread, settling_does_what_it_can_and_lists_what_it_could_not) {
  on_a_thread([] {
    const auto refused = settle({.name = "feed", .core = 9999, .run = {policy::shared, 5}});
    EXPECT_THAT(refused, testing::ElementsAre(HasSubstr("core 9999")));
    char shown[16]{};
    ::pthread_getname_np(::pthread_self(), shown, sizeof shown);
    EXPECT_STREQ(shown, "feed");
    EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())), 5);
  });
}

} // namespace
} // namespace corelane::hw::this_thread
