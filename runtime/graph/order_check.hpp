#pragma once

#include "corelane/config/value.hpp"
#include "corelane/runtime/graph/graph.hpp"

#include <optional>

namespace corelane {

/// What in a graph would cost money although each part of it is sound: an event delivered twice,
/// an order that goes past risk, executions that nobody hears of, two feeds into one book, an
/// actor that would restart without what it knew. The error says where and what to do.
[[nodiscard]] std::optional<config::error> check_orders(graph& g);

} // namespace corelane
