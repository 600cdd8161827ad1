#include "corelane/bench/path/path_benches.hpp"
#include "corelane/bench/path/tick_stream.hpp"
#include "corelane/bench/path/trading_lane.hpp"

namespace corelane::bench {

/// Feed, book, strategy and what follows on one lane, over a stream of 5 M messages.
void pipeline_throughput(bench_output& out) {
  constexpr std::size_t messages = 5'000'000;
  const auto stream = tick_stream::day(100, messages, 1);
  const auto result = run_interleaved(
      {{"corelane",
        [&](auto& samples) {
          trading_lane lane{"strategy.imbalance", "{entry_percent: 90, cooldown: 1s}",
                            "{max_orders: 2000000, max_instruments: 1024, max_levels: 100000}",
                            true};
          const auto begun = hw::tsc_clock::ticks();
          for (std::size_t i = 0; i < stream.packets(); ++i)
            lane.take(stream.packet(i), hw::tsc_clock::stamp());
          const auto ns = hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun);
          samples.push_back(static_cast<double>(ns) / static_cast<double>(stream.messages()));
        }}},
      7);
  out.add(
      "pipeline_throughput", result,
      {{"messages", static_cast<double>(messages)}, {"messages_per_s", 1e9 / result.front().p50}});
}

} // namespace corelane::bench
