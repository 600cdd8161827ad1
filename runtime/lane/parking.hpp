#pragma once

#include <atomic>
#include <chrono>
#include <span>

namespace corelane {

/// Where a lane sleeps, and how others wake it.
///
/// `wake` costs one relaxed load while the lane is awake: the sleeper pays for the ordering, by
/// the membarrier system call, before it looks for work a last time. Without membarrier a sleep
/// is cut to 1 ms, so a missed wake-up costs that much.
class parking {
public:
  parking();
  ~parking();
  parking(const parking&) = delete;
  parking& operator=(const parking&) = delete;

  /// Any thread, after it has published work for the lane.
  void wake() noexcept {
    if (parked_.load(std::memory_order_relaxed)) ring();
  }

  /// Announces the sleep. The caller must look for work once more, then `sleep` or `leave`.
  void enter() noexcept;
  /// Sleeps until woken, `descriptors` are readable, or `at_most` has passed. Ends the
  /// announcement.
  void sleep(std::span<const int> descriptors, std::chrono::nanoseconds at_most) noexcept;
  /// Ends the announcement without sleeping.
  void leave() noexcept { parked_.store(false, std::memory_order_relaxed); }

private:
  void ring() noexcept;

  std::atomic<bool> parked_{false};
  int event_;
  bool has_membarrier_;
};

} // namespace corelane
