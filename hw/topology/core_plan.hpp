#pragma once

#include "corelane/hw/topology/host_topology.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corelane::hw {

/// What a lane wants of the host.
struct core_request {
  std::string lane;
  std::optional<unsigned> core; ///< the CPU's number; anywhere without
  bool spins{false};            ///< never gives its core away
};

/// Something to say about one lane of a plan.
struct core_remark {
  std::size_t lane; ///< index into the requests, so that the caller can name the file's line
  std::string text; ///< what is wrong and what to do, starting with the lane's name
};

/// What a host makes of a set of lanes.
struct core_plan {
  std::vector<core_remark> errors;  ///< any of them: do not start
  std::vector<core_remark> notices; ///< it runs, but not as well as it could
};

[[nodiscard]] core_plan check_core_plan(std::span<const core_request> lanes,
                                        const host_topology& host);

} // namespace corelane::hw
