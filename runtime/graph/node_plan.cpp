#include "corelane/runtime/graph/node_plan.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace corelane {

const char* to_string(on_failure f) noexcept {
  switch (f) {
    case on_failure::restart: return "restart";
    case on_failure::escalate: return "escalate";
    case on_failure::halt: return "halt";
  }
  return "?";
}

parameter_list describe_node(node_plan& plan) {
  parameter_list p;
  p.bind(plan.name, "name", "", "the node's name");
  p.bind(plan.control, "control", "", "address of /metrics and of corelane-ctl; empty for none");
  p.bind(plan.control_token_file, "control_token_file", "",
         "whose first line a client must send; needed when other hosts can reach control");
  p.bind(plan.stage_stamps, "stage_stamps", "", "measure the latency of each stage");
  p.bind(plan.lock_memory, "lock_memory", "", "keep all memory resident (mlockall)");
  p.bind_choice(plan.log_level, {"debug", "info", "warn", "error"}, "log_level",
                "least severe message that is logged");
  p.bind(plan.log_file, "log_file", "", "where to log; standard error when empty");
  p.bind(plan.stop_timeout, "stop_timeout", "", "how long a stop waits for open orders");
  p.bind(plan.unchecked_orders, "unchecked_orders", "",
         "let strategies send orders to a gateway without a risk actor between");
  return p;
}

namespace {

using problem = std::optional<config::error>;

/// The enumerator of `all` that prints as `text`; the text has been checked against `choices`.
template <class Enum, std::size_t N>
Enum named(const std::array<Enum, N>& all, const std::string& text) {
  return *std::ranges::find_if(all, [&](Enum e) { return text == to_string(e); });
}

template <class Enum, std::size_t N>
std::vector<std::string> choices(const std::array<Enum, N>& all) {
  std::vector<std::string> names;
  for (const auto e : all) names.emplace_back(to_string(e));
  return names;
}

constexpr std::array all_classes{lane_class::ultra_low, lane_class::low, lane_class::normal,
                                 lane_class::background};
constexpr std::array all_idle{idle_policy::spin, idle_policy::yield, idle_policy::park};
constexpr std::array all_failures{on_failure::restart, on_failure::escalate, on_failure::halt};
constexpr std::array all_policies{when_full::block_source, when_full::conflate,
                                  when_full::drop_newest, when_full::fail};

problem read_lane(const config::value& from, lane_plan& to) {
  auto& s = to.settings;
  std::int64_t core = -1;
  std::string priority = to_string(s.priority);
  std::string idle = to_string(s.idle);
  parameter_list p;
  p.bind(s.name, "name", "", "the lane's name").required();
  p.bind_within<std::int64_t>(core, -1, 1'000'000, "core", "", "core to pin to; -1 for none");
  p.bind_choice(priority, choices(all_classes), "class", "scheduling class");
  p.bind_choice(idle, choices(all_idle), "idle", "what to do without work");
  p.bind(s.spin_for, "spin_for", "", "how long to look for work before yielding or parking");
  if (auto error = p.assign(from)) return error;
  if (core >= 0) s.core = static_cast<std::uint32_t>(core);
  s.priority = named(all_classes, priority);
  s.idle = named(all_idle, idle);
  to.source = from;
  return std::nullopt;
}

problem read_actor(const config::value& from, actor_plan& to) {
  std::string supervision = to_string(to.supervision);
  parameter_list p;
  p.bind(to.name, "name", "", "the actor's name").required();
  p.bind(to.kind, "kind", "", "what it is; `corelane-node --list` shows all").required();
  p.bind_one_or_more(to.lanes, "lane", "the lane it runs on; a list for replicas").required();
  p.bind_within<std::uint64_t>(to.replicas, 1, 63, "replicas", "", "how many of it");
  p.bind_choice(to.partition_by, {"none", "instrument"}, "partition_by",
                "what decides which replica gets an event");
  p.bind_choice(supervision, choices(all_failures), "on_failure", "what to do when it throws");
  p.bind_tree(to.parameters, "parameters", "its own parameters");
  if (auto error = p.assign(from)) return error;
  to.supervision = named(all_failures, supervision);
  to.source = from;
  if (to.replicas > 1 && to.partition_by == "none")
    return config::error{from.where(), "actor '" + to.name
                                         + "' has replicas but no partition_by: say which events "
                                           "go to which, as in `partition_by: instrument`"};
  if (to.name.find('.') != std::string::npos)
    return config::error{
        from.where(),
        "actor name '" + to.name + "' has a dot, which separates actor and port in links"};
  return std::nullopt;
}

problem read_link(const config::value& from, link_plan& to) {
  std::string policy = to_string(to.policy);
  parameter_list p;
  p.bind(to.from, "from", "", "actor.outlet").required();
  p.bind_one_or_more(to.to, "to", "actor.inlet, or a list of them").required();
  p.bind_within<std::uint64_t>(to.capacity, 64, 1U << 24, "capacity", "events",
                               "room of a link between lanes");
  p.bind_choice(policy, choices(all_policies), "when_full", "what to do without room");
  if (auto error = p.assign(from)) return error;
  to.policy = named(all_policies, policy);
  to.source = from;
  return std::nullopt;
}

template <class Row>
problem read_rows(const config::value& root, const char* key, std::vector<Row>& rows,
                  problem (*read)(const config::value&, Row&)) {
  const auto* list = root.find(key);
  if (list == nullptr || list->is_null()) return std::nullopt;
  if (!list->is_list())
    return config::error{list->where(), std::string{key} + ": expected a list, one `- {...}` each"};
  for (const auto& item : list->items())
    if (auto error = read(item, rows.emplace_back())) return error;
  return std::nullopt;
}

template <class Row, class Name>
problem refuse_duplicates(const std::vector<Row>& rows, const char* what, Name name) {
  std::set<std::string> seen;
  for (const auto& row : rows)
    if (!seen.insert(name(row)).second)
      return config::error{row.source.where(),
                           std::string{"two "} + what + " are named '" + name(row) + "'"};
  return std::nullopt;
}

} // namespace

std::variant<node_plan, config::error> read_plan(const config::value& root) {
  node_plan plan;
  config::value node{config::value::kind::map, root.where()};
  config::value ignored;
  parameter_list top;
  top.bind_tree(node, "node", "the node itself");
  top.bind_tree(ignored, "lanes", "threads").required();
  top.bind_tree(ignored, "actors", "actors and where they run").required();
  top.bind_tree(ignored, "links", "which outlet feeds which inlets");
  if (auto error = top.assign(root)) return *error;
  if (auto error = describe_node(plan).assign(node)) return *error;
  plan.source = node;
  if (auto error = read_rows(root, "lanes", plan.lanes, &read_lane)) return *error;
  if (auto error = read_rows(root, "actors", plan.actors, &read_actor)) return *error;
  if (auto error = read_rows(root, "links", plan.links, &read_link)) return *error;
  if (auto error = refuse_duplicates(plan.lanes, "lanes",
                                     [](const lane_plan& l) { return l.settings.name; }))
    return *error;
  if (auto error =
          refuse_duplicates(plan.actors, "actors", [](const actor_plan& a) { return a.name; }))
    return *error;
  return plan;
}

} // namespace corelane
