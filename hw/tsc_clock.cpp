#include "corelane/hw/tsc_clock.hpp"

#include <cpuid.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <ctime>
#include <mutex>

namespace corelane::hw {

namespace {

__extension__ using wide = __int128;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t takes_effect_after =
    10'000'000; // ns; longer than the writer is off its core

std::int64_t scaled(std::int64_t ticks, std::uint64_t ns_per_tick) noexcept {
  return static_cast<std::int64_t>((static_cast<wide>(ticks) * ns_per_tick) >> 32);
}

/// A system clock and the counter read at one instant.
struct reading {
  std::uint64_t ticks;
  std::int64_t ns;
};

std::int64_t system_ns(clockid_t clock) noexcept {
  timespec t{};
  ::clock_gettime(clock, &t);
  return t.tv_sec * second + t.tv_nsec;
}

/// The tightest of several brackets, so that neither preemption nor a hypervisor's pause
/// between the two reads counts.
reading read_together(clockid_t clock) noexcept {
  reading best{};
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

std::uint64_t rate_between(reading a, reading b) noexcept {
  const auto ticks = static_cast<wide>(b.ticks - a.ticks);
  return static_cast<std::uint64_t>((static_cast<wide>(b.ns - a.ns) << 32) / ticks);
}

std::uint64_t measure_rate() noexcept {
  const auto first = read_together(CLOCK_MONOTONIC_RAW);
  const timespec pause{0, 5'000'000};
  ::nanosleep(&pause, nullptr);
  return rate_between(first, read_together(CLOCK_MONOTONIC_RAW));
}

/// UTC as a function of the counter, from the tick `start` on.
struct line {
  std::uint64_t start{0};
  std::int64_t ns{0};
  std::uint64_t rate{0}; ///< ns per tick, times 2^32

  [[nodiscard]] std::int64_t at(std::uint64_t ticks) const noexcept {
    return ns + scaled(static_cast<std::int64_t>(ticks - start), rate);
  }
};

/// A few lines, by their start.
class course {
public:
  void assign(const line* lines, std::size_t count) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
      starts_[i].store(lines[i].start, std::memory_order_relaxed);
      ns_[i].store(lines[i].ns, std::memory_order_relaxed);
      rates_[i].store(lines[i].rate, std::memory_order_relaxed);
    }
    count_.store(count, std::memory_order_relaxed);
  }

  /// The line in force at `ticks`.
  [[nodiscard]] line in_force(std::uint64_t ticks) const noexcept {
    auto i = count_.load(std::memory_order_relaxed) - 1;
    auto start = starts_[i].load(std::memory_order_relaxed);
    while (i > 0 && static_cast<std::int64_t>(ticks - start) < 0)
      start = starts_[--i].load(std::memory_order_relaxed);
    return {start, ns_[i].load(std::memory_order_relaxed),
            rates_[i].load(std::memory_order_relaxed)};
  }

  /// The lines in force in [from, to].
  std::size_t copy(std::uint64_t from, std::uint64_t to, line* out) const noexcept {
    std::size_t n = 0;
    out[n++] = in_force(from);
    for (std::size_t i = 1; i < count_.load(std::memory_order_relaxed); ++i) {
      const auto start = starts_[i].load(std::memory_order_relaxed);
      if (start > from && start <= to) out[n++] = in_force(start);
    }
    return n;
  }

  static constexpr std::size_t capacity = 5;

private:
  std::array<std::atomic<std::uint64_t>, capacity> starts_{};
  std::array<std::atomic<std::int64_t>, capacity> ns_{};
  std::array<std::atomic<std::uint64_t>, capacity> rates_{};
  std::atomic<std::size_t> count_{1};
};

/// The course in force, replaced as a whole. A new course agrees with the old one until it takes
/// effect, so it does not matter which of the two a reader sees, and readers wait for nobody.
class utc {
public:
  explicit utc(std::uint64_t rate) noexcept : rate_{rate} {
    anchor_ = read_together(CLOCK_REALTIME);
    const line first{anchor_.ticks, anchor_.ns, rate};
    courses_[0].assign(&first, 1);
  }

  [[nodiscard]] std::int64_t at(std::uint64_t ticks) const noexcept {
    for (;;) {
      const auto generation = generation_.load(std::memory_order_acquire);
      const auto found = courses_[generation % courses_.size()].in_force(ticks);
      std::atomic_thread_fence(std::memory_order_acquire);
      const auto replaced = generation_.load(std::memory_order_relaxed) - generation;
      if (replaced < courses_.size() - 1) [[likely]]
        return found.at(ticks);
    }
  }

  void recalibrate() noexcept {
    const std::unique_lock alone{writer_, std::try_to_lock};
    if (!alone || tsc_clock::ticks() < effective_) return;
    const auto now = read_together(CLOCK_REALTIME);
    refine_rate(now);
    const auto next = now.ticks + tsc_clock::from(std::chrono::nanoseconds{takes_effect_after});
    std::array<line, course::capacity> lines;
    auto count = current().copy(now.ticks, next, lines.data());
    const line truth{now.ticks, now.ns, rate_};
    count += approach(truth, lines[count - 1].at(next), next, &lines[count]);
    publish(lines.data(), count, next);
  }

private:
  /// Lines from `next` on that lead from `reads` to the truth without a step back.
  static std::size_t approach(const line& truth, std::int64_t reads, std::uint64_t next,
                              line* out) noexcept {
    const auto ahead = reads - truth.at(next);
    if (ahead <= 0) {
      out[0] = {next, truth.at(next), truth.rate};
      return 1;
    }
    const auto lasts = std::max(second, 2 * ahead);
    const auto slower = static_cast<std::uint64_t>(static_cast<wide>(truth.rate) * ahead / lasts);
    out[0] = {next, reads, truth.rate - slower};
    const auto caught_up = next + tsc_clock::from(std::chrono::nanoseconds{lasts});
    out[1] = {caught_up, out[0].at(caught_up), truth.rate};
    return 2;
  }

  /// UTC's own rate over the last minute or so; not where UTC was set anew meanwhile.
  void refine_rate(reading now) noexcept {
    const auto elapsed = tsc_clock::to_ns(now.ticks - anchor_.ticks);
    if (elapsed < second / 2) return;
    const auto nominal = tsc_clock::rate();
    const auto measured = rate_between(anchor_, now);
    const auto off = measured > nominal ? measured - nominal : nominal - measured;
    const bool was_set = off > nominal / 2000;
    rate_ = was_set ? nominal : measured;
    if (was_set || elapsed > 60 * second) anchor_ = now;
  }

  void publish(const line* lines, std::size_t count, std::uint64_t next) noexcept {
    const auto generation = generation_.load(std::memory_order_relaxed) + 1;
    std::atomic_thread_fence(std::memory_order_release);
    courses_[generation % courses_.size()].assign(lines, count);
    if (tsc_clock::ticks() >= next) return; // held up too long: the next call does it
    generation_.store(generation, std::memory_order_release);
    effective_ = next;
  }

  [[nodiscard]] const course& current() const noexcept {
    return courses_[generation_.load(std::memory_order_relaxed) % courses_.size()];
  }

  std::array<course, 4> courses_;
  std::atomic<std::uint64_t> generation_{0};
  // Of the writer:
  std::mutex writer_;
  std::uint64_t effective_{0};
  std::uint64_t rate_;
  reading anchor_{};
};

} // namespace

const std::uint64_t tsc_clock::multiplier_ = measure_rate();

namespace {
utc course_of_utc{tsc_clock::rate()}; // after the multiplier, in the order of this file
} // namespace

timestamp tsc_clock::at(std::uint64_t ticks) noexcept { return {course_of_utc.at(ticks)}; }

std::uint64_t tsc_clock::from(std::chrono::nanoseconds d) noexcept {
  if (d.count() <= 0 || multiplier_ == 0) return 0;
  return static_cast<std::uint64_t>((static_cast<wide>(d.count()) << 32) / multiplier_);
}

void tsc_clock::recalibrate() noexcept { course_of_utc.recalibrate(); }

bool tsc_clock::is_invariant() noexcept {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) != 0 && (edx & (1u << 8)) != 0;
}

} // namespace corelane::hw
