#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace corelane::moldudp64 {

/// Names a session: ten characters, fixed from its first packet to its end.
using session_name = std::array<char, 10>;

inline constexpr std::size_t header_size = 20;
inline constexpr std::uint16_t heartbeat_count = 0;
inline constexpr std::uint16_t end_of_session_count = 0xFFFF;

/// What a downstream packet begins with. `sequence` numbers its first message; a heartbeat and
/// an end of session carry the number of the next message.
struct packet_header {
  session_name session{};
  std::uint64_t sequence{0};
  std::uint16_t count{0};

  [[nodiscard]] bool is_heartbeat() const noexcept { return count == heartbeat_count; }
  [[nodiscard]] bool is_end_of_session() const noexcept { return count == end_of_session_count; }
  [[nodiscard]] std::uint16_t message_count() const noexcept {
    return is_end_of_session() ? 0 : count;
  }
};

} // namespace corelane::moldudp64
