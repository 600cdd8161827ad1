#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <x86intrin.h>
#include <chrono>
#include <cstdint>

namespace corelane::hw {

/// The processor's time stamp counter as a clock.
///
/// `ticks` costs 9-10 ns on the machines measured, a third of `steady_clock::now`. The rate is
/// calibrated once per process, before `main`; `recalibrate` corrects the offset to UTC.
/// Any thread may call anything; no call waits for another.
class tsc_clock {
public:
  [[nodiscard]] static std::uint64_t ticks() noexcept { return __rdtsc(); }
  [[nodiscard]] static tsc_stamp stamp() noexcept { return {ticks()}; }

  /// Time since epoch, UTC. Never steps back. Not ordered with loads around it: a comparison
  /// with another thread's time needs an `lfence`.
  [[nodiscard]] static timestamp now() noexcept;
  /// The time when the counter stood at `ticks`; exact for the last half second, and for older
  /// ticks as good as the rate (a few ns in a million).
  [[nodiscard]] static timestamp at(std::uint64_t ticks) noexcept;

  /// How long `ticks` ticks are.
  [[nodiscard]] static std::int64_t to_ns(std::uint64_t ticks) noexcept {
    __extension__ using wide = unsigned __int128;
    return static_cast<std::int64_t>((static_cast<wide>(ticks) * multiplier_) >> 32);
  }
  [[nodiscard]] static std::uint64_t from(std::chrono::nanoseconds d) noexcept;
  /// Nanoseconds per tick, times 2^32.
  [[nodiscard]] static std::uint64_t rate() noexcept { return multiplier_; }

  /// Takes the offset to UTC anew; call it every second or so from a thread that is not hot.
  /// Takes effect 10 ms later; half a second must pass before the next can. Where `now` ran ahead
  /// it is slowed, to half its pace at most, until UTC has caught up: it never steps back.
  static void recalibrate() noexcept;

  /// The counter runs at a constant rate through all power states, by what the CPU says.
  [[nodiscard]] static bool is_invariant() noexcept;

private:
  static const std::uint64_t multiplier_;
};

} // namespace corelane::hw
