#include "corelane/runtime/graph/graph.hpp"

#include "corelane/runtime/graph/order_check.hpp"
#include "corelane/runtime/metrics/metric_labels.hpp"

#include <algorithm>
#include <stdexcept>

namespace corelane {

namespace {

constexpr std::uint8_t last_strategy = 254; ///< 255 stands for gateways' own cancels

/// Gives an actor its metrics from the node's store.
class placed_setup final : public actor_setup {
public:
  placed_setup(const std::string& name, instrument_directory& instruments, halt_switch& halt,
               metric_store& metrics, std::uint8_t& strategies)
      : actor_setup{name, instruments, halt}, metrics_{metrics}, strategies_{strategies} {}

  counter make_counter(std::string_view name, std::string_view help,
                       std::string_view label) override {
    return metrics_.make_counter(name, help, labels(label));
  }
  gauge make_gauge(std::string_view name, std::string_view help, std::string_view label) override {
    return metrics_.make_gauge(name, help, labels(label));
  }
  latency_buckets& make_latency(std::string_view stage) override {
    return metrics_.make_latency(stage, name());
  }
  std::uint8_t next_strategy_id() override {
    if (id_ == 0 && strategies_ == last_strategy)
      throw std::length_error{"a node has at most 254 strategies"};
    if (id_ == 0) id_ = ++strategies_;
    return id_;
  }

private:
  [[nodiscard]] std::string labels(std::string_view more) const {
    auto text = metric_label("actor", name());
    if (!more.empty()) text += "," + std::string{more};
    return text;
  }

  metric_store& metrics_;
  std::uint8_t& strategies_;
  std::uint8_t id_{0}; ///< a restarted strategy keeps its own
};

std::pair<std::string, std::string> split_port(const std::string& text) {
  const auto dot = text.find('.');
  return {text.substr(0, dot), dot == std::string::npos ? "" : text.substr(dot + 1)};
}

std::string hint(std::string_view given, const std::vector<std::string>& known) {
  const auto near = config::nearest(given, known);
  if (!near.empty()) return "; did you mean '" + near + "'?";
  std::string all;
  for (const auto& k : known) all += (all.empty() ? "" : ", ") + k;
  return "; there are: " + all;
}

template <class Port>
Port* port_named(const std::vector<Port*>& ports, std::string_view name) {
  const auto found = std::ranges::find(ports, name, &Port::name);
  return found == ports.end() ? nullptr : *found;
}

template <class Port>
std::vector<std::string> names_of(const std::vector<Port*>& ports) {
  std::vector<std::string> names;
  for (const auto* p : ports) names.emplace_back(p->name());
  return names;
}

/// The mark of `key` in `row`, or of the row.
config::mark mark_of(const config::value& row, std::string_view key) {
  const auto* v = row.find(key);
  return v == nullptr ? row.where() : v->where();
}

} // namespace

graph::~graph() = default;

std::variant<std::unique_ptr<graph>, config::error> graph::build(node_plan plan,
                                                                 const registry& kinds,
                                                                 options how) {
  std::unique_ptr<graph> g{new graph{std::move(plan)}};
  if (auto error = g->make_lanes(how)) return *error;
  if (auto error = g->make_actors(kinds, how)) return *error;
  if (auto error = g->make_links()) return *error;
  if (auto error = check_orders(*g)) return *error;
  if (g->plan_.stage_stamps)
    g->wiring_.set_stage_latency([store = &g->metrics_](const actor& from, const lane& on) {
      return &store->make_latency(from.name(), on.settings().name);
    });
  if (how.crossing) g->wiring_.set_crossing(how.crossing);
  g->wiring_.resolve();
  return g;
}

graph::problem graph::make_lanes(const options& how) {
  if (plan_.lanes.empty())
    return config::error{{}, "lanes: is empty; name at least one, as in `- {name: main}`"};
  for (const auto& l : plan_.lanes) {
    lanes_.push_back(std::make_unique<lane>(l.settings));
    if (how.fuse) break;
  }
  return std::nullopt;
}

graph::problem graph::make_actors(const registry& kinds, const options& how) {
  for (const auto& a : plan_.actors) {
    const auto* kind = kinds.find(a.kind);
    if (kind == nullptr)
      return config::error{mark_of(a.source, "kind"),
                           "unknown actor kind '" + a.kind + "'" + hint(a.kind, kinds.names())};
    const auto replaced =
        std::ranges::find(how.replace_kinds, a.kind, &std::pair<std::string, std::string>::first);
    const bool other = replaced != how.replace_kinds.end();
    for (std::size_t r = 0; r < a.replicas; ++r)
      if (auto error = make_actor(a, r, *kind, false, how)) return error;
    if (!other) continue;
    actors_.erase(actors_.end() - static_cast<std::ptrdiff_t>(a.replicas),
                  actors_.end()); // the planned kind was made to check it
    kinds_.resize(actors_.size());
    for (std::size_t r = 0; r < a.replicas; ++r)
      if (auto error = make_actor(a, r, *kinds.find(replaced->second), true, how)) return error;
  }
  for (std::size_t i = 0; i < actors_.size(); ++i) {
    wiring_.place(*actors_[i].self, *actors_[i].on);
    actors_[i].self->bind_to(*actors_[i].on);
  }
  return std::nullopt;
}

graph::problem graph::make_actor(const actor_plan& plan, std::size_t replica,
                                 const registry::kind& kind, bool replaced, const options& how) {
  const auto& lane_name = plan.lanes[replica % plan.lanes.size()];
  auto on =
      std::ranges::find(plan_.lanes, lane_name, [](const lane_plan& l) { return l.settings.name; });
  if (on == plan_.lanes.end()) {
    std::vector<std::string> known;
    for (const auto& l : plan_.lanes) known.push_back(l.settings.name);
    return config::error{mark_of(plan.source, "lane"), "actor '" + plan.name + "' is on lane '"
                                                           + lane_name + "', which does not exist"
                                                           + hint(lane_name, known)};
  }
  instance made;
  made.name = plan.replicas == 1 ? plan.name : plan.name + "-" + std::to_string(replica);
  made.plan = &plan;
  made.on = lanes_[how.fuse ? 0 : static_cast<std::size_t>(on - plan_.lanes.begin())].get();
  made.setup =
      std::make_unique<placed_setup>(made.name, instruments_, halt_, metrics_, strategies_);
  made.self = kind.make(*made.setup);
  if (!replaced) {
    const config::value none{config::value::kind::map, plan.source.where()};
    const auto& given = plan.parameters.is_null() ? none : plan.parameters;
    if (auto error = made.setup->parameters().assign(given)) {
      error->what = "actor '" + plan.name + "': " + error->what;
      return error;
    }
  }
  actors_.push_back(std::move(made));
  kinds_.push_back(&kind);
  return std::nullopt;
}

graph::problem graph::make_links() {
  for (const auto& l : plan_.links)
    if (auto error = make_link(l)) return error;
  return std::nullopt;
}

std::vector<graph::instance*> graph::replicas_of(std::string_view name) {
  std::vector<instance*> found;
  for (auto& a : actors_)
    if (a.plan->name == name) found.push_back(&a);
  return found;
}

graph::problem graph::make_link(const link_plan& plan) {
  std::vector<std::string> known;
  for (const auto& a : plan_.actors) known.push_back(a.name);
  const auto [from_name, outlet_name] = split_port(plan.from);
  const auto from = replicas_of(from_name);
  const auto from_mark = mark_of(plan.source, "from");
  if (from.empty())
    return config::error{from_mark, "link from '" + plan.from + "': there is no actor '" + from_name
                                        + "'" + hint(from_name, known)};
  const auto* outlet = port_named(from.front()->self->outlets(), outlet_name);
  if (outlet == nullptr)
    return config::error{from_mark,
                         "link from '" + plan.from + "': actor '" + from_name + "' has no outlet '"
                             + outlet_name + "'"
                             + hint(outlet_name, names_of(from.front()->self->outlets()))};
  if (!outlet->type().may_be_lost && plan.policy != when_full::block_source)
    return config::error{mark_of(plan.source, "when_full"),
                         "link from '" + plan.from + "': " + std::string{outlet->type().name}
                             + " must not be lost; only `when_full: block_source` is allowed"};
  const auto to_mark = mark_of(plan.source, "to");
  for (const auto& target : plan.to) {
    const auto [to_name, inlet_name] = split_port(target);
    const auto to = replicas_of(to_name);
    if (to.empty())
      return config::error{to_mark, "link to '" + target + "': there is no actor '" + to_name + "'"
                                        + hint(to_name, known)};
    std::vector<inlet_base*> inlets;
    for (auto* t : to)
      if (auto* inlet = port_named(t->self->inlets(), inlet_name)) inlets.push_back(inlet);
    if (inlets.empty())
      return config::error{to_mark, "link to '" + target + "': actor '" + to_name
                                        + "' has no inlet '" + inlet_name + "'"
                                        + hint(inlet_name, names_of(to.front()->self->inlets()))};
    if (inlets.front()->type().name != outlet->type().name)
      return config::error{to_mark, "link from '" + plan.from + "' to '" + target
                                        + "': " + std::string{outlet->type().name}
                                        + " does not fit an inlet of "
                                        + std::string{inlets.front()->type().name}};
    if (inlets.size() > 1 && outlet->type().instrument == nullptr)
      return config::error{
          to_mark, "link to '" + target + "': its events have no instrument to partition by"};
    for (auto* f : from)
      wiring_.link({f->self.get(), port_named(f->self->outlets(), outlet_name), inlets,
                    plan.capacity, plan.policy});
  }
  return std::nullopt;
}

graph::instance* graph::find(std::string_view name) noexcept {
  const auto found = std::ranges::find(actors_, name, &instance::name);
  return found == actors_.end() ? nullptr : &*found;
}

void graph::remake(instance& failed) {
  auto& parameters = failed.setup->parameters();
  parameters = {};
  auto fresh = kinds_[static_cast<std::size_t>(&failed - actors_.data())]->make(*failed.setup);
  if (!failed.plan->parameters.is_null()) (void)parameters.assign(failed.plan->parameters);
  for (const auto& [key, text] : failed.changed) (void)parameters.set(key, text);
  fresh->bind_to(*failed.on);
  fresh->on_start(); // before any event can reach it
  wiring_.reopen(*failed.self, *fresh);
  failed.self = std::move(fresh);
}

} // namespace corelane
