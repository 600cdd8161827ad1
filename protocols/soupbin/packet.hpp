#pragma once

#include "corelane/protocols/wire/byte_order.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

/// SoupBinTCP 3.0: numbered messages from a server and requests to it, over one TCP connection.
namespace corelane::soupbin {

enum class packet_type : char {
  debug = '+',
  login_accepted = 'A',
  login_rejected = 'J',
  sequenced_data = 'S',
  unsequenced_data = 'U',
  server_heartbeat = 'H',
  end_of_session = 'Z',
  login_request = 'L',
  client_heartbeat = 'R',
  logout_request = 'O'
};

/// Length in two bytes, which counts the type and the payload; then the type.
inline constexpr std::size_t header_size = 3;
inline constexpr std::size_t largest_payload = 65'534;

struct packet {
  packet_type type;
  std::span<const std::byte> payload;

  [[nodiscard]] std::size_t wire_size() const noexcept { return header_size + payload.size(); }
};

/// What stands at the beginning of a stream of packets.
struct packet_read {
  enum class what : std::uint8_t {
    whole,
    incomplete, ///< more bytes are needed
    malformed   ///< a length of 0: the stream cannot be read any further
  };
  what result;
  packet value; ///< of `whole`; its payload lies in the bytes read
};

/// Reads the first packet of `bytes`, and nothing outside them.
[[nodiscard]] inline packet_read read_packet(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < 2) return {packet_read::what::incomplete, {}};
  const std::size_t length = wire::load_be<std::uint16_t>(bytes.data());
  if (length == 0) return {packet_read::what::malformed, {}};
  if (bytes.size() < 2 + length) return {packet_read::what::incomplete, {}};
  return {packet_read::what::whole,
          {static_cast<packet_type>(bytes[2]), bytes.subspan(header_size, length - 1)}};
}

/// Writes a packet's header; its `payload` bytes follow.
inline void write_header(packet_type type, std::size_t payload, std::byte* at) noexcept {
  wire::store_be(at, static_cast<std::uint16_t>(payload + 1));
  at[2] = static_cast<std::byte>(type);
}

} // namespace corelane::soupbin
