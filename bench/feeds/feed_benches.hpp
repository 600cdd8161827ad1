#pragma once

#include "corelane/bench/feeds/itch_day.hpp"
#include "corelane/bench/measure/bench_output.hpp"

#include <string>

namespace corelane::bench {

/// What the benches of this folder run on.
struct feed_settings {
  std::string stream; ///< a framed ITCH file instead of a made day
  std::string books;  ///< where to write the final books as CSV
};

void itch_decode(bench_output& out, const itch_day& day);
void itch_book(bench_output& out, const itch_day& day, const feed_settings& s);
void mdp3_decode(bench_output& out);
void pillar_decode(bench_output& out);
void pitch_decode(bench_output& out);
void arbitration(bench_output& out);
void udp_veth(bench_output& out);

} // namespace corelane::bench
