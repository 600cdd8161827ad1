#pragma once

#include "corelane/runtime/lane/lane.hpp"

#include <atomic>

namespace corelane {

/// Runs a function on a lane's thread while the caller waits: a replay's way across lanes.
///
/// One call waits at a time. While it does, a caller that is a lane itself goes on serving the
/// calls that come in, so that a chain may return to a lane it has passed.
class lane_call {
public:
  using function = void (*)(void* context);

  /// `on` serves the calls in its loop; add `as_inbound` to it before it runs.
  explicit lane_call(lane& on) : on_{on} {}

  [[nodiscard]] inbound as_inbound() noexcept { return {this, &serve, &waiting, true}; }

  /// Returns when `f(context)` has. `from` is the calling lane, or null for any other thread.
  void operator()(lane* from, function f, void* context);

private:
  struct request {
    function f;
    void* context;
    std::atomic<bool> done{false};
  };

  static std::size_t serve(void* self, lane& on, std::size_t) noexcept;
  static bool waiting(void* self) noexcept;

  lane& on_;
  std::atomic<request*> waiting_{nullptr};
};

} // namespace corelane
