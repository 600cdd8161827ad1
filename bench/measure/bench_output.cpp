#include "corelane/bench/measure/bench_output.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace corelane::bench {

bench_output::bench_output(const std::string& json) {
  if (!json.empty()) json_.open(json, std::ios::app);
  std::printf("%-22s %10s %10s   %-14s %10s %18s %8s\n", "bench", "p50 ns", "p99 ns", "peer",
              "p50 ns", "rounds' p50", "ratio");
}

void bench_output::note(const std::string& text) { std::printf("%s\n", text.c_str()); }

void bench_output::add(const std::string& bench, const std::vector<figures>& all,
                       const std::map<std::string, double>& more) {
  const auto& ours = all.front();
  for (std::size_t i = all.size() == 1 ? 0 : 1; i < all.size(); ++i) {
    const auto& peer = all[i];
    nlohmann::ordered_json row{{"bench", bench},
                               {"ours_ns_p50", ours.p50},
                               {"ours_ns_p99", ours.p99},
                               {"ours_ns_p50_low", ours.p50_low},
                               {"ours_ns_p50_high", ours.p50_high}};
    if (i != 0) {
      row["peer"] = peer.name;
      row["peer_ns_p50"] = peer.p50;
      row["ratio_p50"] = peer.ratio;
    }
    for (const auto& [key, value] : more) row[key] = value;
    std::printf("%-22s %10.1f %10.1f   %-14s %10.1f %8.1f-%-9.1f %8.3f\n", bench.c_str(), ours.p50,
                ours.p99, i == 0 ? "-" : peer.name.c_str(), i == 0 ? 0.0 : peer.p50, peer.p50_low,
                peer.p50_high, i == 0 ? 1.0 : peer.ratio);
    if (json_.is_open()) json_ << row.dump() << std::endl;
  }
  for (const auto& [key, value] : more) std::printf("%-22s %s %.4g\n", "", key.c_str(), value);
  std::fflush(stdout);
}

} // namespace corelane::bench
