#pragma once

#include "corelane/bench/measure/bench_setup.hpp"
#include "corelane/bench/path/fix_wire.hpp"
#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/link/wiring.hpp"

#include <memory>
#include <string>
#include <vector>

namespace corelane::bench {

/// The gateway's place in a bench: encodes each order, notes the time of the first after a
/// packet, and acknowledges all.
class encoding_gateway final : public actor {
public:
  explicit encoding_gateway(actor_setup& s) : actor{s}, instruments_{s.instruments()} {}

  void expect() noexcept { first_order_ = 0; }
  /// When the first order since `expect` had become bytes; 0 if none did.
  [[nodiscard]] std::uint64_t first_order() const noexcept { return first_order_; }
  [[nodiscard]] std::uint64_t orders() const noexcept { return orders_sent_; }

  inlet<order_request> orders_in{*this, "orders", on<&encoding_gateway::take>};
  outlet<execution_report> executions{*this, "executions"};

private:
  void take(const order_request& r) {
    wire_.encode(r, instruments_.symbol(r.instrument));
    if (first_order_ == 0) first_order_ = hw::tsc_clock::ticks();
    ++orders_sent_;
    executions.emit(fix_wire::acknowledgement(r));
  }

  instrument_directory& instruments_;
  fix_wire wire_;
  std::uint64_t first_order_{0};
  std::uint64_t orders_sent_{0};
};

/// The shipping actors on one lane, as a node wires them: feed, book, strategy, risk, and the
/// encoding gateway.
class trading_lane {
public:
  trading_lane(const std::string& strategy, const std::string& strategy_parameters,
               const std::string& book_parameters, bool stamps);
  ~trading_lane();

  /// One packet, and what it causes.
  void take(std::span<const std::byte> packet, tsc_stamp received);
  [[nodiscard]] encoding_gateway& gateway() noexcept { return *gateway_; }

private:
  actor& make(const std::string& name, const std::string& kind, const std::string& parameters);

  registry kinds_;
  bench_node node_;
  lane lane_{lane_settings{}};
  std::vector<std::unique_ptr<bench_setup>> setups_;
  std::vector<std::unique_ptr<actor>> actors_;
  packet_handler* feed_{nullptr};
  encoding_gateway* gateway_{nullptr};
  wiring links_;
};

} // namespace corelane::bench
