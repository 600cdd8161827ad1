#pragma once

#include "corelane/runtime/control/control_target.hpp"
#include "corelane/runtime/graph/graph.hpp"

namespace corelane {

/// Answers for a graph that a replay has run: its states, and what its actors say. Nothing can be
/// changed any more. The thread that ran the replay.
class replay_control final : public control_target {
public:
  explicit replay_control(graph& g) : graph_{g} {}

  control_answer node_state() override;
  control_answer lanes() override;
  control_answer actors() override;
  control_answer links() override;
  control_answer inspect(std::string_view actor) override;
  control_answer metrics() override;
  metric_store& metric_slots() override { return graph_.metrics(); }
  control_answer set(std::string_view, std::string_view, std::string_view) override;
  control_answer halt() override;
  control_answer resume() override;
  control_answer request_stop() override;

private:
  graph& graph_;
};

} // namespace corelane
