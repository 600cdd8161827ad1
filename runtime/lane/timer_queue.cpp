#include "corelane/runtime/lane/timer_queue.hpp"

#include <algorithm>

namespace corelane {

timer_id timer_queue::start(actor& owner, timestamp deadline, std::chrono::nanoseconds period) {
  const timer_id id{++started_};
  heap_.push_back({deadline, id, &owner, period});
  std::ranges::push_heap(heap_, later);
  return id;
}

void timer_queue::cancel(timer_id id) noexcept {
  std::erase_if(heap_, [id](const entry& e) { return e.id == id; });
  rebuild();
}

void timer_queue::cancel_all(const actor& owner) noexcept {
  std::erase_if(heap_, [&owner](const entry& e) { return e.owner == &owner; });
  rebuild();
}

std::optional<timer_queue::due> timer_queue::take_due(timestamp now) noexcept {
  if (heap_.empty() || heap_.front().deadline > now) return std::nullopt;
  std::ranges::pop_heap(heap_, later);
  auto& e = heap_.back();
  const due result{e.owner, e.id};
  if (e.period.count() == 0) {
    heap_.pop_back();
  } else {
    e.deadline = std::max(e.deadline, now - e.period) + e.period;
    std::ranges::push_heap(heap_, later);
  }
  return result;
}

void timer_queue::rebuild() noexcept { std::ranges::make_heap(heap_, later); }

} // namespace corelane
