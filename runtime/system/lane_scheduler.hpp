#pragma once

#include "corelane/runtime/lane/lane.hpp"

#include <caf/actor_system_config.hpp>
#include <caf/detail/thread_safe_actor_clock.hpp>
#include <caf/scheduler/abstract_coordinator.hpp>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace corelane {

/// A CAF system whose actors run on lanes.
///
///     lane_system_config config;
///     config.lanes = {&market, &orders}; // lane 1, lane 2; CAF's own actors run on lane 0
///     caf::actor_system system{config};
///
/// The lanes must outlive the system. Their threads start and end with it.
class lane_system_config : public caf::actor_system_config {
public:
  lane_system_config();

  std::vector<lane*> lanes;
  /// Runs first on each lane's thread: pins it, sets its priority. Lane 0 has index 0.
  std::function<void(const lane&, std::uint32_t index)> on_lane_start;
};

class caf_lane;

/// CAF's scheduler: routes each actor to the lane in its flags.
///
/// The only class that knows CAF's scheduler hooks. `enqueue` may be called by any thread.
class lane_scheduler final : public caf::scheduler::abstract_coordinator {
public:
  explicit lane_scheduler(caf::actor_system& system);
  ~lane_scheduler() override;

  void init(caf::actor_system_config& config) override;
  void start() override;
  void stop() override;
  void enqueue(caf::resumable* what) override;
  caf::actor_clock& clock() noexcept override { return clock_; }

  static caf::actor_system::module* make(caf::actor_system& system, caf::detail::type_list<>);

private:
  [[nodiscard]] caf_lane& lane_of(caf::resumable& what) noexcept;
  friend class caf_lane;

  lane housekeeping_;
  std::vector<std::unique_ptr<caf_lane>> lanes_;
  std::vector<std::thread> threads_;
  caf::detail::thread_safe_actor_clock clock_;
  std::thread clock_thread_;
  std::function<void(const lane&, std::uint32_t)> on_lane_start_;
};

} // namespace corelane
