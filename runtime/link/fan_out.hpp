#pragma once

#include "corelane/runtime/api/event.hpp"

#include <vector>

namespace corelane {

/// Passes each event to all of several sinks, in the order they were linked.
struct fan_out {
  std::vector<sink> to;

  static void deliver(void* target, const void* event) noexcept {
    for (const auto& s : static_cast<fan_out*>(target)->to) s.deliver(s.target, event);
  }
};

} // namespace corelane
