#include "corelane/runtime/metrics/metric_store.hpp"

#include <algorithm>

namespace corelane {

metric_store::slot& metric_store::find_or_make(std::string_view name, std::string_view help,
                                               std::string labels, kind what) {
  std::lock_guard lock{mutex_};
  auto& known = index_[{std::string{name}, labels}];
  if (known == nullptr) {
    known = &slots_.emplace_back();
    known->name = name;
    known->help = help;
    known->labels = std::move(labels);
    known->what = what;
  }
  return *known;
}

counter metric_store::make_counter(std::string_view name, std::string_view help,
                                   std::string labels) {
  return counter{find_or_make(name, help, std::move(labels), kind::counter).count};
}

gauge metric_store::make_gauge(std::string_view name, std::string_view help, std::string labels) {
  return gauge{find_or_make(name, help, std::move(labels), kind::gauge).level};
}

latency_buckets& metric_store::make_latency(std::string_view stage, std::string_view recorder) {
  std::lock_guard lock{mutex_};
  for (auto& s : stages_)
    if (s.stage == stage && s.recorder == recorder) return s.buckets;
  auto& fresh = stages_.emplace_back();
  fresh.stage = stage;
  fresh.recorder = recorder;
  return fresh.buckets;
}

std::vector<metric_store::reading> metric_store::read() const {
  std::lock_guard lock{mutex_};
  std::vector<reading> all;
  for (const auto& s : slots_) {
    const auto value = s.what == kind::counter
                           ? static_cast<double>(s.count.load(std::memory_order_relaxed))
                           : static_cast<double>(s.level.load(std::memory_order_relaxed));
    all.push_back({s.name, s.help, s.labels, s.what, value});
  }
  return all;
}

std::vector<metric_store::latency> metric_store::latencies() const {
  std::lock_guard lock{mutex_};
  std::vector<latency> all;
  for (const auto& s : stages_) {
    auto found = std::ranges::find(all, s.stage, &latency::stage);
    if (found == all.end()) found = all.insert(all.end(), {s.stage, {}});
    found->parts.push_back(&s.buckets);
  }
  return all;
}

double metric_store::total(std::string_view name) const {
  double sum = 0;
  for (const auto& r : read())
    if (r.name == name) sum += r.value;
  return sum;
}

} // namespace corelane
