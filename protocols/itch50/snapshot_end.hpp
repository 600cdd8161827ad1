#pragma once

#include "corelane/protocols/soupbin/login.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace corelane::itch50 {

/// What GLIMPSE sends behind the last message of a snapshot. The snapshot is the state before the
/// feed's message `next_sequence`: processing goes on with that.
struct snapshot_end {
  static constexpr char type = 'G';
  static constexpr std::size_t wire_size = 1 + soupbin::number_size;

  std::uint64_t next_sequence{1};
};

[[nodiscard]] inline std::optional<snapshot_end> read_snapshot_end(
    std::span<const std::byte> message) noexcept {
  if (message.size() < snapshot_end::wire_size
      || message[0] != static_cast<std::byte>(snapshot_end::type))
    return std::nullopt;
  const auto number = soupbin::read_number(message.subspan(1, soupbin::number_size));
  if (!number) return std::nullopt;
  return snapshot_end{*number};
}

[[nodiscard]] inline std::array<std::byte, snapshot_end::wire_size> write(
    const snapshot_end& m) noexcept {
  std::array<std::byte, snapshot_end::wire_size> bytes;
  bytes[0] = static_cast<std::byte>(snapshot_end::type);
  soupbin::write_number(m.next_sequence, bytes.data() + 1);
  return bytes;
}

} // namespace corelane::itch50
