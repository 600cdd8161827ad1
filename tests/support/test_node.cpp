#include "corelane/tests/support/test_node.hpp"

#include <algorithm>

namespace corelane::support {

void test_lane::advance(std::chrono::nanoseconds by) {
  const auto until = clock_.now() + by;
  for (;;) {
    const auto next = std::ranges::min_element(timers_, {}, &timer::due);
    if (next == timers_.end() || next->due > until) break;
    const auto due = *next;
    clock_.advance_to(due.due);
    if (due.period.count() > 0)
      next->due = due.due + due.period;
    else
      timers_.erase(next);
    due.owner->on_timer(due.id);
    settle();
  }
  clock_.advance_to(until);
}

void test_lane::settle() {
  while (!queue_.empty()) {
    const auto call = std::move(queue_.front());
    queue_.pop_front();
    call();
  }
}

timer_id test_lane::start_timer(actor& owner, std::chrono::nanoseconds after, bool repeat) {
  const timer_id id{++timers_made_};
  timers_.push_back(
      {id, &owner, clock_.now() + after, repeat ? after : std::chrono::nanoseconds{0}});
  return id;
}

void test_lane::cancel_timer(timer_id id) noexcept {
  std::erase_if(timers_, [id](const timer& t) { return t.id == id; });
}

void test_lane::actor_failed(actor& failed, std::exception_ptr why) noexcept {
  try {
    std::rethrow_exception(why);
  } catch (const std::exception& e) {
    failures_.push_back(failed.name() + ": " + e.what());
  } catch (...) {
    failures_.push_back(failed.name() + ": threw something");
  }
}

} // namespace corelane::support
