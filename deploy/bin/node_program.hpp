#pragma once

#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/graph/node_plan.hpp"

#include <cstdint>
#include <string>

namespace corelane {

/// What `corelane-node` and `corelane-venue` were asked to do, and doing it. Each returns the
/// program's exit code: 0 done, 1 failed while running, 2 the configuration or the command line
/// is wrong.
struct node_program {
  std::string config;
  std::string recording;    ///< a recording to run instead of trading
  double speed{0};          ///< of a replay; 0: as fast as it goes
  std::string books;        ///< where a replay writes the final books
  std::string report;       ///< where the report goes as JSON
  std::uint64_t seconds{0}; ///< how long to run; 0 until told to stop
  bool keep_lanes{false};
  bool quiet{false};

  int list(const registry& kinds) const;
  int check(const registry& kinds) const;
  int print_config(const registry& kinds) const;
  int run(const registry& kinds) const;
  int run_replay(const registry& kinds) const;
};

} // namespace corelane
