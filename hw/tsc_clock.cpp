#include "corelane/hw/tsc_clock.hpp"

#include "corelane/hw/utc_course.hpp"

#include <cpuid.h>
#include <ctime>

namespace corelane::hw {

namespace {

__extension__ using wide = __int128;

std::int64_t system_ns(clockid_t clock) noexcept {
  timespec t{};
  ::clock_gettime(clock, &t);
  return t.tv_sec * 1'000'000'000 + t.tv_nsec;
}

/// The tightest of several brackets, so that neither preemption nor a hypervisor's pause
/// between the two reads counts.
clock_reading read_together(clockid_t clock) noexcept {
  clock_reading best;
  auto tightest = ~std::uint64_t{0};
  for (int i = 0; i < 24; ++i) {
    const auto before = tsc_clock::ticks();
    const auto ns = system_ns(clock);
    const auto width = tsc_clock::ticks() - before;
    if (width >= tightest) continue;
    tightest = width;
    best = {before + width / 2, ns};
  }
  return best;
}

constinit utc_course utc;

/// Takes 5 ms, before main. CLOCK_MONOTONIC_RAW is not bent by time synchronisation, so a short
/// look at it gives the counter's own rate.
std::uint64_t calibrate() noexcept {
  const auto first = read_together(CLOCK_MONOTONIC_RAW);
  const timespec pause{0, 5'000'000};
  ::nanosleep(&pause, nullptr);
  const auto second = read_together(CLOCK_MONOTONIC_RAW);
  const auto rate = static_cast<std::uint64_t>((static_cast<wide>(second.ns - first.ns) << 32)
                                               / static_cast<wide>(second.ticks - first.ticks));
  utc.begin(rate, read_together(CLOCK_REALTIME));
  return rate;
}

} // namespace

const std::uint64_t tsc_clock::multiplier_ = calibrate();

timestamp tsc_clock::now() noexcept { return {utc.now()}; }

timestamp tsc_clock::at(std::uint64_t ticks) noexcept { return {utc.at(ticks)}; }

std::uint64_t tsc_clock::from(std::chrono::nanoseconds d) noexcept {
  if (d.count() <= 0 || multiplier_ == 0) return 0;
  return static_cast<std::uint64_t>((static_cast<wide>(d.count()) << 32) / multiplier_);
}

void tsc_clock::recalibrate() noexcept { utc.correct(read_together(CLOCK_REALTIME)); }

bool tsc_clock::is_invariant() noexcept {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) != 0 && (edx & (1u << 8)) != 0;
}

} // namespace corelane::hw
