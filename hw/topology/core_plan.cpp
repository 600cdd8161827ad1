#include "corelane/hw/topology/core_plan.hpp"

#include <algorithm>

namespace corelane::hw {

namespace {

std::string quoted(const core_request& lane) { return '\'' + lane.lane + '\''; }

/// Checks lane by lane, then lanes against each other.
class planner {
public:
  planner(std::span<const core_request> lanes, const host_topology& host)
      : lanes_{lanes}, host_{host} {}

  core_plan check() {
    for (std::size_t i = 0; i < lanes_.size(); ++i) check_alone(i);
    for (std::size_t i = 0; i < lanes_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) check_pair(j, i);
    check_spinning();
    return std::move(plan_);
  }

private:
  void refuse(std::size_t i, const std::string& why) {
    plan_.errors.push_back({i, "lane " + quoted(lanes_[i]) + ": " + why});
  }
  void notice(std::size_t i, const std::string& what) {
    plan_.notices.push_back({i, "lane " + quoted(lanes_[i]) + ": " + what});
  }
  /// The unit a lane is pinned to, if it may be.
  [[nodiscard]] const processing_unit* unit_of(std::size_t i) const {
    const auto* unit = lanes_[i].core ? host_.find(*lanes_[i].core) : nullptr;
    return unit != nullptr && unit->is_allowed ? unit : nullptr;
  }

  void check_alone(std::size_t i);
  void check_pair(std::size_t i, std::size_t j);
  void check_spinning();

  std::span<const core_request> lanes_;
  const host_topology& host_;
  core_plan plan_;
};

void planner::check_alone(std::size_t i) {
  const auto& lane = lanes_[i];
  if (!lane.core) {
    if (lane.spins)
      notice(i, "it spins without a core of its own; give it one by `core:`, or let it park");
    return;
  }
  const auto number = std::to_string(*lane.core);
  const auto* unit = host_.find(*lane.core);
  if (unit == nullptr)
    return refuse(i, "core " + number + " does not exist; this host has " + host_.list_units());
  if (!unit->is_allowed)
    return refuse(i, "core " + number + " is not allowed to this process, which may use "
                         + host_.list_allowed()
                         + "; choose one of them, or widen the affinity mask (taskset, cpuset)");
  if (!unit->is_isolated)
    notice(i, "core " + number
                  + " is not isolated, other work may interrupt it; boot with isolcpus=" + number
                  + " nohz_full=" + number + ", or choose an isolated core (there are "
                  + host_.list_isolated() + ")");
  if (lane.spins && unit->kind + 1 < host_.kinds())
    notice(i, "core " + number + " is of a slower kind; this host has faster ones");
}

void planner::check_pair(std::size_t i, std::size_t j) {
  const auto* a = unit_of(i);
  const auto* b = unit_of(j);
  const bool spins = lanes_[i].spins || lanes_[j].spins;
  if (a == nullptr || b == nullptr || !spins || a->core != b->core) return;
  if (a == b)
    refuse(j, "it shares core " + std::to_string(a->number) + " with lane " + quoted(lanes_[i])
                  + ", and " + (lanes_[j].spins ? "it" : "that one")
                  + " spins; give each its own core, or let both yield or park");
  else
    notice(j, "core " + std::to_string(b->number) + " is a sibling of core "
                  + std::to_string(a->number) + " of lane " + quoted(lanes_[i])
                  + ": they share one physical core");
}

void planner::check_spinning() {
  std::size_t spinning = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    if (!lanes_[i].spins) continue;
    ++spinning;
    last = i;
  }
  const auto usable =
      static_cast<std::size_t>(std::ranges::count_if(host_.units(), &processing_unit::is_allowed));
  if (spinning > usable)
    refuse(last, std::to_string(spinning) + " lanes spin and this process has "
                     + std::to_string(usable) + " cores (" + host_.list_allowed()
                     + "); let some of them yield or park");
  else if (spinning > 0 && spinning == usable)
    notice(last, "with it every core spins, none is left for housekeeping and the kernel");
}

} // namespace

core_plan check_core_plan(std::span<const core_request> lanes, const host_topology& host) {
  return planner{lanes, host}.check();
}

} // namespace corelane::hw
