#pragma once

#include <cstdint>

namespace corelane::pitch {

/// Whose dialect of PITCH: they share type codes, and differ in sizes and in the sign of prices.
enum class market : std::uint8_t {
  equities, ///< BYX, BZX, EDGA, EDGX; version 2.41
  options,  ///< BZX, Cboe (C1), C2, EDGX; version 2.41
  futures   ///< CFE; version 1.2
};

/// Where a message is sent.
struct markets {
  bool equities{false};
  bool options{false};
  bool futures{false};

  [[nodiscard]] constexpr bool has(market m) const noexcept {
    return m == market::equities ? equities : m == market::options ? options : futures;
  }
};

inline constexpr markets everywhere{true, true, true};
inline constexpr markets equities_only{true, false, false};
inline constexpr markets options_only{false, true, false};
inline constexpr markets futures_only{false, false, true};
inline constexpr markets equities_and_options{true, true, false};
inline constexpr markets options_and_futures{false, true, true};

} // namespace corelane::pitch
