#include "corelane/runtime/lane/lane.hpp"

#include <sched.h>
#include <algorithm>

namespace corelane {

void lane::attach(actor& a) {
  a.bind_to(*this);
  if (auto* from = dynamic_cast<source*>(&a)) sources_.push_back({from, &a});
}

void lane::detach(actor& a) noexcept {
  std::erase_if(sources_, [&a](const polled& p) { return p.owner == &a; });
  timers_->cancel_all(a);
}

void lane::run() {
  while (!stop_.load(std::memory_order_relaxed)) {
    load_.begin_turn();
    const auto done = turn();
    load_.end_turn(done);
    if (done != 0)
      idle_since_ = 0;
    else
      idle();
  }
}

std::size_t lane::turn() {
  std::size_t done = 0;
  const bool full = output_filled_ && must_wait();
  if (deferred_.empty()) [[likely]] {
    if (!full) [[likely]]
      done += poll_sources();
    done += drain_inbound(full);
  } else {
    settle(); // what the last turn left; nothing new before that
    ++done;
  }
  if (mail_.load(std::memory_order_relaxed)) [[unlikely]] {
    mail_.store(false, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst); // the flag goes down before the look
    if (run_mail_(mail_context_)) mail_.store(true, std::memory_order_relaxed);
    settle();
    ++done;
  }
  if (++turns_to_timer_check_ >= timer_check_turns) {
    turns_to_timer_check_ = 0;
    done += fire_timers();
  }
  return done;
}

bool lane::must_wait() noexcept {
  bool wait = false;
  output_filled_ = false;
  for (const auto& out : outbound_) {
    const auto now = out.relieve(out.link);
    output_filled_ |= now != congestion::none;
    wait |= now == congestion::wait;
  }
  return wait;
}

std::size_t lane::poll_sources() noexcept {
  std::size_t done = 0;
  for (std::size_t i = 0; i < sources_.size(); ++i) { // a failing source leaves the list
    const auto [from, owner] = sources_[i];
    try {
      if (from->poll()) ++done;
    } catch (...) {
      actor_failed(*owner, std::current_exception());
    }
    if (!settle()) break;
  }
  return done;
}

std::size_t lane::drain_inbound(bool back_edges_only) noexcept {
  std::size_t done = 0;
  for (const auto& in : inbound_)
    if (deferred_.empty() && (!back_edges_only || in.back_edge))
      done += in.drain(in.link, *this, inbound_batch);
  return done;
}

std::size_t lane::fire_timers() noexcept {
  if (timers_ != &own_timers_ || timers_->next_deadline().ns == INT64_MAX) return 0;
  std::size_t fired = 0;
  const auto now = clock_.now();
  while (const auto due = timers_->take_due(now)) {
    begin_stage(hw::tsc_clock::stamp());
    try {
      due->owner->on_timer(due->id);
    } catch (...) {
      actor_failed(*due->owner, std::current_exception());
    }
    settle();
    ++fired;
  }
  return fired;
}

void lane::idle() noexcept {
  if (settings_.idle == idle_policy::spin) return;
  const auto now = hw::tsc_clock::ticks();
  if (idle_since_ == 0) idle_since_ = now;
  if (hw::tsc_clock::to_ns(now - idle_since_) < settings_.spin_for.count()) return;
  if (settings_.idle == idle_policy::yield) {
    turns_to_timer_check_ = timer_check_turns;
    ::sched_yield();
  } else {
    park();
  }
}

void lane::park() noexcept {
  parking_.enter();
  if (has_work()) return parking_.leave();
  auto at_most = std::chrono::nanoseconds{timers_->next_deadline() - clock_.now()};
  descriptors_.clear();
  for (const auto& s : sources_) {
    const int fd = s.from->descriptor();
    if (fd >= 0)
      descriptors_.push_back(fd);
    else
      at_most = std::min<std::chrono::nanoseconds>(at_most, std::chrono::microseconds{100});
  }
  const auto before = hw::tsc_clock::ticks();
  parking_.sleep(descriptors_, at_most);
  load_.parked(hw::tsc_clock::ticks() - before);
  turns_to_timer_check_ = timer_check_turns; // look at the timers first thing
  idle_since_ = 0;
}

bool lane::has_work() noexcept {
  return stop_.load(std::memory_order_acquire) || mail_.load(std::memory_order_acquire)
         || output_filled_ || !deferred_.empty()
         || std::ranges::any_of(inbound_, [](const inbound& in) { return in.ready(in.link); });
}

timer_id lane::start_timer(actor& owner, std::chrono::nanoseconds after, bool repeat) {
  return timers_->start(owner, clock_.now() + after, repeat ? after : std::chrono::nanoseconds{0});
}

void lane::actor_failed(actor& failed, std::exception_ptr why) noexcept {
  detach(failed);
  if (on_failure_) on_failure_(failed, std::move(why));
}

} // namespace corelane
