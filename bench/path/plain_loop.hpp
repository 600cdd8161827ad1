#pragma once

#include "corelane/actors/book/order_books.hpp"
#include "corelane/actors/feed/itch50/itch50_normaliser.hpp"
#include "corelane/actors/risk/risk_checks.hpp"
#include "corelane/bench/measure/bench_setup.hpp"
#include "corelane/bench/path/fix_wire.hpp"
#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/lane/lane.hpp"

#include <memory>
#include <string>
#include <vector>

namespace corelane::bench {

/// The work of `trading_lane` without the runtime: the same decoder, books, strategy, checks and
/// encoder, called as functions one after the other. The strategy is the shipping one, its ports
/// joined by hand.
class plain_loop {
public:
  plain_loop(const std::string& strategy, const std::string& strategy_parameters);

  void take(std::span<const std::byte> packet, tsc_stamp received);
  void expect() noexcept { first_order_ = 0; }
  [[nodiscard]] std::uint64_t first_order() const noexcept { return first_order_; }
  [[nodiscard]] std::uint64_t orders() const noexcept { return orders_; }

private:
  friend class itch50_normaliser<plain_loop>;
  void emit(const mbo_event& e);
  template <class Other>
  void emit(const Other&) {}
  void publish(const mbo_event& e, const book_change& change);
  static void take_order(void* self, const void* request) noexcept;
  void settle();

  struct top {
    book_level bid, ask;
    quantity bid_depth, ask_depth;
  };

  registry kinds_;
  bench_node node_;
  bench_setup setup_{"strategy", node_};
  bench_setup feed_setup_{"feed", node_};
  lane lane_{lane_settings{}};
  feed_probe probe_{feed_setup_};
  locate_map locates_{node_.instruments};
  itch50_normaliser<plain_loop> normaliser_{*this, locates_, probe_};
  std::uint64_t next_{0};
  order_books books_;
  std::vector<top> tops_;
  risk_limits limits_;
  std::unique_ptr<risk_checks> checks_;
  std::unique_ptr<actor> strategy_;
  sink on_book_{};
  sink on_execution_{};
  fix_wire wire_;
  std::vector<execution_report> reports_;
  std::uint64_t first_order_{0};
  std::uint64_t orders_{0};
};

} // namespace corelane::bench
