#include "corelane/config/value.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace corelane::config {

namespace {

constexpr std::size_t longest = 64; ///< a longer name is no slip of the finger

char folded(char c) noexcept {
  return c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Insertions, deletions, substitutions and swaps of neighbours that lead from a to b; case and
/// the kind of dash are free. Both are at most `longest` long.
std::size_t edits(std::string_view a, std::string_view b) noexcept {
  std::array<std::array<std::size_t, longest + 1>, longest + 1> d;
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const auto x = folded(a[i - 1]);
      const auto y = folded(b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (x != y)});
      if (i > 1 && j > 1 && x == folded(b[j - 2]) && folded(a[i - 2]) == y)
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

/// How many edits still look like the same word.
std::size_t tolerance(std::string_view given) noexcept {
  return given.size() <= 3 ? 1 : std::max<std::size_t>(2, given.size() / 3);
}

} // namespace

std::string nearest(std::string_view given, const std::vector<std::string>& known) {
  if (given.empty() || given.size() > longest) return {};
  auto fewest = tolerance(given) + 1;
  std::string found;
  for (const auto& name : known) {
    if (name.size() > longest) continue;
    auto cost = edits(given, name);
    if (given.size() >= 3 && name.starts_with(given)) cost = std::min<std::size_t>(cost, 1);
    if (cost >= fewest) continue;
    fewest = cost;
    found = name;
  }
  return found;
}

} // namespace corelane::config
