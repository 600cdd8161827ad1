#pragma once

#include "corelane/runtime/graph/graph.hpp"
#include "corelane/runtime/replay/lane_call.hpp"

#include <deque>
#include <memory>
#include <thread>
#include <vector>

namespace corelane {

/// The lanes of a graph in virtual time, where one thing happens at a time.
///
/// Fused on one lane, everything runs on the calling thread at full speed. Spread over lanes,
/// each has its thread, but a chain that crosses lanes waits for the other end, and events
/// against the flow are delivered one by one after a chain has ended: so the order of all events
/// is that of the fused run, wherever actors are placed.
class virtual_lanes {
public:
  /// What `graph::build` needs to know for a run over lanes. Must outlive the graph.
  virtual_lanes();
  ~virtual_lanes();
  virtual_lanes(const virtual_lanes&) = delete;
  virtual_lanes& operator=(const virtual_lanes&) = delete;

  [[nodiscard]] wiring::crossing crossing();

  /// Takes over the lanes of `g`, sets their clocks to `start`, and starts their threads if the
  /// actors are on several.
  void take(graph& g, timestamp start, bool threads);
  /// Ends the threads.
  void release();

  /// Runs `f(context)` on `on` as the beginning of a chain that came in at `input`, then all
  /// that was deferred.
  template <class F>
  void run_on(lane& on, F&& f) {
    call(
        on, [](void* context) { (*static_cast<F*>(context))(); }, &f);
    settle();
  }

  /// Moves time to `to`, firing the timers that are due on the way.
  void advance_to(timestamp to);
  [[nodiscard]] timestamp now() const noexcept { return now_; }

private:
  struct crossed_link {
    virtual_lanes* owner;
    sink to;
    lane* from;
    lane* on;
    std::size_t size;
  };
  struct waiting {
    crossed_link* link;
    std::uint32_t stage;
    alignas(8) std::byte payload[120];
  };

  static void cross(void* link, const void* event) noexcept;
  static void defer(void* link, const void* event) noexcept;
  void call(lane& on, lane_call::function f, void* context);
  void settle();
  [[nodiscard]] lane_call& call_to(const lane& on);
  void set_time(timestamp to);

  graph* graph_{nullptr};
  bool threaded_{false};
  timestamp now_{};
  timer_queue timers_;
  std::deque<crossed_link> links_;
  std::deque<waiting> deferred_;
  std::vector<std::unique_ptr<lane_call>> calls_; ///< by lane
  std::vector<std::thread> threads_;
};

} // namespace corelane
