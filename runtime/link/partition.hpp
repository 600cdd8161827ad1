#pragma once

#include "corelane/runtime/api/event.hpp"

#include <cstdint>
#include <vector>

namespace corelane {

/// Passes each event to one of several sinks, the same for all events of an instrument.
struct partition {
  std::vector<sink> to;
  std::uint32_t (*key)(const void* event) noexcept;

  static void deliver(void* target, const void* event) noexcept {
    auto& self = *static_cast<partition*>(target);
    const auto& s = self.to[self.key(event) % self.to.size()];
    s.deliver(s.target, event);
  }
};

} // namespace corelane
