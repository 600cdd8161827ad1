#pragma once

#include "corelane/runtime/api/clock.hpp"

#include <chrono>
#include <cstdint>
#include <exception>

namespace corelane {

class actor;

/// Names one started timer of an actor. Never reused within a run.
enum class timer_id : std::uint64_t {};

/// What an actor may ask of the lane it runs on. All calls on that lane.
class lane_services {
public:
  virtual ~lane_services() = default;

  [[nodiscard]] const lane_clock& clock() const noexcept { return clock_; }

  /// Begins a chain of stages at the moment its input came in. A source calls it per input.
  void begin_stage(tsc_stamp at) noexcept { stage_ = static_cast<std::uint32_t>(at.ticks); }

  /// Calls `owner.on_timer(id)` once, `after` from now, or each `after` if `repeat`.
  /// Resolution 1 ms at worst; does not allocate after the first few calls.
  virtual timer_id start_timer(actor& owner, std::chrono::nanoseconds after, bool repeat) = 0;
  /// `failed` threw `why` out of a member: closes its inlets and starts its supervision.
  virtual void actor_failed(actor& failed, std::exception_ptr why) noexcept = 0;
  /// No call for `id` follows. Unknown and expired ids are ignored.
  virtual void cancel_timer(timer_id id) noexcept = 0;

protected:
  lane_clock clock_;
  std::uint32_t stage_{0}; ///< when the stage that runs began: the low bits of its tsc stamp
};

} // namespace corelane
