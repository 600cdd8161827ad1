#pragma once

#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/pitch/status_messages.hpp"

#include <cstdint>

namespace corelane::pitch {

/// Turns the time offsets of one unit into points in time. One thread.
class unit_clock {
public:
  /// `midnight` is where times of the unit count from until a `time_reference` says: the
  /// exchange's own midnight, New York or Chicago. Equities and most options markets never say.
  explicit unit_clock(timestamp midnight) noexcept : midnight_{midnight} {}

  void take(const time_reference& m) noexcept {
    midnight_ = {std::int64_t{m.midnight_reference} * second};
    second_ = {midnight_.ns + std::int64_t{m.time} * second};
  }
  void take(const unit_time& m) noexcept {
    if (m.epoch_time != 0)
      second_ = {std::int64_t{m.epoch_time} * second};
    else
      second_ = {midnight_.ns + std::int64_t{m.time} * second};
  }

  /// Until the first time message it counts from midnight: the offset is all there is.
  [[nodiscard]] timestamp at(std::uint32_t time_offset) const noexcept {
    return {(second_.ns != 0 ? second_.ns : midnight_.ns) + time_offset};
  }

private:
  static constexpr std::int64_t second = 1'000'000'000;

  timestamp midnight_;
  timestamp second_{};
};

} // namespace corelane::pitch
