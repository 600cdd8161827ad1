#pragma once

#include <cstddef>
#include <cstdint>

namespace corelane::pitch {

inline constexpr std::size_t unit_header_size = 8;
inline constexpr std::uint32_t unsequenced = 0; ///< as a sequence: these messages have no number

/// What every packet, and every block of a TCP stream, begins with.
///
/// A unit is a range of symbols with a sequence of its own; `sequence` numbers its first message
/// here, or for a heartbeat the next one to come. What is unsequenced (symbol mappings, all of
/// the gap proxy's and spin server's talk) never fills a gap or makes one. The lines of a feed
/// carry the same messages in other packets: arbitrate by message, not by packet.
struct unit_header {
  std::uint16_t length{0}; ///< of the block, this header included
  std::uint8_t count{0};   ///< of messages; 0 for a heartbeat
  std::uint8_t unit{0};
  std::uint32_t sequence{unsequenced};

  [[nodiscard]] constexpr bool is_heartbeat() const noexcept { return count == 0; }
  [[nodiscard]] constexpr bool is_sequenced() const noexcept { return sequence != unsequenced; }

  friend bool operator==(const unit_header&, const unit_header&) = default;
};

} // namespace corelane::pitch
