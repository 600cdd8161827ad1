#pragma once

#include "corelane/actors/venue/exchange.hpp"
#include "corelane/tests/support/test_node.hpp"

#include <string>

namespace corelane::venue {

/// An `actor_setup` without a node, for what counts but is not an actor.
class bare_setup : public actor_setup {
public:
  bare_setup() : bare_setup{std::make_unique<support::test_node>()} {}

  counter make_counter(std::string_view name, std::string_view, std::string_view) override {
    return counter{node_->counter_slot(std::string{name})};
  }
  gauge make_gauge(std::string_view name, std::string_view, std::string_view) override {
    return gauge{node_->gauge_slot(std::string{name})};
  }
  latency_buckets& make_latency(std::string_view stage) override {
    return node_->latency_slot(std::string{stage});
  }
  std::uint8_t next_strategy_id() override { return node_->next_strategy_id(); }

private:
  explicit bare_setup(std::unique_ptr<support::test_node> node)
      : actor_setup{"venue", node->instruments(), node->halt()}, node_{std::move(node)} {}

  std::unique_ptr<support::test_node> node_;
};

/// Moves an exchange's time on, from its start, in small turns as a lane would.
class exchange_driver {
public:
  static constexpr timestamp opening = support::test_node::opening;

  explicit exchange_driver(exchange& tested) : exchange_{tested} {}

  void start() { exchange_.start(now_); }
  /// Lets `time` pass in turns of `turn`; on each, does all that is due.
  void run(std::chrono::nanoseconds time,
           std::chrono::nanoseconds turn = std::chrono::microseconds{50}) {
    for (const auto until = now_ + time; now_ < until;) {
      now_ = now_ + turn;
      while (exchange_.advance(now_)) {
      }
    }
  }
  /// Lets time pass until the exchange trades.
  void run_until_trading() {
    while (!exchange_.is_trading()) run(std::chrono::milliseconds{1});
  }
  void stop() { exchange_.stop(now_); }
  [[nodiscard]] timestamp now() const noexcept { return now_; }

private:
  exchange& exchange_;
  timestamp now_{opening};
};

} // namespace corelane::venue
