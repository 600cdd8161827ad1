#pragma once

#include "corelane/bench/measure/bench_output.hpp"

namespace corelane::bench {

void fix_encode_nos(bench_output& out);
void fix_encode_er(bench_output& out);
void fix_decode_nos(bench_output& out);
void fix_decode_er(bench_output& out);
void ouch_encode(bench_output& out);
void ouch_decode(bench_output& out);
void risk_check(bench_output& out);
void position_update(bench_output& out);

} // namespace corelane::bench
