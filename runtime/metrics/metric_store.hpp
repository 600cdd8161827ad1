#pragma once

#include "corelane/runtime/api/metric.hpp"

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

/// Owns the slots of all metrics of a node. Made once, never given back before the node ends.
///
/// Slots are made under a lock, at start-up; they are read and written without one.
class metric_store {
public:
  enum class kind : std::uint8_t { counter, gauge };

  /// A metric as it stands. `labels` is Prometheus's `a="x",b="y"`.
  struct reading {
    std::string name;
    std::string help;
    std::string labels;
    kind what;
    double value;
  };
  /// The latencies of one stage, over all lanes that record it.
  struct latency {
    std::string stage;
    std::vector<const latency_buckets*> parts;
  };

  counter make_counter(std::string_view name, std::string_view help, std::string labels);
  gauge make_gauge(std::string_view name, std::string_view help, std::string labels);
  /// The same stage and recorder (a lane's or an actor's name) give the same buckets again. Each
  /// recorder is one thread.
  latency_buckets& make_latency(std::string_view stage, std::string_view recorder);

  [[nodiscard]] std::vector<reading> read() const;
  [[nodiscard]] std::vector<latency> latencies() const;
  /// The sum of a metric over all its labels; 0 when there is none of the name.
  [[nodiscard]] double total(std::string_view name) const;

private:
  struct slot {
    std::string name;
    std::string help;
    std::string labels;
    kind what;
    alignas(64) std::atomic<std::uint64_t> count{0};
    std::atomic<std::int64_t> level{0};
  };
  struct stage_part {
    std::string stage;
    std::string recorder;
    latency_buckets buckets;
  };

  slot& find_or_make(std::string_view name, std::string_view help, std::string labels, kind what);

  mutable std::mutex mutex_;
  std::deque<slot> slots_; ///< addresses stay
  std::map<std::pair<std::string, std::string>, slot*> index_;
  std::deque<stage_part> stages_;
};

} // namespace corelane
