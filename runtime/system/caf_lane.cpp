#include "corelane/runtime/system/caf_lane.hpp"

#include "corelane/runtime/system/lane_scheduler.hpp"

namespace corelane {

namespace {

thread_local caf_lane* current_lane = nullptr;

} // namespace

caf_lane::caf_lane(lane_scheduler& parent, lane& on)
    : caf::execution_unit{&parent.system()}, parent_{parent}, lane_{on} {
  lane_.set_mail_runner(&run_mail, this);
}

bool caf_lane::is_current() const noexcept { return current_lane == this; }

void caf_lane::enqueue(caf::resumable* job) {
  if (is_current()) {
    ready_.push_back(job);
  } else {
    std::lock_guard lock{mutex_};
    inbox_.push_back(job);
  }
  lane_.mail_arrived();
}

void caf_lane::exec_later(caf::resumable* job) { parent_.enqueue(job); }

void caf_lane::run() {
  current_lane = this;
  lane_.run();
  current_lane = nullptr;
}

bool caf_lane::run_mail(void* self) noexcept { return static_cast<caf_lane*>(self)->run_some(); }

void caf_lane::take_inbox() {
  std::lock_guard lock{mutex_};
  ready_.insert(ready_.end(), inbox_.begin(), inbox_.end());
  inbox_.clear();
}

bool caf_lane::run_some() {
  take_inbox();
  for (int n = 0; n < jobs_per_turn && !ready_.empty(); ++n) {
    auto* job = ready_.front();
    ready_.pop_front();
    resume(job);
  }
  return !ready_.empty();
}

void caf_lane::resume(caf::resumable* job) {
  switch (job->resume(this, parent_.max_throughput())) {
    case caf::resumable::resume_later: ready_.push_back(job); break;
    case caf::resumable::done:
    case caf::resumable::awaiting_message: caf::intrusive_ptr_release(job); break;
    case caf::resumable::shutdown_execution_unit: break; // lanes stop by request_stop
  }
}

void caf_lane::drop_jobs() {
  take_inbox();
  while (!ready_.empty()) {
    auto* job = ready_.front();
    ready_.pop_front();
    caf::scheduler::abstract_coordinator::cleanup_and_release(job);
  }
}

} // namespace corelane
