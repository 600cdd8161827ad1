#pragma once

#include "corelane/runtime/graph/graph.hpp"

#include <nlohmann/json.hpp>

namespace corelane {

/// The states of a graph's parts in the form that `control_target` promises. Any thread.
[[nodiscard]] nlohmann::ordered_json lanes_json(const graph& g);
[[nodiscard]] nlohmann::ordered_json links_json(const wiring& links);
[[nodiscard]] nlohmann::ordered_json metrics_json(const metric_store& metrics);

} // namespace corelane
