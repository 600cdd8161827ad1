#pragma once

#include <optional>
#include <string>
#include <vector>

/// Settings of the calling thread. Each function changes what the host allows and returns what it
/// refused, as text that says what to do; nothing returned means done. A refusal leaves the
/// thread as it was.
namespace corelane::hw::this_thread {

/// How the kernel schedules a thread.
struct scheduling {
  enum class policy {
    fifo,   ///< SCHED_FIFO: runs until it sleeps; `level` is its priority, 1 to 99
    shared, ///< SCHED_OTHER: `level` is its nice value, -20 to 19
    idle,   ///< SCHED_IDLE: only when nothing else wants to run
  };
  policy by{policy::shared};
  int level{0};
};

/// Runs on `core` only, a CPU's number as the operating system counts.
[[nodiscard]] std::optional<std::string> pin_to(unsigned core);

[[nodiscard]] std::optional<std::string> schedule(scheduling s);

/// What `ps -L`, `top -H` and debuggers show; only 15 bytes, the rest is cut.
void name(const std::string& text) noexcept;

/// Whether the kernel stops SCHED_FIFO threads that never sleep for a part of each second, and how
/// to keep it from that. Concerns lanes that spin.
[[nodiscard]] std::optional<std::string> realtime_throttling();

struct settings {
  std::string name;
  std::optional<unsigned> core;
  scheduling run{};
};

/// All of them; what was refused, a sentence each.
[[nodiscard]] std::vector<std::string> settle(const settings& s);

} // namespace corelane::hw::this_thread
