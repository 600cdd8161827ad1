#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace corelane::bench {

/// One way to do the work that is compared: each call of `round` adds samples, ns per operation.
struct contestant {
  std::string name;
  std::function<void(std::vector<double>& samples)> round;
};

/// What a contestant came to over all rounds.
struct figures {
  std::string name;
  double p50{0};     ///< median of the rounds' medians
  double p50_low{0}; ///< the fastest round's
  double p50_high{0};
  double p99{0};   ///< median of the rounds' 99th percentiles
  double ratio{1}; ///< ours over this one: median of the ratios of paired rounds
};

/// Runs all contestants in turn, `rounds` times, after one round that is thrown away. The first
/// is ours; the others are compared with it round by round, so that what disturbs the machine
/// for longer than a round disturbs both.
[[nodiscard]] std::vector<figures> run_interleaved(const std::vector<contestant>& all, int rounds);

} // namespace corelane::bench
