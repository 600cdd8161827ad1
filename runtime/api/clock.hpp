#pragma once

#include "corelane/hw/tsc_clock.hpp"
#include "corelane/protocols/market/timestamp.hpp"

namespace corelane {

/// The time of a lane: the host's, or in a replay the recording's.
///
/// Everything that happens on a lane asks this clock and no other, so that a replay repeats it.
/// `now` costs 10-15 ns live (one tsc read). Read and set on its lane only.
class lane_clock {
public:
  [[nodiscard]] timestamp now() const noexcept {
    return virtual_ ? virtual_now_ : hw::tsc_clock::now();
  }

  /// From here on time stands still between calls of `advance_to`.
  void make_virtual(timestamp start) noexcept {
    virtual_ = true;
    virtual_now_ = start;
  }
  /// Time never goes back: an earlier `to` is ignored.
  void advance_to(timestamp to) noexcept {
    if (to > virtual_now_) virtual_now_ = to;
  }
  [[nodiscard]] bool is_virtual() const noexcept { return virtual_; }

private:
  bool virtual_{false};
  timestamp virtual_now_{};
};

} // namespace corelane
