#pragma once

#include "corelane/runtime/lane/lane_settings.hpp"

namespace corelane {

/// Makes the calling thread a lane's: its name, core, scheduling class. What the host refuses is
/// logged with the remedy; the lane runs all the same.
void prepare_lane_thread(const lane_settings& settings);

} // namespace corelane
