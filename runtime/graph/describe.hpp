#pragma once

#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/graph/graph.hpp"

#include <string>

namespace corelane {

/// The kinds of `all` with their ports and parameters: key, type, default, unit. For `--list`.
[[nodiscard]] std::string describe_kinds(const registry& all);

/// The effective configuration of `g` as YAML, defaults included. For `--print-config`.
[[nodiscard]] std::string describe_plan(graph& g);

} // namespace corelane
