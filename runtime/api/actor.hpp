#pragma once

#include "corelane/runtime/api/actor_setup.hpp"
#include "corelane/runtime/api/inlet.hpp"
#include "corelane/runtime/api/inspection.hpp"
#include "corelane/runtime/api/lane_services.hpp"
#include "corelane/runtime/api/outlet.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace corelane {

/// The data-plane half of an actor: ports, parameters, and what it does with events.
///
/// The runtime hosts each in a CAF actor, which carries control messages. All members run on
/// one lane, one at a time; the constructor and destructor may run elsewhere. An exception out
/// of a member fails the actor: its inlets close and its configured supervision applies.
class actor {
public:
  explicit actor(actor_setup& setup);
  virtual ~actor();
  actor(const actor&) = delete;
  actor& operator=(const actor&) = delete;

  /// All links stand and the lane's clock runs. Take memory and sockets here.
  virtual void on_start() {}
  /// No event follows. Say good-bye to peers here; give back what `on_start` took.
  virtual void on_stop() {}
  virtual void on_timer(timer_id) {}
  /// A live parameter has been changed by `corelane-ctl set`.
  virtual void on_parameters_changed() {}
  /// The node wants to stop: begin what takes time (cancel open orders, log out).
  virtual void on_drain() {}
  /// Nothing is left to wait for before `on_stop`. Asked often while the node drains.
  [[nodiscard]] virtual bool drained() const { return true; }
  /// Says what the actor believes right now.
  virtual void inspect(inspection&) const {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::vector<inlet_base*>& inlets() const noexcept { return inlets_; }
  [[nodiscard]] const std::vector<outlet_base*>& outlets() const noexcept { return outlets_; }

  /// Called once by the runtime, before `on_start`.
  void bind_to(lane_services& lane) noexcept { lane_ = &lane; }

protected:
  [[nodiscard]] timestamp now() const noexcept { return lane_->clock().now(); }
  /// The lane's time is a recording's: there is no network to open.
  [[nodiscard]] bool now_is_virtual() const noexcept { return lane_->clock().is_virtual(); }
  /// An input (a packet, bytes of a session) came in at `at`: latencies count from there.
  void input_received(tsc_stamp at) noexcept { lane_->begin_stage(at); }
  timer_id start_timer(std::chrono::nanoseconds after) {
    return lane_->start_timer(*this, after, false);
  }
  timer_id start_repeating_timer(std::chrono::nanoseconds period) {
    return lane_->start_timer(*this, period, true);
  }
  void cancel_timer(timer_id id) noexcept { lane_->cancel_timer(id); }

private:
  friend class inlet_base;
  friend class outlet_base;
  friend void report_failure(actor&, std::exception_ptr) noexcept;

  std::string name_;
  lane_services* lane_{nullptr};
  std::vector<inlet_base*> inlets_;
  std::vector<outlet_base*> outlets_;
};

} // namespace corelane
