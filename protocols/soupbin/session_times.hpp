#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <chrono>

namespace corelane::soupbin {

/// When a side of a connection has to say that it lives, and when the other is taken for dead.
class session_times {
public:
  struct settings {
    std::chrono::nanoseconds heartbeat{std::chrono::seconds{1}}; ///< of silence, then one is sent
    std::chrono::nanoseconds timeout{std::chrono::seconds{15}};  ///< of the other's silence
  };

  explicit session_times(settings s) noexcept : settings_{s} {}

  void begin(timestamp now) noexcept { sent_ = heard_ = now; }
  void sent(timestamp now) noexcept { sent_ = now; }
  void heard(timestamp now) noexcept { heard_ = now; }
  [[nodiscard]] bool heartbeat_due(timestamp now) const noexcept {
    return now - sent_ >= settings_.heartbeat;
  }
  [[nodiscard]] bool peer_is_silent(timestamp now) const noexcept {
    return now - heard_ >= settings_.timeout;
  }

private:
  settings settings_;
  timestamp sent_{};
  timestamp heard_{};
};

} // namespace corelane::soupbin
