#include "corelane/runtime/replay/replay_control.hpp"

#include "corelane/runtime/control/json_inspection.hpp"
#include "corelane/runtime/control/state_json.hpp"

namespace corelane {

namespace {

control_error over() { return {409, "the replay is over"}; }

} // namespace

control_answer replay_control::node_state() {
  return nlohmann::ordered_json{{"name", graph_.plan().name}, {"halted", graph_.halt().halted()}};
}

control_answer replay_control::lanes() { return lanes_json(graph_); }

control_answer replay_control::actors() {
  auto all = nlohmann::ordered_json::array();
  for (const auto& a : graph_.actors())
    all.push_back({{"actor", a.name},
                   {"kind", a.plan->kind},
                   {"lane", a.on->settings().name},
                   {"state", "stopped"}});
  return all;
}

control_answer replay_control::links() { return links_json(graph_.links()); }

control_answer replay_control::inspect(std::string_view actor) {
  const auto* found = graph_.find(actor);
  if (found == nullptr) return control_error{404, "there is no actor '" + std::string{actor} + "'"};
  json_inspection out;
  found->self->inspect(out);
  return out.take();
}

control_answer replay_control::metrics() { return metrics_json(graph_.metrics()); }
control_answer replay_control::set(std::string_view, std::string_view, std::string_view) {
  return over();
}
control_answer replay_control::halt() { return over(); }
control_answer replay_control::resume() { return over(); }
control_answer replay_control::request_stop() { return over(); }

} // namespace corelane
