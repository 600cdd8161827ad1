#pragma once

#include "corelane/runtime/metrics/metric_store.hpp"

#include <string>

namespace corelane {

/// All metrics in Prometheus's text format.
///
/// Stages are histograms of seconds, `corelane_stage_latency_seconds{stage="..."}`; the whole way
/// from packet to order is also `hft_packet_latency_nanoseconds`.
[[nodiscard]] std::string prometheus_text(const metric_store& metrics);

} // namespace corelane
