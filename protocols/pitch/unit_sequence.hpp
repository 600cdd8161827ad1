#pragma once

#include "corelane/protocols/pitch/unit_header.hpp"

#include <cstdint>

/// A unit's messages are numbered from 1; after 2^32 - 1 comes 1 again, as 0 says "unsequenced".
namespace corelane::pitch {

/// How many numbers there are.
inline constexpr std::uint64_t sequence_period = 0xFFFF'FFFF;

/// The number `count` messages on; `unsequenced` stays so.
[[nodiscard]] constexpr std::uint32_t sequence_after(std::uint32_t sequence,
                                                     std::uint32_t count) noexcept {
  if (sequence == unsequenced) return unsequenced;
  return static_cast<std::uint32_t>((std::uint64_t{sequence} - 1 + count) % sequence_period) + 1;
}

/// Places a number of the wire in a count of 64 bits that never rolls over, beside `near`: the one
/// of all that look like it on the wire that is closest to it. Before the first rollover the
/// count is the number itself. `sequence` must not be 0.
[[nodiscard]] constexpr std::uint64_t unrolled(std::uint32_t sequence,
                                               std::uint64_t near) noexcept {
  const auto rounds = near == 0 ? 0 : (near - 1) / sequence_period;
  const auto here = rounds * sequence_period + sequence;
  if (here > near && here - near > sequence_period / 2 && rounds > 0) return here - sequence_period;
  if (near > here && near - here > sequence_period / 2) return here + sequence_period;
  return here;
}

/// What a count of 64 bits, from 1, is on the wire: for requests.
[[nodiscard]] constexpr std::uint32_t rolled(std::uint64_t count) noexcept {
  return static_cast<std::uint32_t>((count - 1) % sequence_period) + 1;
}

} // namespace corelane::pitch
