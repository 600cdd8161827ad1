#pragma once

#include "corelane/hw/tsc_clock.hpp"
#include "corelane/runtime/api/event.hpp"
#include "corelane/runtime/api/metric.hpp"

#include <cstdint>

namespace corelane {

/// Stands in front of a handler and records how long the stage before it took: from the moment
/// that stage began to the moment this one begins, the way between them included.
///
/// One tsc read per stage. Lives on the receiving lane; `stage` is that lane's.
struct stage_stamp {
  sink next;
  latency_buckets* latency;
  std::uint32_t* stage;

  static void deliver(void* target, const void* event) noexcept {
    auto& self = *static_cast<stage_stamp*>(target);
    const auto now = static_cast<std::uint32_t>(hw::tsc_clock::ticks());
    const auto before = *self.stage;
    self.latency->record(now - before);
    *self.stage = now;
    self.next.deliver(self.next.target, event);
    *self.stage = before; // the emitting stage goes on; it may emit again
  }
};

} // namespace corelane
