#include "corelane/bench/orders/order_benches.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <utility>

namespace {

using namespace corelane::bench;

constexpr std::pair<const char*, void (*)(bench_output&)> benches[] = {
    {"fix_encode_nos", fix_encode_nos}, {"fix_encode_er", fix_encode_er},
    {"fix_decode_nos", fix_decode_nos}, {"fix_decode_er", fix_decode_er},
    {"ouch_encode", ouch_encode},       {"ouch_decode", ouch_decode},
    {"risk_check", risk_check},         {"position_update", position_update}};

} // namespace

/// Order entry: messages to bytes and back, and what risk makes of orders and fills. State: Release
/// build, one thread, everything in memory. Excluded: sockets, sessions and what is kept for
/// resends.
int main(int argc, char** argv) {
  CLI::App app{"Benchmarks of order entry", "bench_orders"};
  std::string json, only;
  app.add_option("--json", json, "append one JSON object a line to this file");
  app.add_option("--only", only, "run just this bench");
  CLI11_PARSE(app, argc, argv);
  try {
    bench_output out{json};
#ifndef CORELANE_QUICKFIX
    out.note("built without QuickFIX (libquickfix-dev): no peer");
#endif
    for (const auto& [name, bench] : benches)
      if (only.empty() || only == name) bench(out);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "bench_orders: %s\n", e.what());
    return 1;
  }
  return 0;
}
