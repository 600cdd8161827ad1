#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/bench/feeds/stream_timing.hpp"
#include "corelane/protocols/itch50/decoder.hpp"

namespace corelane::bench {

/// All fields of each message as a struct in memory. The floor walks from length to length.
void itch_decode(bench_output& out, const itch_day& day) {
  const auto each = [&](auto&& take) {
    return [&day, take](std::vector<double>& samples) {
      time_stream(samples, day.messages(), [&] { day.for_each(take); });
    };
  };
  out.add("itch_decode",
          run_interleaved({{"corelane", each([](auto message) {
                              itch50::decode(message, [](const auto& m) { made(m); });
                            })},
                           {"walk", each([](auto message) { made(message.front()); })}},
                          9),
          {{"messages", static_cast<double>(day.messages())}});
}

} // namespace corelane::bench
