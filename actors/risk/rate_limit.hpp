#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <algorithm>
#include <cstdint>

namespace corelane {

/// How many messages a second are allowed, as the time each one takes.
struct message_rate {
  std::int64_t per_second{0};
  std::int64_t interval_ns{0};

  [[nodiscard]] static constexpr message_rate of(std::int64_t per_second) noexcept {
    return {per_second, per_second > 0 ? std::max<std::int64_t>(1, 1'000'000'000 / per_second) : 0};
  }
};

/// A token bucket as large as one second's messages, kept as the time at which it is full again
/// (the generic cell rate algorithm): no division, no timer.
class rate_limit {
public:
  /// Whether one more message fits. Changes nothing.
  [[nodiscard]] bool allows(message_rate rate, timestamp now) const noexcept {
    if (rate.per_second <= 0) return false;
    return full_at_.ns <= now.ns + (rate.per_second - 1) * rate.interval_ns;
  }
  /// Takes a token, if there is one.
  void take(message_rate rate, timestamp now) noexcept {
    const auto latest = now.ns + rate.per_second * rate.interval_ns;
    full_at_.ns = std::min(std::max(full_at_.ns, now.ns) + rate.interval_ns, latest);
  }
  /// Tokens taken and not yet given back.
  [[nodiscard]] std::int64_t in_use(message_rate rate, timestamp now) const noexcept {
    if (rate.interval_ns == 0 || full_at_ <= now) return 0;
    return (full_at_.ns - now.ns + rate.interval_ns - 1) / rate.interval_ns;
  }

private:
  timestamp full_at_{};
};

} // namespace corelane
