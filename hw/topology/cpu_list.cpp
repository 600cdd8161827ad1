#include "corelane/hw/topology/cpu_list.hpp"

#include <algorithm>
#include <charconv>

namespace corelane::hw {

namespace {

constexpr unsigned last_cpu = 65'535;

std::optional<unsigned> take_number(std::string_view& text) noexcept {
  unsigned n = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (status != std::errc{} || n > last_cpu) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return n;
}

bool take(std::string_view& text, char c) noexcept {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

} // namespace

std::optional<std::vector<unsigned>> parse_cpu_list(std::string_view text) {
  std::vector<unsigned> cpus;
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (text.empty()) return cpus;
  do {
    const auto first = take_number(text);
    const auto last = first && take(text, '-') ? take_number(text) : first;
    if (!first || !last || *last < *first) return std::nullopt;
    for (auto n = *first; n <= *last; ++n) cpus.push_back(n);
  } while (take(text, ','));
  if (!text.empty()) return std::nullopt;
  std::ranges::sort(cpus);
  cpus.erase(std::unique(cpus.begin(), cpus.end()), cpus.end());
  return cpus;
}

std::string print_cpu_list(std::span<const unsigned> cpus) {
  if (cpus.empty()) return "none";
  std::string out;
  for (std::size_t i = 0; i < cpus.size();) {
    auto end = i + 1;
    while (end < cpus.size() && cpus[end] == cpus[end - 1] + 1) ++end;
    if (!out.empty()) out += ',';
    out += std::to_string(cpus[i]);
    if (end - i > 1) out += '-' + std::to_string(cpus[end - 1]);
    i = end;
  }
  return out;
}

} // namespace corelane::hw
