#include "corelane/runtime/node/lane_thread.hpp"

#include "corelane/hw/pinning/this_thread.hpp"

#include <spdlog/spdlog.h>

namespace corelane {

namespace {

using hw::this_thread::scheduling;

scheduling scheduling_of(lane_class c) {
  switch (c) {
    case lane_class::ultra_low: return {scheduling::policy::fifo, 80};
    case lane_class::low: return {scheduling::policy::fifo, 50};
    case lane_class::normal: return {};
    case lane_class::background: return {scheduling::policy::shared, 10};
  }
  return {};
}

} // namespace

void prepare_lane_thread(const lane_settings& settings) {
  const auto refused =
      hw::this_thread::settle({settings.name, settings.core, scheduling_of(settings.priority)});
  for (const auto& text : refused) spdlog::warn("lane '{}': {}", settings.name, text);
}

} // namespace corelane
