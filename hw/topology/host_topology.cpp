#include "corelane/hw/topology/host_topology.hpp"

#include "corelane/hw/os_error.hpp"
#include "corelane/hw/topology/cpu_list.hpp"

#include <hwloc.h>
#include <sched.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

namespace corelane::hw {

namespace {

struct destroy_topology {
  void operator()(hwloc_topology_t t) const noexcept { ::hwloc_topology_destroy(t); }
};
using loaded = std::unique_ptr<hwloc_topology, destroy_topology>;

/// With CPUs this process may not use too, to tell them from those that do not exist.
std::variant<loaded, std::string> load() {
  hwloc_topology_t made = nullptr;
  if (::hwloc_topology_init(&made) != 0) return os_error("prepare the look at the CPUs", errno);
  loaded owner{made};
  ::hwloc_topology_set_flags(made, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED);
  if (::hwloc_topology_load(made) != 0)
    return os_error("look at the host's CPUs (are HWLOC_* variables set wrongly?)", errno);
  return owner;
}

unsigned index_above(hwloc_topology_t t, hwloc_obj_t unit, hwloc_obj_type_t type) {
  const auto* above = ::hwloc_get_ancestor_obj_by_type(t, type, unit);
  return above == nullptr ? unit->logical_index : above->logical_index;
}

processing_unit describe(hwloc_topology_t t, hwloc_obj_t unit) {
  processing_unit out;
  out.number = unit->os_index;
  out.core = index_above(t, unit, HWLOC_OBJ_CORE);
  const auto* package = ::hwloc_get_ancestor_obj_by_type(t, HWLOC_OBJ_PACKAGE, unit);
  out.package = package == nullptr ? 0 : package->logical_index;
  out.numa_node = static_cast<unsigned>(std::max(0, ::hwloc_bitmap_first(unit->nodeset)));
  out.kind = static_cast<unsigned>(std::max(0, ::hwloc_cpukinds_get_by_cpuset(t, unit->cpuset, 0)));
  out.is_allowed =
      ::hwloc_bitmap_isset(::hwloc_topology_get_allowed_cpuset(t), unit->os_index) != 0;
  return out;
}

/// The process's affinity mask, as its main thread has it.
std::set<unsigned> affinity() {
  constexpr std::size_t most_cpus = 4096;
  std::set<unsigned> allowed;
  const auto size = CPU_ALLOC_SIZE(most_cpus);
  const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> mask{CPU_ALLOC(most_cpus),
                                                              [](cpu_set_t* s) { CPU_FREE(s); }};
  CPU_ZERO_S(size, mask.get());
  if (::sched_getaffinity(::getpid(), size, mask.get()) != 0) return allowed;
  for (unsigned n = 0; n < most_cpus; ++n)
    if (CPU_ISSET_S(n, size, mask.get())) allowed.insert(n);
  return allowed;
}

std::vector<unsigned> isolated(const std::string& path) {
  std::ifstream file{path};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  return parse_cpu_list(text).value_or(std::vector<unsigned>{});
}

std::string list(std::span<const processing_unit> units, auto chosen) {
  std::vector<unsigned> numbers;
  for (const auto& u : units)
    if (chosen(u)) numbers.push_back(u.number);
  return print_cpu_list(numbers);
}

} // namespace

std::variant<host_topology, std::string> host_topology::discover(const sources& from) {
  auto result = load();
  if (auto* error = std::get_if<std::string>(&result)) return std::move(*error);
  auto* t = std::get<loaded>(result).get();
  host_topology host;
  for (hwloc_obj_t unit = nullptr;
       (unit = ::hwloc_get_next_obj_by_type(t, HWLOC_OBJ_PU, unit)) != nullptr;)
    host.units_.push_back(describe(t, unit));
  if (host.units_.empty()) return "cannot look at the host's CPUs: hwloc finds none";
  std::ranges::sort(host.units_, {}, &processing_unit::number);
  const auto count = [&](hwloc_obj_type_t type) {
    return static_cast<std::size_t>(std::max(1, ::hwloc_get_nbobjs_by_type(t, type)));
  };
  host.cores_ = count(HWLOC_OBJ_CORE);
  host.packages_ = count(HWLOC_OBJ_PACKAGE);
  host.numa_nodes_ = count(HWLOC_OBJ_NUMANODE);
  host.kinds_ = static_cast<std::size_t>(std::max(1, ::hwloc_cpukinds_get_nr(t, 0)));
  host.is_this_host_ = ::hwloc_topology_is_thissystem(t) != 0;
  const auto free_of_others = isolated(from.isolated);
  const auto mask = affinity();
  for (auto& u : host.units_) {
    u.is_isolated = std::ranges::binary_search(free_of_others, u.number);
    if (host.is_this_host_ && !mask.empty()) u.is_allowed = mask.contains(u.number);
  }
  return host;
}

const processing_unit* host_topology::find(unsigned number) const noexcept {
  const auto found = std::ranges::lower_bound(units_, number, {}, &processing_unit::number);
  return found != units_.end() && found->number == number ? &*found : nullptr;
}

std::size_t host_topology::allowed_cores() const {
  std::set<unsigned> cores;
  for (const auto& u : units_)
    if (u.is_allowed) cores.insert(u.core);
  return cores.size();
}

std::string host_topology::list_units() const {
  return list(units_, [](const auto&) { return true; });
}
std::string host_topology::list_allowed() const {
  return list(units_, [](const auto& u) { return u.is_allowed; });
}
std::string host_topology::list_isolated() const {
  return list(units_, [](const auto& u) { return u.is_isolated; });
}

} // namespace corelane::hw
