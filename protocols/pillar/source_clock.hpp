#pragma once

#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/pillar/status_messages.hpp"

#include <array>
#include <cstdint>

namespace corelane::pillar {

/// The seconds of each matching engine of a channel, which its messages leave out.
///
/// A source_time_reference tells them once a second for one engine; symbols know theirs by their
/// mapping's `system_id`. One load per message.
class source_clock {
public:
  /// False for an engine that no symbol can name; it changes nothing.
  bool take(const source_time_reference& m) noexcept {
    if (m.id >= seconds_.size()) return false;
    seconds_[m.id] = m.source_time;
    return true;
  }

  /// When an event happened, `ns` into the engine's current second. Without a reference yet, as
  /// after a late start: the last such time before the packet was sent.
  [[nodiscard]] timestamp at(std::uint8_t system_id, std::uint32_t ns,
                             timestamp sent) const noexcept {
    if (const auto seconds = seconds_[system_id]; seconds != 0) [[likely]]
      return full(seconds, ns);
    const auto second = sent.ns - sent.ns % 1'000'000'000;
    return {ns <= sent.ns - second ? second + ns : second + ns - 1'000'000'000};
  }
  /// Of a message that tells its seconds.
  [[nodiscard]] static constexpr timestamp full(std::uint32_t seconds, std::uint32_t ns) noexcept {
    return {std::int64_t{seconds} * 1'000'000'000 + ns};
  }

  /// At the start of a day and after a gap: no reference is known.
  void reset() noexcept { seconds_ = {}; }

private:
  std::array<std::uint32_t, 256> seconds_{}; ///< 0: none yet
};

} // namespace corelane::pillar
