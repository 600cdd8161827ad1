#include "corelane/runtime/control/prometheus_text.hpp"

#include "corelane/hw/tsc_clock.hpp"
#include "corelane/runtime/metrics/metric_labels.hpp"

#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>
#include <sstream>

namespace corelane {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Upper bounds in ns: from 10 ns to 1 s.
constexpr std::array bounds_ns{10.0,  50.0, 100.0, 250.0, 500.0, 1e3, 2.5e3, 5e3, 1e4,
                               2.5e4, 5e4,  1e5,   2.5e5, 5e5,   1e6, 1e7,   1e8, 1e9};

std::vector<ClientMetric::Label> labels_of(const std::string& text) {
  std::vector<ClientMetric::Label> all;
  for (auto& [name, value] : read_labels(text)) all.push_back({std::move(name), std::move(value)});
  return all;
}

ClientMetric::Histogram histogram_of(const metric_store::latency& l, double unit) {
  ClientMetric::Histogram h;
  std::array<std::uint64_t, bounds_ns.size()> below{};
  for (const auto* part : l.parts)
    for (unsigned b = 0; b < latency_buckets::bucket_count; ++b) {
      const auto n = part->count_in(b);
      if (n == 0) continue;
      const auto ns = static_cast<double>(hw::tsc_clock::to_ns(latency_buckets::upper_bound_of(b)));
      h.sample_count += n;
      h.sample_sum += ns * unit * static_cast<double>(n);
      for (std::size_t i = 0; i < bounds_ns.size(); ++i)
        if (ns <= bounds_ns[i]) below[i] += n;
    }
  for (std::size_t i = 0; i < bounds_ns.size(); ++i)
    h.bucket.push_back({below[i], bounds_ns[i] * unit});
  h.bucket.push_back({h.sample_count, std::numeric_limits<double>::infinity()});
  return h;
}

MetricFamily latency_family(const std::string& name, const std::string& help) {
  MetricFamily f;
  f.name = name;
  f.help = help;
  f.type = MetricType::Histogram;
  return f;
}

} // namespace

std::string prometheus_text(const metric_store& metrics) {
  std::map<std::string, MetricFamily> families;
  for (const auto& r : metrics.read()) {
    auto& f = families[r.name];
    f.name = r.name;
    f.help = r.help;
    f.type = r.what == metric_store::kind::counter ? MetricType::Counter : MetricType::Gauge;
    auto& m = f.metric.emplace_back();
    m.label = labels_of(r.labels);
    if (f.type == MetricType::Counter)
      m.counter.value = r.value;
    else
      m.gauge.value = r.value;
  }
  std::vector<MetricFamily> all;
  for (auto& [name, family] : families) all.push_back(std::move(family));
  auto stages = latency_family("corelane_stage_latency_seconds",
                               "From the begin of a stage to the begin of the next");
  auto packets = latency_family("hft_packet_latency_nanoseconds",
                                "From packet in to order out, in nanoseconds");
  for (const auto& l : metrics.latencies()) {
    auto& m = stages.metric.emplace_back();
    m.label = {{"stage", l.stage}};
    m.histogram = histogram_of(l, 1e-9);
    if (l.stage == "tick_to_order") packets.metric.emplace_back().histogram = histogram_of(l, 1);
  }
  if (!stages.metric.empty()) all.push_back(std::move(stages));
  if (!packets.metric.empty()) all.push_back(std::move(packets));
  std::ostringstream out;
  prometheus::TextSerializer{}.Serialize(out, all);
  return out.str();
}

} // namespace corelane
