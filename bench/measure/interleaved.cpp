#include "corelane/bench/measure/interleaved.hpp"

#include <algorithm>

namespace corelane::bench {

namespace {

double at(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto n = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n), values.end());
  return values[n];
}

} // namespace

std::vector<figures> run_interleaved(const std::vector<contestant>& all, int rounds) {
  std::vector<std::vector<double>> p50(all.size()), p99(all.size()), ratio(all.size());
  for (int r = -1; r < rounds; ++r)
    for (std::size_t c = 0; c < all.size(); ++c) {
      std::vector<double> samples;
      all[c].round(samples);
      if (r < 0) continue;
      p50[c].push_back(at(samples, 0.5));
      p99[c].push_back(at(samples, 0.99));
      ratio[c].push_back(p50[0].back() / p50[c].back());
    }
  std::vector<figures> result;
  for (std::size_t c = 0; c < all.size(); ++c) {
    const auto [low, high] = std::ranges::minmax(p50[c]);
    result.push_back({all[c].name, at(p50[c], 0.5), low, high, at(p99[c], 0.5), at(ratio[c], 0.5)});
  }
  return result;
}

} // namespace corelane::bench
