#pragma once

#include "corelane/bench/measure/bench_output.hpp"

namespace corelane::bench {

/// The benches of this folder. Each runs ours and its peers in turn, at least seven rounds.
void hop_same_lane(bench_output& out);
void hop_cross_lane(bench_output& out);
void control_same_lane(bench_output& out);
void tick_to_order(bench_output& out);
void pipeline_throughput(bench_output& out);

} // namespace corelane::bench
