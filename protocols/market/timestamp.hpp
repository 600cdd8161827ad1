#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace corelane {

/// A point in time: nanoseconds since 1970-01-01 UTC. In a replay it is the recording's time.
struct timestamp {
  std::int64_t ns{0};

  friend constexpr auto operator<=>(const timestamp&, const timestamp&) = default;
  friend constexpr timestamp operator+(timestamp t, std::chrono::nanoseconds d) noexcept {
    return {t.ns + d.count()};
  }
  friend constexpr timestamp operator-(timestamp t, std::chrono::nanoseconds d) noexcept {
    return {t.ns - d.count()};
  }
  friend constexpr std::chrono::nanoseconds operator-(timestamp a, timestamp b) noexcept {
    return std::chrono::nanoseconds{a.ns - b.ns};
  }
};

/// Raw value of the processor's time stamp counter, for measuring latency only: it orders
/// nothing and means nothing on another host. 0 says "not stamped".
struct tsc_stamp {
  std::uint64_t ticks{0};
};

} // namespace corelane
