#include "corelane/runtime/system/lane_scheduler.hpp"

#include "corelane/runtime/system/caf_lane.hpp"
#include "corelane/runtime/system/lane_binding.hpp"

#include <stdexcept>

namespace corelane {

lane_system_config::lane_system_config() {
  load<lane_scheduler>();
  // At CAF's default, an actor that sends to itself never gives its lane back.
  set("scheduler.max-throughput", std::size_t{32});
}

namespace {

lane_settings housekeeping_settings() {
  lane_settings s;
  s.name = "housekeeping";
  s.idle = idle_policy::park;
  s.spin_for = std::chrono::nanoseconds{0};
  return s;
}

} // namespace

lane_scheduler::lane_scheduler(caf::actor_system& system)
    : abstract_coordinator{system}, housekeeping_{housekeeping_settings()} {}

lane_scheduler::~lane_scheduler() = default;

caf::actor_system::module* lane_scheduler::make(caf::actor_system& system,
                                                caf::detail::type_list<>) {
  return new lane_scheduler{system};
}

void lane_scheduler::init(caf::actor_system_config& config) {
  abstract_coordinator::init(config);
  auto* ours = dynamic_cast<lane_system_config*>(&config);
  if (ours == nullptr) throw std::logic_error{"lanes need a lane_system_config"};
  if (ours->lanes.size() >= lane_binding::max_lanes)
    throw std::logic_error{"a node has at most 63 lanes"};
  num_workers_ = ours->lanes.size() + 1;
  on_lane_start_ = ours->on_lane_start;
  lanes_.push_back(std::make_unique<caf_lane>(*this, housekeeping_));
  for (auto* l : ours->lanes) lanes_.push_back(std::make_unique<caf_lane>(*this, *l));
}

void lane_scheduler::start() {
  for (std::uint32_t i = 0; i < lanes_.size(); ++i)
    threads_.emplace_back([this, i] {
      system().thread_started();
      if (on_lane_start_) on_lane_start_(lanes_[i]->on(), i);
      lanes_[i]->run();
      system().thread_terminates();
    });
  clock_thread_ = std::thread{[this] {
    system().thread_started();
    clock_.run_dispatch_loop();
    system().thread_terminates();
  }};
  abstract_coordinator::start();
}

void lane_scheduler::stop() {
  stop_actors();
  for (auto& l : lanes_) l->on().request_stop();
  for (auto& t : threads_) t.join();
  for (auto& l : lanes_) l->drop_jobs();
  clock_.cancel_dispatch_loop();
  clock_thread_.join();
  for (auto& l : lanes_) l->drop_jobs(); // what the clock's last events woke
}

caf_lane& lane_scheduler::lane_of(caf::resumable& what) noexcept {
  if (what.subtype() != caf::resumable::scheduled_actor) return *lanes_.front();
  const auto index = lane_binding::get(static_cast<caf::scheduled_actor&>(what));
  return *lanes_[index < lanes_.size() ? index : 0];
}

void lane_scheduler::enqueue(caf::resumable* what) { lane_of(*what).enqueue(what); }

} // namespace corelane
