#pragma once

#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/actor_setup.hpp"
#include "corelane/runtime/metrics/metric_store.hpp"

#include <string>

namespace corelane::bench {

/// What actors of one bench share.
struct bench_node {
  instrument_directory instruments{16'384};
  halt_switch halt;
  metric_store metrics;
  std::uint8_t strategies{0};
};

/// Gives an actor of a bench its name and metrics.
class bench_setup final : public actor_setup {
public:
  bench_setup(std::string name, bench_node& node)
      : actor_setup{std::move(name), node.instruments, node.halt}, node_{node} {}

  counter make_counter(std::string_view name, std::string_view help,
                       std::string_view label) override {
    return node_.metrics.make_counter(name, help, std::string{label});
  }
  gauge make_gauge(std::string_view name, std::string_view help, std::string_view label) override {
    return node_.metrics.make_gauge(name, help, std::string{label});
  }
  latency_buckets& make_latency(std::string_view stage) override {
    return node_.metrics.make_latency(stage, name());
  }
  std::uint8_t next_strategy_id() override { return ++node_.strategies; }

private:
  bench_node& node_;
};

} // namespace corelane::bench
