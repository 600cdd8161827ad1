#pragma once

#include "corelane/runtime/api/event.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace corelane {

/// Finds the links that flow against the graph, which must be queued so that no actor is
/// re-entered.
///
/// Among the links of one cycle those whose event type flows back by nature (executions) are
/// taken first; what cycles remain are cut where a depth-first walk in the order of the
/// configuration meets an actor again.
struct graph_edge {
  std::size_t from; ///< an actor's index
  std::size_t to;
  bool flows_back; ///< the event type's nature
};

/// For each edge, whether it is a back edge. `actors` is the number of actors.
[[nodiscard]] std::vector<bool> find_back_edges(std::size_t actors,
                                                const std::vector<graph_edge>& edges);

} // namespace corelane
