#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corelane::config {

/// A decimal as it is written: `-1_000.25`. Every digit counts, nothing is rounded.
struct decimal {
  bool is_negative{false};
  std::string whole;    ///< digits, at least one
  std::string fraction; ///< digits as written; may be empty

  /// The number times 10^places as an integer. Empty when there are more decimals than that, or
  /// the result does not fit 64 bits.
  [[nodiscard]] std::optional<std::int64_t> scaled(std::size_t places) const noexcept;
};

/// Reads a decimal from the front of `text` and takes it off. `_` may stand between digits of the
/// whole part. Leading zeros and a bare point are refused.
[[nodiscard]] std::optional<decimal> take_decimal(std::string_view& text);

/// A whole text that is one decimal.
[[nodiscard]] std::optional<decimal> parse_decimal(std::string_view text);

/// `value` / 10^places, with as many decimals as it needs.
[[nodiscard]] std::string print_decimal(std::int64_t value, std::size_t places);

} // namespace corelane::config
