#include "corelane/hw/pinning/this_thread.hpp"

#include "corelane/hw/os_error.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#include <cerrno>
#include <fstream>
#include <memory>

namespace corelane::hw::this_thread {

namespace {

constexpr const char* permission =
    "; give the process CAP_SYS_NICE, or raise its limits (LimitRTPRIO=, LimitNICE=)";

std::string refusal(const std::string& attempt, int number) {
  auto text = os_error(attempt, number);
  if (number == EPERM || number == EACCES) text += permission;
  return text;
}

std::optional<std::string> set_policy(int policy, int priority, const std::string& attempt) {
  sched_param parameters{};
  parameters.sched_priority = priority;
  const auto number = ::pthread_setschedparam(::pthread_self(), policy, &parameters);
  if (number != 0) return refusal(attempt, number);
  return std::nullopt;
}

} // namespace

std::optional<std::string> pin_to(unsigned core) {
  constexpr std::size_t most_cores = 1u << 16;
  const auto size = CPU_ALLOC_SIZE(most_cores);
  const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> mask{CPU_ALLOC(most_cores),
                                                              [](cpu_set_t* s) { CPU_FREE(s); }};
  if (!mask) return os_error("pin a thread to core " + std::to_string(core), ENOMEM);
  CPU_ZERO_S(size, mask.get());
  if (core < most_cores) CPU_SET_S(core, size, mask.get()); // else empty, and refused as such
  const auto number = ::pthread_setaffinity_np(::pthread_self(), size, mask.get());
  if (number == 0) return std::nullopt;
  auto text = os_error("pin a thread to core " + std::to_string(core), number);
  if (number == EINVAL) text += "; the host has no such core, or this process may not use it";
  return text;
}

std::optional<std::string> schedule(scheduling s) {
  const auto level = std::to_string(s.level);
  switch (s.by) {
    case scheduling::policy::fifo:
      return set_policy(SCHED_FIFO, s.level, "run by SCHED_FIFO with priority " + level);
    case scheduling::policy::idle: return set_policy(SCHED_IDLE, 0, "run by SCHED_IDLE");
    case scheduling::policy::shared: break;
  }
  if (auto refused = set_policy(SCHED_OTHER, 0, "run by SCHED_OTHER")) return refused;
  // On Linux a nice value is the thread's.
  const auto thread = static_cast<id_t>(::gettid());
  if (::setpriority(PRIO_PROCESS, thread, s.level) != 0)
    return refusal("run with nice " + level, errno);
  return std::nullopt;
}

void name(const std::string& text) noexcept {
  constexpr std::size_t longest = 15;
  char cut[longest + 1]{};
  text.copy(cut, longest);
  ::pthread_setname_np(::pthread_self(), cut);
}

std::optional<std::string> realtime_throttling() {
  long runtime = -1;
  long period = 1'000'000;
  std::ifstream{"/proc/sys/kernel/sched_rt_runtime_us"} >> runtime;
  std::ifstream{"/proc/sys/kernel/sched_rt_period_us"} >> period;
  if (runtime < 0 || runtime >= period) return std::nullopt;
  return "the kernel may stop a SCHED_FIFO thread that never sleeps for "
         + std::to_string(period - runtime) + " us of every " + std::to_string(period)
         + " us; set kernel.sched_rt_runtime_us=-1 by sysctl";
}

std::vector<std::string> settle(const settings& s) {
  std::vector<std::string> refused;
  const auto note = [&](std::optional<std::string> text) {
    if (text) refused.push_back(*std::move(text));
  };
  name(s.name);
  if (s.core) note(pin_to(*s.core));
  note(schedule(s.run));
  return refused;
}

} // namespace corelane::hw::this_thread
