#pragma once

#include "corelane/runtime/api/lane_services.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

/// The timers of one lane, by deadline; equal deadlines fire in the order they were started.
///
/// One thread. O(log n); allocates only past the `reserve`d number of timers.
class timer_queue {
public:
  struct due {
    actor* owner;
    timer_id id;
  };

  timer_queue() { heap_.reserve(256); }

  timer_id start(actor& owner, timestamp deadline, std::chrono::nanoseconds period);
  void cancel(timer_id id) noexcept;
  /// Forgets all timers of `owner`.
  void cancel_all(const actor& owner) noexcept;

  /// Takes the first timer with a deadline at or before `now`; a repeating one is set anew,
  /// one period after its deadline, or after `now` when that has passed too.
  [[nodiscard]] std::optional<due> take_due(timestamp now) noexcept;

  /// The earliest deadline; far in the future when there is none.
  [[nodiscard]] timestamp next_deadline() const noexcept {
    return heap_.empty() ? timestamp{INT64_MAX} : heap_.front().deadline;
  }

private:
  struct entry {
    timestamp deadline;
    timer_id id;
    actor* owner;
    std::chrono::nanoseconds period; ///< 0: once
  };
  static bool later(const entry& a, const entry& b) noexcept {
    return a.deadline != b.deadline ? a.deadline > b.deadline : a.id > b.id;
  }
  void rebuild() noexcept;

  std::vector<entry> heap_;
  std::uint64_t started_{0};
};

} // namespace corelane
