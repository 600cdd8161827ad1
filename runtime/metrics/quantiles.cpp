#include "corelane/runtime/metrics/quantiles.hpp"

#include "corelane/hw/tsc_clock.hpp"

namespace corelane {

quantiles quantiles_of(const std::vector<const latency_buckets*>& parts) {
  std::vector<std::uint64_t> counts(latency_buckets::bucket_count);
  quantiles q;
  for (const auto* part : parts)
    for (unsigned b = 0; b < latency_buckets::bucket_count; ++b) {
      const auto n = part->count_in(b);
      counts[b] += n;
      q.count += n;
    }
  const auto at = [&](double share) -> std::int64_t {
    if (q.count == 0) return 0;
    const auto rank = static_cast<std::uint64_t>(share * static_cast<double>(q.count - 1));
    unsigned b = 0;
    for (std::uint64_t seen = counts[0]; seen <= rank; seen += counts[b]) ++b;
    return hw::tsc_clock::to_ns(latency_buckets::upper_bound_of(b));
  };
  q.p50 = at(0.5);
  q.p90 = at(0.9);
  q.p99 = at(0.99);
  q.p999 = at(0.999);
  q.max = at(1);
  return q;
}

} // namespace corelane
