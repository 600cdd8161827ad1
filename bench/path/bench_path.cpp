#include "corelane/bench/path/path_benches.hpp"

#include <CLI/CLI.hpp>

/// The path from packet to order, hop by hop, against floors and peers in the same run.
/// State: Release build; 56-byte events; lanes on cores 0 and 1. Excluded: sockets at both ends.
int main(int argc, char** argv) {
  CLI::App app{"Benchmarks of the path from packet to order", "bench_path"};
  std::string json, only;
  app.add_option("--json", json, "append one JSON object a line to this file");
  app.add_option("--only", only, "run just this bench");
  CLI11_PARSE(app, argc, argv);
  using namespace corelane::bench;
  bench_output out{json};
  const std::pair<const char*, void (*)(bench_output&)> all[] = {
      {"hop_same_lane", &hop_same_lane},
      {"hop_cross_lane", &hop_cross_lane},
      {"control_same_lane", &control_same_lane},
      {"tick_to_order", &tick_to_order},
      {"pipeline_throughput", &pipeline_throughput}};
  for (const auto& [name, run] : all)
    if (only.empty() || only == name) run(out);
  return 0;
}
