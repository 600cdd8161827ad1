#pragma once

#include "corelane/runtime/graph/node_plan.hpp"

namespace corelane {

/// Sets the log up as the plan says: written by a thread of its own, so that no caller waits for
/// a disk. `end_logging` writes what is left.
void begin_logging(const node_plan& plan);
void end_logging();

} // namespace corelane
