#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/hw/tsc_clock.hpp"
#include "corelane/protocols/itch50/decoder.hpp"

namespace corelane::bench {

namespace {

/// Holds the compiler to making `value` in memory.
template <class T>
void made(const T& value) {
  asm volatile("" : : "m"(value));
}

template <class Work>
void time_day(std::vector<double>& samples, const itch_day& day, Work&& work) {
  const auto begun = hw::tsc_clock::ticks();
  day.for_each(work);
  const auto ns = hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun);
  samples.push_back(static_cast<double>(ns) / static_cast<double>(day.messages()));
}

} // namespace

/// All fields of each message as a struct in memory. The floor walks from length to length.
void itch_decode(bench_output& out, const itch_day& day) {
  const std::vector<contestant> all{
      {"corelane",
       [&](auto& s) {
         time_day(s, day,
                  [](auto message) { itch50::decode(message, [](const auto& m) { made(m); }); });
       }},
      {"walk", [&](auto& s) { time_day(s, day, [](auto message) { made(message.front()); }); }}};
  out.add("itch_decode", run_interleaved(all, 9),
          {{"messages", static_cast<double>(day.messages())}});
}

} // namespace corelane::bench
