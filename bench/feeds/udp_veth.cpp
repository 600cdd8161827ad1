#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/hw/net/udp_receiver.hpp"
#include "corelane/hw/net/udp_sender.hpp"
#include "corelane/hw/tsc_clock.hpp"

#include <sched.h>
#include <time.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <optional>
#include <string>
#include <thread>

namespace corelane::bench {

namespace {

using namespace std::chrono_literals;

constexpr auto trial = 300ms;
constexpr std::size_t payload = 100; ///< bytes
constexpr std::uint64_t slowest = 20'000, fastest = 3'000'000;
constexpr int steps = 9;                      ///< of the search: to about 0.5 %
const hw::endpoint group{0xEF2D0001, 37'001}; // 239.45.0.1

bool shell(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}
std::int64_t thread_cpu_ns() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1'000'000'000 + t.tv_nsec;
}

/// What one trial came to.
struct outcome {
  std::uint64_t sent{0};
  std::uint64_t received{0};
  std::int64_t sender_ns{0}; ///< of processor time
  std::int64_t receiver_ns{0};
  [[nodiscard]] bool lossless() const { return sent != 0 && received == sent; }
};

/// A sender in a network namespace of its own, and a cable to this one. All ends with the thread.
class far_end {
public:
  far_end() : thread_{[this] { run(); }} {}
  ~far_end() {
    rate_ = 0;
    asked_ = true;
    asked_.notify_one();
    thread_.join();
  }
  [[nodiscard]] bool ready() { return ready_.get_future().get(); }
  /// Begins to send at `rate`, for a trial.
  void begin(std::uint64_t rate) {
    rate_ = rate;
    done_ = false;
    asked_ = true;
    asked_.notify_one();
  }
  [[nodiscard]] bool sending() const noexcept { return !done_; }
  // Of the last trial.
  [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }
  [[nodiscard]] std::int64_t sender_ns() const noexcept { return sender_ns_; }

private:
  void run() {
    const auto here = std::to_string(getpid());
    const bool made = unshare(CLONE_NEWNET) == 0
                      && shell("ip link add clbench0 type veth peer name clbench1 netns " + here)
                      && shell("ip addr add 10.45.0.1/24 dev clbench0")
                      && shell("ip link set clbench0 up");
    ready_.set_value(made);
    if (!made) return;
    asked_.wait(false);
    if (rate_ == 0) return;
    auto opened = hw::udp_sender::open(group, "10.45.0.1");
    auto* sender = std::get_if<hw::udp_sender>(&opened);
    for (;;) {
      asked_ = false;
      if (sender != nullptr) send(*sender);
      done_ = true;
      asked_.wait(false);
      if (rate_ == 0) return;
    }
  }
  void send(hw::udp_sender& to) {
    const std::array<std::byte, payload> bytes{};
    const auto cpu = thread_cpu_ns();
    const auto gap = hw::tsc_clock::from(1s) / rate_;
    const auto begun = hw::tsc_clock::ticks();
    const auto end = begun + hw::tsc_clock::from(trial);
    std::uint64_t sent = 0;
    for (auto due = begun; due < end; due += gap) {
      while (hw::tsc_clock::ticks() < due) __builtin_ia32_pause();
      sent += to.send(bytes) ? 1 : 0;
      if (hw::tsc_clock::ticks() > end) break; // it cannot go as fast
    }
    sent_ = sent;
    sender_ns_ = thread_cpu_ns() - cpu;
  }

  std::promise<bool> ready_;
  std::atomic<std::uint64_t> rate_{0};
  std::atomic<bool> asked_{false};
  std::atomic<bool> done_{true};
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::int64_t> sender_ns_{0};
  std::thread thread_;
};

outcome run_trial(far_end& from, hw::udp_receiver& at, std::uint64_t rate) {
  while (!at.receive().empty()) {
  }
  outcome o;
  from.begin(rate);
  // Idle reads cost too, and a lane makes them: only those that brought something are counted.
  for (auto quiet_since = std::chrono::steady_clock::now();;) {
    const auto cpu = thread_cpu_ns();
    const auto got = at.receive().size();
    if (got != 0) {
      o.receiver_ns += thread_cpu_ns() - cpu;
      o.received += got;
      quiet_since = std::chrono::steady_clock::now();
    } else if (!from.sending() && std::chrono::steady_clock::now() - quiet_since > 20ms) {
      break;
    }
  }
  o.sent = from.sent();
  o.sender_ns = from.sender_ns();
  return o;
}

} // namespace

/// The highest rate at which all datagrams of 100 bytes get from one network namespace to another
/// over veth, multicast, 0.3 s at each rate tried; by bisection. Two threads: paced sender,
/// spinning receiver. Needs root; elsewhere it says so.
void udp_veth(bench_output& out) {
  far_end sender;
  if (!sender.ready()) return out.note("udp_veth: not run: it needs root, and ip (iproute2)");
  if (!shell("ip addr add 10.45.0.2/24 dev clbench1") || !shell("ip link set clbench1 up"))
    return out.note("udp_veth: not run: the cable's near end cannot be set up");
  auto opened = hw::udp_receiver::open({group, "10.45.0.2", 64U << 20, {}});
  if (auto* error = std::get_if<std::string>(&opened))
    return out.note("udp_veth: not run: " + *error);
  auto& receiver = std::get<hw::udp_receiver>(opened);
  std::optional<outcome> best;
  auto low = slowest, high = fastest;
  for (int i = 0; i < steps; ++i) {
    const auto rate = (low + high) / 2;
    const auto o = run_trial(sender, receiver, rate);
    const auto reached = o.sent * 1'000'000'000ULL
                         / static_cast<std::uint64_t>(std::chrono::nanoseconds{trial}.count());
    const bool as_fast_as_asked = reached + rate / 50 >= rate;
    if (o.lossless() && (!best || o.sent > best->sent)) best = o;
    if (o.lossless() && as_fast_as_asked)
      low = rate;
    else
      high = rate;
  }
  if (!best) return out.note("udp_veth: datagrams were lost at 20,000 a second already");
  const auto packets = static_cast<double>(best->sent);
  const double ghz = 4294967296.0 / static_cast<double>(hw::tsc_clock::rate());
  const double seconds = std::chrono::duration<double>(trial).count();
  figures f;
  f.name = "corelane";
  f.p50 = f.p50_low = f.p50_high = f.p99 = 1e9 * seconds / packets;
  out.add("udp_veth", {f},
          {{"packets_per_s", packets / seconds},
           {"receiver_cycles_per_packet", ghz * static_cast<double>(best->receiver_ns) / packets},
           {"sender_cycles_per_packet", ghz * static_cast<double>(best->sender_ns) / packets}});
}

} // namespace corelane::bench
