#pragma once

#include "corelane/actors/venue/random_stream.hpp"

#include <cstdint>
#include <vector>

namespace corelane::venue {

/// Picks one of `n` with a weight of 1/(rank + 1): the first is the most active. One lookup in
/// an alias table (Walker's method), whatever `n` is.
class zipf_choice {
public:
  explicit zipf_choice(std::uint32_t n);

  [[nodiscard]] std::uint32_t pick(random_stream& random) const noexcept {
    const auto column = random.below(static_cast<std::uint32_t>(columns_.size()));
    const auto& c = columns_[column];
    return (random.next() >> 32) < c.threshold ? column : c.alias;
  }

private:
  struct column {
    std::uint64_t threshold; ///< of 2^32: below it the column itself, else its alias
    std::uint32_t alias;
  };
  std::vector<column> columns_;
};

} // namespace corelane::venue
