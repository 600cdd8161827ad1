#pragma once

#include "corelane/protocols/itch50/field_text.hpp"
#include "corelane/protocols/itch50/message_header.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

/// A message's fields stand on the wire in the order of its struct, big endian, without padding:
/// so one list of fields makes its decoder and its encoder.
namespace corelane::itch50 {

namespace layout {

inline void load(const std::byte*& at, char& to) noexcept { to = static_cast<char>(*at++); }
inline void load(const std::byte*& at, std::uint32_t& to) noexcept {
  to = wire::load_be<std::uint32_t>(at);
  at += 4;
}
inline void load(const std::byte*& at, std::uint64_t& to) noexcept {
  to = wire::load_be<std::uint64_t>(at);
  at += 8;
}
template <std::size_t Width>
inline void load(const std::byte*& at, field_text<Width>& to) noexcept {
  std::memcpy(to.chars.data(), at, Width);
  at += Width;
}

inline void store(std::byte*& at, char from) noexcept { *at++ = static_cast<std::byte>(from); }
inline void store(std::byte*& at, std::uint32_t from) noexcept {
  wire::store_be(at, from);
  at += 4;
}
inline void store(std::byte*& at, std::uint64_t from) noexcept {
  wire::store_be(at, from);
  at += 8;
}
template <std::size_t Width>
inline void store(std::byte*& at, const field_text<Width>& from) noexcept {
  std::memcpy(at, from.chars.data(), Width);
  at += Width;
}

} // namespace layout

inline constexpr std::size_t header_size = 11; ///< type, locate, tracking number, timestamp

/// Reads what every message begins with. `at` must have `header_size` bytes.
[[nodiscard]] inline message_header read_header(const std::byte* at) noexcept {
  message_header h;
  h.stock_locate = wire::load_be<std::uint16_t>(at + 1);
  h.tracking_number = wire::load_be<std::uint16_t>(at + 3);
  // 48 bits, read with the 16 before them: all lie within the message.
  h.timestamp = wire::load_be<std::uint64_t>(at + 3) & 0xFFFF'FFFF'FFFF;
  return h;
}

/// Reads a message. `at` must have `Message::wire_size` bytes.
template <class Message>
[[nodiscard]] inline Message read(const std::byte* at) noexcept {
  Message m;
  m.header = read_header(at);
  at += header_size;
  Message::fields(m, [&](auto&... field) { (layout::load(at, field), ...); });
  return m;
}

/// Writes a message and returns its length. `at` must have room for `Message::wire_size` bytes.
template <class Message>
inline std::size_t write(const Message& m, std::byte* at) noexcept {
  at[0] = static_cast<std::byte>(Message::type);
  wire::store_be(at + 1, m.header.stock_locate);
  wire::store_be(at + 3, m.header.timestamp & 0xFFFF'FFFF'FFFF);
  wire::store_be(at + 3, m.header.tracking_number);
  at += header_size;
  Message::fields(m, [&](const auto&... field) { (layout::store(at, field), ...); });
  return Message::wire_size;
}

} // namespace corelane::itch50
