#pragma once

#include "corelane/hw/tsc_clock.hpp"

#include <atomic>
#include <cstdint>

namespace corelane {

/// How busy a lane is, estimated: one turn in 256 is timed, parking always is.
///
/// Written by the lane, read by any thread. Costs an increment a turn.
class lane_load {
public:
  struct sample {
    std::uint64_t busy_ticks;
    std::uint64_t idle_ticks;
    std::uint64_t events;
    std::uint64_t turns;
  };

  /// Begins a turn; remembers the time if this turn is to be timed.
  void begin_turn() noexcept {
    timed_ = (++turns_ & 255U) == 0;
    if (timed_) [[unlikely]]
      started_ = hw::tsc_clock::ticks();
  }
  /// Ends the turn, which handled `events` pieces of work.
  void end_turn(std::uint64_t events) noexcept {
    if (events != 0) bump(events_, events);
    if (timed_) [[unlikely]] {
      bump(events != 0 ? busy_ : idle_, (hw::tsc_clock::ticks() - started_) * 256);
      published_turns_.store(turns_, std::memory_order_relaxed);
    }
  }
  void parked(std::uint64_t ticks) noexcept { bump(idle_, ticks); }

  [[nodiscard]] sample read() const noexcept {
    return {busy_.load(std::memory_order_relaxed), idle_.load(std::memory_order_relaxed),
            events_.load(std::memory_order_relaxed),
            published_turns_.load(std::memory_order_relaxed)};
  }

private:
  static void bump(std::atomic<std::uint64_t>& slot, std::uint64_t n) noexcept {
    slot.store(slot.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }

  std::uint64_t turns_{0};
  std::uint64_t started_{0};
  bool timed_{false};
  std::atomic<std::uint64_t> busy_{0};
  std::atomic<std::uint64_t> idle_{0};
  std::atomic<std::uint64_t> events_{0};
  std::atomic<std::uint64_t> published_turns_{0};
};

} // namespace corelane
