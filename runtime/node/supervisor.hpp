#pragma once

#include "corelane/runtime/graph/node_plan.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace corelane {

/// Decides what follows an actor's failure, and keeps the node's wish to stop. Any thread.
class supervisor {
public:
  /// Restarts of one actor within `restart_window` before it is halted instead.
  static constexpr std::size_t max_restarts = 5;
  static constexpr std::chrono::seconds restart_window{60};

  /// What to do about `name`, which threw `why`; logs it.
  [[nodiscard]] on_failure decide(const actor_plan& plan, const std::string& name,
                                  std::exception_ptr why);

  /// `reason` is empty when a user asked.
  void request_stop(std::string reason);
  [[nodiscard]] bool stop_requested() const;
  bool wait_for_stop(std::chrono::nanoseconds at_most);
  [[nodiscard]] std::string stop_reason() const;

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_{false};
  std::string reason_;
  std::map<std::string, std::vector<std::chrono::steady_clock::time_point>> restarts_;
};

} // namespace corelane
