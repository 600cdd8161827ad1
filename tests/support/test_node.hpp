#pragma once

#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/actor.hpp"

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace corelane::support {

/// A lane whose time the test moves: no thread, no sleeping.
class test_lane : public lane_services {
public:
  explicit test_lane(timestamp start) { clock_.make_virtual(start); }

  /// Lets time pass; timers that fall due run at their own time, in order.
  void advance(std::chrono::nanoseconds by);

  /// Keeps what is to happen after the current event: a link against the flow.
  void later(std::function<void()> call) { queue_.push_back(std::move(call)); }
  /// Runs what is kept, and what that causes, until nothing is left.
  void settle();

  timer_id start_timer(actor& owner, std::chrono::nanoseconds after, bool repeat) override;
  void cancel_timer(timer_id id) noexcept override;
  void actor_failed(actor& failed, std::exception_ptr why) noexcept override;

  /// What actors threw, as text.
  [[nodiscard]] const std::vector<std::string>& failures() const noexcept { return failures_; }
  [[nodiscard]] std::size_t timer_count() const noexcept { return timers_.size(); }

private:
  struct timer {
    timer_id id;
    actor* owner;
    timestamp due;
    std::chrono::nanoseconds period; ///< 0: once
  };

  std::vector<timer> timers_;
  std::uint64_t timers_made_{0};
  std::deque<std::function<void()>> queue_;
  std::vector<std::string> failures_;
};

/// What actors of a test share: symbols, the halt switch, a lane, and the metrics they count.
class test_node {
public:
  /// 2025-01-06 14:30:00 UTC, a Monday's opening bell in New York.
  static constexpr timestamp opening{1'736'173'800'000'000'000};

  explicit test_node(std::size_t instruments = 1024) : instruments_{instruments} {}

  [[nodiscard]] instrument_directory& instruments() noexcept { return instruments_; }
  [[nodiscard]] halt_switch& halt() noexcept { return halt_; }
  [[nodiscard]] test_lane& lane() noexcept { return lane_; }
  [[nodiscard]] std::uint8_t next_strategy_id() noexcept { return ++strategies_; }

  /// The slot of a metric, made when first asked for; `key` is `actor/name{label}`.
  [[nodiscard]] std::atomic<std::uint64_t>& counter_slot(const std::string& key) {
    return counters_[key];
  }
  [[nodiscard]] std::atomic<std::int64_t>& gauge_slot(const std::string& key) {
    return gauges_[key];
  }
  [[nodiscard]] latency_buckets& latency_slot(const std::string& key) { return latencies_[key]; }

private:
  instrument_directory instruments_;
  halt_switch halt_;
  test_lane lane_{opening};
  std::uint8_t strategies_{0};
  std::map<std::string, std::atomic<std::uint64_t>> counters_;
  std::map<std::string, std::atomic<std::int64_t>> gauges_;
  std::map<std::string, latency_buckets> latencies_;
};

} // namespace corelane::support
