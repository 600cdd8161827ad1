#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane::pillar {

inline constexpr std::size_t packet_header_size = 16;
/// No packet of the exchange is longer, and no message is split over two.
inline constexpr std::size_t max_packet_size = 1'400;

/// Why a packet is sent. Any other value is passed on as it came.
enum class delivery_flag : std::uint8_t {
  heartbeat = 1,
  failover = 10, ///< the backup publisher tells its state before it goes on
  original = 11,
  sequence_reset = 12,
  only_retransmission = 13,
  part_of_retransmission = 15,
  only_refresh = 17,
  start_of_refresh = 18,
  part_of_refresh = 19,
  end_of_refresh = 20,
  unavailable = 21
};

/// What a packet begins with. `sequence` numbers its first message in the channel; a heartbeat
/// carries the number of the next message.
struct packet_header {
  std::uint16_t size{0}; ///< of the packet in bytes, this header included
  delivery_flag flag{delivery_flag::original};
  std::uint8_t count{0}; ///< messages in it
  std::uint32_t sequence{0};
  std::uint32_t send_seconds{0}; ///< since 1970, UTC
  std::uint32_t send_nanoseconds{0};

  [[nodiscard]] constexpr timestamp send_time() const noexcept {
    return {std::int64_t{send_seconds} * 1'000'000'000 + send_nanoseconds};
  }
  [[nodiscard]] constexpr bool is_heartbeat() const noexcept {
    return flag == delivery_flag::heartbeat;
  }
  [[nodiscard]] constexpr bool is_retransmission() const noexcept {
    return flag == delivery_flag::only_retransmission
           || flag == delivery_flag::part_of_retransmission;
  }
  [[nodiscard]] constexpr bool is_refresh() const noexcept {
    return flag >= delivery_flag::only_refresh && flag <= delivery_flag::end_of_refresh;
  }
  /// The number of the message after this packet's last.
  [[nodiscard]] constexpr std::uint32_t next_sequence() const noexcept { return sequence + count; }

  friend bool operator==(const packet_header&, const packet_header&) = default;
};

} // namespace corelane::pillar
