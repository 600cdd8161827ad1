#pragma once

#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace corelane::mdp3 {

inline constexpr std::size_t packet_header_size = 12;
/// A message begins with its size, itself included, and the header of SBE.
inline constexpr std::size_t size_of_size = 2;
inline constexpr std::size_t message_header_size = size_of_size + 8;
/// Those we make are no longer, so that one fits an Ethernet frame. No message is split over two.
inline constexpr std::size_t max_packet_size = 1'420;

/// What a packet begins with. `sequence` numbers the packets of a channel, one after the other,
/// whatever they hold, and begins again each week. Loops of snapshots and definitions count by
/// themselves, from 1 in each loop.
struct packet_header {
  std::uint32_t sequence{0};
  timestamp sending_time{};

  friend bool operator==(const packet_header&, const packet_header&) = default;
};

/// Reads a packet's header; nothing when `bytes` are too few for one.
[[nodiscard]] inline std::optional<packet_header> read_header(
    std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < packet_header_size) return std::nullopt;
  return packet_header{wire::load_le<std::uint32_t>(bytes.data()),
                       {static_cast<std::int64_t>(wire::load_le<std::uint64_t>(bytes.data() + 4))}};
}

inline void write_header(const packet_header& h, std::byte* at) noexcept {
  wire::store_le(at, h.sequence);
  wire::store_le(at + 4, static_cast<std::uint64_t>(h.sending_time.ns));
}

} // namespace corelane::mdp3
