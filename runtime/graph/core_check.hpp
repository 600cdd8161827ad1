#pragma once

#include "corelane/config/value.hpp"
#include "corelane/runtime/graph/node_plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// Whether this host can give the lanes what the plan says: cores that exist and are allowed, and
/// a core of its own for each lane that spins. Notices say what will be slower than it could be.
struct core_check {
  std::optional<config::error> error;
  std::vector<std::string> notices;
};

[[nodiscard]] core_check check_cores(const node_plan& plan);

} // namespace corelane
