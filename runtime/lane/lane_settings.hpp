#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace corelane {

/// How much a lane may take from the host, and how soon it must run.
enum class lane_class : std::uint8_t {
  ultra_low, ///< SCHED_FIFO, priority 80
  low,       ///< SCHED_FIFO, priority 50
  normal,    ///< the host's default scheduling
  background ///< nice 10
};

/// What a lane does when a turn of its loop found no work.
enum class idle_policy : std::uint8_t {
  spin,  ///< looks again at once; wants a core of its own
  yield, ///< spins for `spin_for`, then gives the core away each turn
  park   ///< spins for `spin_for`, then sleeps until a link, a socket or a timer wakes it
};

/// One entry of `lanes:` in a configuration.
struct lane_settings {
  std::string name{};
  std::optional<std::uint32_t> core{};       ///< lanes[].core; not pinned without
  lane_class priority{lane_class::normal};   ///< lanes[].class
  idle_policy idle{idle_policy::park};       ///< lanes[].idle
  std::chrono::nanoseconds spin_for{20'000}; ///< lanes[].spin_for; 0 parks at once
};

[[nodiscard]] constexpr const char* to_string(lane_class c) noexcept {
  switch (c) {
    case lane_class::ultra_low: return "ultra_low";
    case lane_class::low: return "low";
    case lane_class::normal: return "normal";
    case lane_class::background: return "background";
  }
  return "?";
}

[[nodiscard]] constexpr const char* to_string(idle_policy p) noexcept {
  switch (p) {
    case idle_policy::spin: return "spin";
    case idle_policy::yield: return "yield";
    case idle_policy::park: return "park";
  }
  return "?";
}

} // namespace corelane
