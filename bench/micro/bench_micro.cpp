#include <benchmark/benchmark.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

/// Prints what Google Benchmark does, and one JSON object a line into a file, as `bench_path` does.
class line_reporter final : public benchmark::ConsoleReporter {
public:
  explicit line_reporter(const std::string& json) {
    if (!json.empty()) json_.open(json, std::ios::app);
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    if (!json_.is_open()) return;
    for (const auto& r : runs)
      if (r.aggregate_name == "median")
        json_ << nlohmann::ordered_json{{"bench", r.run_name.function_name},
                                        {"ours_ns_p50", r.GetAdjustedRealTime()}}
                     .dump()
              << std::endl;
  }

private:
  std::ofstream json_;
};

} // namespace

int main(int argc, char** argv) {
  std::string json;
  std::vector<char*> rest{argv[0]};
  for (int i = 1; i < argc; ++i)
    if (std::string{argv[i]} == "--json" && i + 1 < argc)
      json = argv[++i];
    else
      rest.push_back(argv[i]);
  std::string repetitions = "--benchmark_repetitions=7", time = "--benchmark_min_time=0.05",
              quiet = "--benchmark_display_aggregates_only=true";
  for (auto* preset : {&repetitions, &time, &quiet}) rest.push_back(preset->data());
  int count = static_cast<int>(rest.size());
  benchmark::Initialize(&count, rest.data());
  line_reporter reporter{json};
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return 0;
}
