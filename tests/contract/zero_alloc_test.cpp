#include "corelane/bench/path/tick_stream.hpp"
#include "corelane/bench/path/trading_lane.hpp"

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <atomic>
#include <csignal>
#include <cstddef>
#include <cstdio>

/// From packet bytes to order bytes, after warm-up: no heap allocation and no system call. The
/// lane is the one that `bench_path` times: the shipping feed, book, strategy, risk and encoder.

namespace {

std::atomic<std::uint64_t> allocations{0};
volatile std::sig_atomic_t system_calls = 0;

} // namespace

extern "C" void* __libc_malloc(std::size_t);
extern "C" void* __libc_calloc(std::size_t, std::size_t);
extern "C" void* __libc_realloc(void*, std::size_t);

extern "C" void* malloc(std::size_t n) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(n);
}
extern "C" void* calloc(std::size_t n, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_calloc(n, size);
}
extern "C" void* realloc(void* p, std::size_t n) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(p, n);
}

namespace corelane::contract {
namespace {

constexpr const char* quotes =
    "{tick_size: 0.01, quote_interval: 0ns, stale_after: 1h, max_position: 100000}";
constexpr const char* books = "{max_orders: 100000, max_instruments: 1024, max_levels: 50000}";

/// From here on each system call but the three that end the process only counts.
bool trap_system_calls() {
  struct sigaction action {};
  action.sa_handler = [](int) { system_calls = system_calls + 1; };
  ::sigaction(SIGSYS, &action, nullptr);
  sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigreturn, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program{sizeof filter / sizeof filter[0], filter};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
         && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

void play(bench::trading_lane& lane, const bench::tick_stream& stream, std::size_t from,
          std::size_t to) {
  for (std::size_t i = from; i < to; ++i) lane.take(stream.packet(i), hw::tsc_clock::stamp());
}

class hot_path : public ::testing::Test {
protected:
  hot_path() { play(lane, stream, 0, stream.packets() / 2); }

  bench::tick_stream stream = bench::tick_stream::moving_tops(8, 40'000);
  bench::trading_lane lane{"strategy.market_maker", quotes, books, true};
};

TEST_F(hot_path, allocates_nothing_after_warm_up) {
  const auto orders = lane.gateway().orders();
  const auto before = allocations.load();
  play(lane, stream, stream.packets() / 2, stream.packets());
  const auto after = allocations.load();
  EXPECT_EQ(after - before, 0U);
  EXPECT_GT(lane.gateway().orders() - orders, 10'000U) << "nothing traded: nothing was shown";
}

TEST_F(hot_path, makes_no_system_call_after_warm_up) {
  const auto child = ::fork();
  if (child == 0) {
    if (!trap_system_calls()) ::_exit(77);
    play(lane, stream, stream.packets() / 2, stream.packets());
    ::_exit(system_calls == 0 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "seccomp is not available here";
  EXPECT_EQ(WEXITSTATUS(status), 0) << "a system call was made on the hot path";
}

TEST(hot_path_counters, count) {
  const auto before = allocations.load();
  delete new int{1};
  EXPECT_GT(allocations.load(), before) << "the hook does not see operator new";
  const auto child = ::fork();
  if (child == 0) {
    if (!trap_system_calls()) ::_exit(77);
    ::getppid();
    ::_exit(system_calls == 1 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "seccomp is not available here";
  EXPECT_EQ(WEXITSTATUS(status), 0) << "the filter does not see a system call";
}

} // namespace
} // namespace corelane::contract
