#include "corelane/runtime/graph/core_check.hpp"

#include "corelane/hw/topology/core_plan.hpp"
#include "corelane/hw/topology/host_topology.hpp"

namespace corelane {

core_check check_cores(const node_plan& plan) {
  core_check result;
  const auto host = hw::host_topology::discover();
  if (const auto* error = std::get_if<std::string>(&host)) {
    result.notices.push_back(*error);
    return result;
  }
  std::vector<hw::core_request> lanes;
  for (const auto& l : plan.lanes)
    lanes.push_back({l.settings.name, l.settings.core, l.settings.idle == idle_policy::spin});
  const auto checked = hw::check_core_plan(lanes, std::get<hw::host_topology>(host));
  if (!checked.errors.empty()) {
    const auto& first = checked.errors.front();
    const auto& source = plan.lanes[first.lane].source;
    const auto* core = source.find("core");
    result.error = config::error{core != nullptr ? core->where() : source.where(), first.text};
  }
  for (const auto& n : checked.notices) result.notices.push_back(n.text);
  return result;
}

} // namespace corelane
