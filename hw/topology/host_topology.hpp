#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace corelane::hw {

/// One CPU as the operating system counts them: what a lane's `core` names. On a core with
/// simultaneous multithreading there are two or more of them.
struct processing_unit {
  unsigned number{0}; ///< the operating system's
  unsigned core{0};   ///< physical core; siblings share it
  unsigned package{0};
  unsigned numa_node{0};
  unsigned kind{0};        ///< 0 is the slowest kind of core; all 0 where there is one kind
  bool is_allowed{true};   ///< by this process's affinity mask
  bool is_isolated{false}; ///< kept free of other work by the kernel (isolcpus)
};

/// The host's CPUs as hwloc sees them: plain data, taken once.
class host_topology {
public:
  struct sources {
    std::string isolated{"/sys/devices/system/cpu/isolated"};
  };

  /// Looks at this host, or at the one that HWLOC_XMLFILE or HWLOC_SYNTHETIC describes. Ask before
  /// the main thread is pinned: its affinity mask says what is allowed.
  [[nodiscard]] static std::variant<host_topology, std::string> discover(const sources& from);
  [[nodiscard]] static std::variant<host_topology, std::string> discover() { return discover({}); }

  /// By number.
  [[nodiscard]] std::span<const processing_unit> units() const noexcept { return units_; }
  /// Null when the host has no such CPU.
  [[nodiscard]] const processing_unit* find(unsigned number) const noexcept;

  [[nodiscard]] std::size_t cores() const noexcept { return cores_; }
  [[nodiscard]] std::size_t packages() const noexcept { return packages_; }
  [[nodiscard]] std::size_t numa_nodes() const noexcept { return numa_nodes_; }
  [[nodiscard]] std::size_t kinds() const noexcept { return kinds_; } ///< of cores; at least 1
  /// Physical cores with a CPU that this process may use.
  [[nodiscard]] std::size_t allowed_cores() const;
  /// Numbers of all CPUs, as `0-3,8`.
  [[nodiscard]] std::string list_units() const;
  [[nodiscard]] std::string list_allowed() const;
  [[nodiscard]] std::string list_isolated() const;
  /// False where a description was read: such a host is planned for, never bound to.
  [[nodiscard]] bool is_this_host() const noexcept { return is_this_host_; }

private:
  std::vector<processing_unit> units_;
  std::size_t cores_{0};
  std::size_t packages_{0};
  std::size_t numa_nodes_{0};
  std::size_t kinds_{1};
  bool is_this_host_{true};
};

} // namespace corelane::hw
