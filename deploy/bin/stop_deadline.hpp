#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace corelane {

/// Ends the process when its stop takes too long: a handler that never returns holds its lane, and
/// nothing else can end that.
class stop_deadline {
public:
  explicit stop_deadline(std::chrono::nanoseconds at_most);
  /// The stop is over.
  ~stop_deadline();
  stop_deadline(const stop_deadline&) = delete;
  stop_deadline& operator=(const stop_deadline&) = delete;

private:
  std::mutex mutex_;
  std::condition_variable over_;
  bool done_{false};
  std::thread watch_;
};

} // namespace corelane
