#include "corelane/actors/venue/zipf_choice.hpp"

namespace corelane::venue {

zipf_choice::zipf_choice(std::uint32_t n) : columns_(n) {
  double sum = 0;
  for (std::uint32_t i = 0; i < n; ++i) sum += 1.0 / (i + 1.0);
  std::vector<double> share(n); // 1 is a column filled exactly
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::uint32_t i = 0; i < n; ++i) {
    share[i] = 1.0 / (i + 1.0) / sum * n;
    (share[i] < 1.0 ? small : large).push_back(i);
  }
  constexpr double whole = 4'294'967'296.0;
  while (!small.empty() && !large.empty()) {
    const auto low = small.back();
    const auto high = large.back();
    small.pop_back();
    columns_[low] = {static_cast<std::uint64_t>(share[low] * whole), high};
    share[high] -= 1.0 - share[low];
    if (share[high] < 1.0) {
      large.pop_back();
      small.push_back(high);
    }
  }
  for (const auto i : large) columns_[i] = {static_cast<std::uint64_t>(whole), i};
  for (const auto i : small) columns_[i] = {static_cast<std::uint64_t>(whole), i};
}

} // namespace corelane::venue
