#include "corelane/runtime/control/state_json.hpp"

#include "corelane/runtime/metrics/quantiles.hpp"

namespace corelane {

using json = nlohmann::ordered_json;

json lanes_json(const graph& g) {
  auto all = json::array();
  for (const auto& l : g.lanes()) {
    const auto& s = l->settings();
    const auto load = l->load().read();
    const auto timed = load.busy_ticks + load.idle_ticks;
    all.push_back(
        {{"lane", s.name},
         {"core", s.core ? static_cast<std::int64_t>(*s.core) : -1},
         {"class", to_string(s.priority)},
         {"idle", to_string(s.idle)},
         {"busy",
          timed == 0 ? 0.0 : static_cast<double>(load.busy_ticks) / static_cast<double>(timed)},
         {"events", load.events},
         {"turns", load.turns}});
  }
  return all;
}

json links_json(const wiring& links) {
  auto all = json::array();
  for (const auto& l : links.states())
    all.push_back({{"from", l.from},
                   {"to", l.to},
                   {"event", l.event},
                   {"kind", to_string(l.kind)},
                   {"when_full", to_string(l.policy)},
                   {"capacity", l.capacity},
                   {"depth", l.depth},
                   {"events", l.events},
                   {"held_back", l.held_back},
                   {"conflated", l.conflated},
                   {"dropped", l.dropped}});
  return all;
}

json metrics_json(const metric_store& metrics) {
  auto all = json::array();
  for (const auto& m : metrics.read())
    all.push_back({{"name", m.name},
                   {"help", m.help},
                   {"type", m.what == metric_store::kind::counter ? "counter" : "gauge"},
                   {"labels", m.labels},
                   {"value", m.value}});
  for (const auto& l : metrics.latencies()) {
    const auto q = quantiles_of(l.parts);
    all.push_back({{"name", "corelane_stage_latency"},
                   {"type", "latency"},
                   {"stage", l.stage},
                   {"count", q.count},
                   {"p50", q.p50},
                   {"p90", q.p90},
                   {"p99", q.p99},
                   {"p999", q.p999},
                   {"max", q.max}});
  }
  return all;
}

} // namespace corelane
