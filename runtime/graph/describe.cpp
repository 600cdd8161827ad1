#include "corelane/runtime/graph/describe.hpp"

#include <algorithm>
#include <cstdio>

namespace corelane {

namespace {

/// A setup for an actor that is only described.
class description_setup final : public actor_setup {
public:
  description_setup(instrument_directory& instruments, halt_switch& halt)
      : actor_setup{"described", instruments, halt} {}
  counter make_counter(std::string_view, std::string_view, std::string_view) override {
    return counter{count_};
  }
  gauge make_gauge(std::string_view, std::string_view, std::string_view) override {
    return gauge{level_};
  }
  latency_buckets& make_latency(std::string_view) override { return latency_; }
  std::uint8_t next_strategy_id() override { return 1; }

private:
  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::int64_t> level_{0};
  latency_buckets latency_;
};

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

template <class Port>
std::string port_line(const char* title, const std::vector<Port*>& ports) {
  std::string text;
  for (const auto* p : ports)
    text += (text.empty() ? "" : ", ") + std::string{p->name()} + " (" + std::string{p->type().name}
            + ")";
  return text.empty() ? "" : std::string{"  "} + title + text + "\n";
}

std::string parameter_line(const parameter& p) {
  const auto unit = p.unit.empty() || p.unit == "1" ? "" : " " + p.unit;
  const auto preset =
      p.required ? "required" : "default " + (p.default_text.empty() ? "''" : p.default_text);
  return "    " + padded(p.key, 24) + padded(p.type + unit, 26) + padded(preset, 28) + p.help
         + (p.live ? " (live)" : "") + "\n";
}

/// Quoted where YAML would take it for something else.
std::string scalar(const std::string& text) { return text.empty() ? "''" : text; }

} // namespace

std::string describe_kinds(const registry& all) {
  std::string text;
  instrument_directory instruments{16};
  halt_switch halt;
  for (const auto& kind : all.all()) {
    description_setup setup{instruments, halt};
    const auto a = kind.make(setup);
    text += kind.name + ": " + kind.help + "\n" + port_line("inlets: ", a->inlets())
            + port_line("outlets: ", a->outlets());
    for (const auto& p : setup.parameters().all()) text += parameter_line(p);
    text += "\n";
  }
  return text;
}

std::string describe_plan(graph& g) {
  auto plan = g.plan();
  std::string text = "node:\n";
  const auto node = describe_node(plan);
  for (const auto& p : node.all()) text += "  " + p.key + ": " + scalar(p.print()) + "\n";
  text += "lanes:\n";
  for (const auto& l : plan.lanes) {
    const auto& s = l.settings;
    text += "  - {name: " + s.name + ", core: " + (s.core ? std::to_string(*s.core) : "-1")
            + ", class: " + to_string(s.priority) + ", idle: " + to_string(s.idle)
            + ", spin_for: " + config::print_scalar(s.spin_for) + "}\n";
  }
  text += "actors:\n";
  const actor_plan* last = nullptr;
  for (const auto& a : g.actors()) {
    if (a.plan == last) continue; // the other replicas are the same
    last = a.plan;
    text += "  - name: " + a.plan->name + "\n    kind: " + a.plan->kind
            + "\n    lane: " + config::print_scalar(a.plan->lanes) + "\n    replicas: "
            + std::to_string(a.plan->replicas) + "\n    partition_by: " + a.plan->partition_by
            + "\n    on_failure: " + to_string(a.plan->supervision) + "\n";
    if (!a.setup->parameters().all().empty()) text += "    parameters:\n";
    for (const auto& p : a.setup->parameters().all())
      text += "      " + p.key + ": " + scalar(p.print()) + "\n";
  }
  text += "links:\n";
  for (const auto& l : plan.links)
    text += "  - {from: " + l.from + ", to: " + config::print_scalar(l.to) + ", capacity: "
            + std::to_string(l.capacity) + ", when_full: " + to_string(l.policy) + "}\n";
  return text;
}

} // namespace corelane
