#include "corelane/bench/path/path_benches.hpp"
#include "corelane/bench/path/plain_loop.hpp"
#include "corelane/bench/path/tick_stream.hpp"
#include "corelane/bench/path/trading_lane.hpp"

#include <functional>

namespace corelane::bench {

namespace {

constexpr const char* quotes =
    "{tick_size: 0.01, quote_interval: 0ns, min_move_ticks: 1, "
    "stale_after: 1h, max_position: 100000}";
constexpr const char* books = "{max_orders: 200000, max_instruments: 1024, max_levels: 100000}";

/// Notes, for each packet that caused an order, the time from its bytes to the order's bytes.
template <class Lane, class Orders>
void time_packets(const tick_stream& stream, Lane& lane, Orders& orders,
                  std::vector<double>& samples) {
  for (std::size_t i = 0; i < stream.packets(); ++i) {
    orders.expect();
    const auto in = hw::tsc_clock::stamp();
    lane.take(stream.packet(i), in);
    if (i >= stream.warm_up() && orders.first_order() != 0)
      samples.push_back(static_cast<double>(hw::tsc_clock::to_ns(orders.first_order() - in.ticks)));
  }
}

} // namespace

/// Stage stamps are off, as in `hop_same_lane`; `stamps_on_ns_p50` is the same with them. The
/// stream's sequence numbers begin anew each round, so each round has actors of its own.
void tick_to_order(bench_output& out) {
  const auto stream = tick_stream::moving_tops(8, 60'000);
  std::uint64_t ours = 0, plain_orders = 0;
  const auto on_lane = [&](std::vector<double>& samples, bool stamps) {
    trading_lane lane{"strategy.market_maker", quotes, books, stamps};
    time_packets(stream, lane, lane.gateway(), samples);
    ours = lane.gateway().orders();
  };
  const auto plain = [&](std::vector<double>& samples) {
    plain_loop loop{"strategy.market_maker", quotes};
    time_packets(stream, loop, loop, samples);
    plain_orders = loop.orders();
  };
  auto result = run_interleaved({{"corelane", [&](auto& s) { on_lane(s, false); }},
                                 {"plain", plain},
                                 {"stamps on", [&](auto& s) { on_lane(s, true); }}},
                                15);
  const auto stamped = result.back();
  result.pop_back();
  out.add("tick_to_order", result,
          {{"orders", static_cast<double>(ours)},
           {"peer_orders", static_cast<double>(plain_orders)},
           {"stamps_on_ns_p50", stamped.p50},
           {"stamps_on_ns_p99", stamped.p99}});
}

} // namespace corelane::bench
