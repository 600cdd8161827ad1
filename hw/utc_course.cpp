#include "corelane/hw/utc_course.hpp"

#include <x86intrin.h>
#include <algorithm>

namespace corelane::hw {

namespace {

__extension__ using wide = __int128;

constexpr std::int64_t second = 1'000'000'000;
// Longer than the correcting thread is likely to be off its core halfway through.
constexpr std::int64_t takes_effect_after = 10'000'000;

} // namespace

std::int64_t clock_line::at(std::uint64_t ticks) const noexcept {
  const wide elapsed = static_cast<std::int64_t>(ticks - start);
  return ns + static_cast<std::int64_t>((elapsed * rate) >> 32);
}

void utc_course::version::assign(const clock_line* lines, std::size_t size) noexcept {
  for (std::size_t i = 0; i < size; ++i) {
    starts[i].store(lines[i].start, std::memory_order_relaxed);
    ns[i].store(lines[i].ns, std::memory_order_relaxed);
    rates[i].store(lines[i].rate, std::memory_order_relaxed);
  }
  count.store(size, std::memory_order_relaxed);
}

clock_line utc_course::version::in_force(std::uint64_t ticks) const noexcept {
  auto i = count.load(std::memory_order_relaxed) - 1;
  auto start = starts[i].load(std::memory_order_relaxed);
  while (i > 0 && static_cast<std::int64_t>(ticks - start) < 0)
    start = starts[--i].load(std::memory_order_relaxed);
  return {start, ns[i].load(std::memory_order_relaxed), rates[i].load(std::memory_order_relaxed)};
}

/// The lines in force in [from, to]: 2 at most, since a course that is corrected anew has come to
/// its last correction's lines.
std::size_t utc_course::version::copy(std::uint64_t from, std::uint64_t to,
                                      clock_line* out) const noexcept {
  std::size_t n = 0;
  out[n++] = in_force(from);
  for (std::size_t i = 1; i < count.load(std::memory_order_relaxed); ++i) {
    const auto start = starts[i].load(std::memory_order_relaxed);
    if (start > from && start <= to) out[n++] = in_force(start);
  }
  return n;
}

void utc_course::begin(std::uint64_t rate, clock_reading first) noexcept {
  nominal_rate_ = rate_ = rate;
  anchor_ = first;
  const clock_line line{first.ticks, first.ns, rate};
  versions_[0].assign(&line, 1);
}

std::int64_t utc_course::now() const noexcept {
  for (;;) {
    const auto seen = current_.load(std::memory_order_acquire);
    const auto ticks = __rdtsc(); // here: a version made after it might not know that tick
    const auto line = versions_[seen % versions_.size()].in_force(ticks);
    std::atomic_thread_fence(std::memory_order_acquire);
    if (current_.load(std::memory_order_relaxed) == seen) [[likely]]
      return line.at(ticks);
  }
}

std::int64_t utc_course::at(std::uint64_t ticks) const noexcept {
  for (;;) {
    const auto seen = current_.load(std::memory_order_acquire);
    const auto line = versions_[seen % versions_.size()].in_force(ticks);
    std::atomic_thread_fence(std::memory_order_acquire);
    // The version just read is written again only when the third after it is current.
    if (current_.load(std::memory_order_relaxed) - seen < versions_.size() - 1) [[likely]]
      return line.at(ticks);
  }
}

bool utc_course::correct(clock_reading truth) noexcept {
  const std::unique_lock alone{writer_, std::try_to_lock};
  if (!alone || nominal_rate_ == 0 || truth.ticks < next_) return false;
  refine_rate(truth);
  const auto next = truth.ticks + ticks_of(takes_effect_after);
  std::array<clock_line, most_lines> lines;
  const auto& now = versions_[current_.load(std::memory_order_relaxed) % versions_.size()];
  auto size = now.copy(truth.ticks - ticks_of(rest_), next, lines.data());
  size += approach({truth.ticks, truth.ns, rate_}, lines[size - 1].at(next), next, &lines[size]);
  return publish(lines.data(), size, next);
}

/// Lines from `next` on that lead from `reads` to the truth without a step back.
std::size_t utc_course::approach(const clock_line& truth, std::int64_t reads, std::uint64_t next,
                                 clock_line* out) const noexcept {
  const auto ahead = reads - truth.at(next);
  if (ahead <= 0) {
    out[0] = {next, truth.at(next), truth.rate};
    return 1;
  }
  const auto lasts = std::max(second, 2 * ahead);
  const auto slower = static_cast<std::uint64_t>(static_cast<wide>(truth.rate) * ahead / lasts);
  const auto caught_up = next + ticks_of(lasts);
  out[0] = {next, reads, truth.rate - slower};
  out[1] = {caught_up, out[0].at(caught_up), truth.rate};
  return 2;
}

/// UTC's own rate over the last minute or so; not where UTC was set anew meanwhile.
void utc_course::refine_rate(clock_reading now) noexcept {
  const auto ticks = static_cast<wide>(now.ticks - anchor_.ticks);
  const auto elapsed = static_cast<std::int64_t>((ticks * nominal_rate_) >> 32);
  if (elapsed < second / 2) return;
  const auto measured = (static_cast<wide>(now.ns - anchor_.ns) << 32) / ticks;
  const auto off = measured - static_cast<wide>(nominal_rate_);
  const bool was_set = std::max(off, -off) > nominal_rate_ / 2000;
  rate_ = was_set ? nominal_rate_ : static_cast<std::uint64_t>(measured);
  if (was_set || elapsed > 60 * second) anchor_ = now;
}

bool utc_course::publish(const clock_line* lines, std::size_t size, std::uint64_t next) noexcept {
  const auto coming = current_.load(std::memory_order_relaxed) + 1;
  std::atomic_thread_fence(std::memory_order_release);
  versions_[coming % versions_.size()].assign(lines, size);
  if (__rdtsc() >= next) return false; // held up too long: the next call does it
  current_.store(coming, std::memory_order_release);
  next_ = next + ticks_of(rest_);
  return true;
}

std::uint64_t utc_course::ticks_of(std::int64_t ns) const noexcept {
  return static_cast<std::uint64_t>((static_cast<wide>(ns) << 32) / nominal_rate_);
}

} // namespace corelane::hw
