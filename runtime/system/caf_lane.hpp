#pragma once

#include "corelane/runtime/lane/lane.hpp"

#include <caf/execution_unit.hpp>
#include <caf/resumable.hpp>

#include <deque>
#include <mutex>
#include <vector>

namespace corelane {

class lane_scheduler;

/// The mailboxes of one lane: which CAF actors have mail, and running them.
class caf_lane final : public caf::execution_unit {
public:
  caf_lane(lane_scheduler& parent, lane& on);

  /// Any thread: `job` has mail.
  void enqueue(caf::resumable* job);
  /// CAF's call from a job that runs on some lane; `job` may belong to another.
  void exec_later(caf::resumable* job) override;

  /// The thread that calls this becomes the lane's, and runs it until it is asked to stop.
  void run();
  /// Gives up the jobs that are left. After the thread has ended.
  void drop_jobs();

  [[nodiscard]] lane& on() noexcept { return lane_; }

private:
  static bool run_mail(void* self) noexcept;
  bool run_some();
  void take_inbox();
  void resume(caf::resumable* job);
  [[nodiscard]] bool is_current() const noexcept;

  static constexpr int jobs_per_turn = 16;

  lane_scheduler& parent_;
  lane& lane_;
  std::deque<caf::resumable*> ready_; ///< the lane's own
  std::mutex mutex_;
  std::vector<caf::resumable*> inbox_; ///< from other threads
};

} // namespace corelane
