#pragma once

#include "corelane/runtime/graph/graph.hpp"

#include <caf/behavior.hpp>
#include <caf/event_based_actor.hpp>

#include <atomic>
#include <cstdint>

namespace corelane {

/// How an actor fares. Written on its lane, read by any thread.
enum class actor_state : std::uint8_t { made, running, failed, stopped };

[[nodiscard]] const char* to_string(actor_state s) noexcept;

/// The CAF actor that hosts one instance of a graph: its control plane. Runs on the instance's
/// lane, so that control messages and events never touch the actor at once.
[[nodiscard]] caf::behavior actor_host(caf::event_based_actor* self, graph* g,
                                       graph::instance* hosted, std::atomic<actor_state>* state);

} // namespace corelane
