#pragma once

#include "corelane/runtime/api/metric.hpp"

#include <cstdint>
#include <vector>

namespace corelane {

/// What is reported of a stage's latencies, in nanoseconds. All are upper bounds of
/// buckets, at most 6.25 % above the truth.
struct quantiles {
  std::uint64_t count{0};
  std::int64_t p50{0};
  std::int64_t p90{0};
  std::int64_t p99{0};
  std::int64_t p999{0};
  std::int64_t max{0};
};

/// Over all `parts` together; they may be recorded into meanwhile.
[[nodiscard]] quantiles quantiles_of(const std::vector<const latency_buckets*>& parts);

} // namespace corelane
