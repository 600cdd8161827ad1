#pragma once

#include <fnmatch.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane {

/// Which instruments of a venue are wanted: by symbol, or by a pattern as the shell has them
/// (`AA*`, `ES?4`, `[A-C]*`). All when nothing is named. For definitions, not for each event.
class symbol_filter {
public:
  symbol_filter() = default;
  explicit symbol_filter(std::vector<std::string> patterns) : patterns_{std::move(patterns)} {}

  [[nodiscard]] bool wants(std::string_view symbol) const {
    if (patterns_.empty()) return true;
    return std::ranges::any_of(patterns_, [text = std::string{symbol}](const std::string& p) {
      return fnmatch(p.c_str(), text.c_str(), FNM_NOESCAPE) == 0;
    });
  }

private:
  std::vector<std::string> patterns_;
};

} // namespace corelane
