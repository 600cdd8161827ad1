#pragma once

#include "corelane/hw/topology/host_topology.hpp"

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

namespace corelane::hw {

/// A file with the text the kernel would show, gone with its owner.
class isolated_file {
public:
  explicit isolated_file(const std::string& text)
      : path_{"/tmp/corelane_isolated_" + std::to_string(::getpid())} {
    std::ofstream{path_} << text << '\n';
  }
  ~isolated_file() { std::remove(path_.c_str()); }
  isolated_file(const isolated_file&) = delete;
  isolated_file& operator=(const isolated_file&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

/// A host that is not there, as hwloc's variable (HWLOC_SYNTHETIC, HWLOC_XMLFILE) describes it.
inline host_topology made_up_host(const char* variable, const std::string& description,
                                  const std::string& isolated = "") {
  ::unsetenv("HWLOC_SYNTHETIC");
  ::unsetenv("HWLOC_XMLFILE");
  ::setenv(variable, description.c_str(), 1);
  const isolated_file file{isolated};
  auto found = host_topology::discover({.isolated = file.path()});
  ::unsetenv(variable);
  if (auto* error = std::get_if<std::string>(&found)) throw std::runtime_error{*error};
  return std::get<host_topology>(std::move(found));
}

} // namespace corelane::hw
