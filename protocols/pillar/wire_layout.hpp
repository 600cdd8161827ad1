#pragma once

#include "corelane/protocols/pillar/field_text.hpp"
#include "corelane/protocols/pillar/wire_price.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// A message's fields stand on the wire in the order of its struct, little endian, without
/// padding: so one list of fields makes its decoder and its encoder.
namespace corelane::pillar {

inline constexpr std::size_t message_header_size = 4; ///< u16 size, itself included; u16 type

namespace layout {

inline void load(const std::byte* at, char& to) noexcept { to = static_cast<char>(*at); }
template <std::unsigned_integral Number>
inline void load(const std::byte* at, Number& to) noexcept {
  to = wire::load_le<Number>(at);
}
inline void load(const std::byte* at, wire_price& to) noexcept {
  to.numerator = static_cast<std::int32_t>(wire::load_le<std::uint32_t>(at));
}
template <std::size_t Width, char Pad>
inline void load(const std::byte* at, field_text<Width, Pad>& to) noexcept {
  std::memcpy(to.chars.data(), at, Width);
}

inline void store(std::byte* at, char from) noexcept { *at = static_cast<std::byte>(from); }
template <std::unsigned_integral Number>
inline void store(std::byte* at, Number from) noexcept {
  wire::store_le(at, from);
}
inline void store(std::byte* at, wire_price from) noexcept {
  wire::store_le(at, static_cast<std::uint32_t>(from.numerator));
}
template <std::size_t Width, char Pad>
inline void store(std::byte* at, const field_text<Width, Pad>& from) noexcept {
  std::memcpy(at, from.chars.data(), Width);
}

/// What the fields of a message take on the wire with their header; none of them has padding.
template <class Message>
[[nodiscard]] constexpr std::size_t size_of_fields() noexcept {
  std::size_t sum = message_header_size;
  Message m;
  Message::fields(m, [&](const auto&... field) { ((sum += sizeof field), ...); });
  return sum;
}

} // namespace layout

/// Reads a message of the length we know or more. `at` must have `Message::wire_size` bytes.
template <class Message>
[[nodiscard]] inline Message read(const std::byte* at) noexcept {
  static_assert(layout::size_of_fields<Message>() == Message::wire_size);
  Message m;
  at += message_header_size;
  const auto take = [&](auto& field) {
    layout::load(at, field);
    at += sizeof field;
  };
  Message::fields(m, [&](auto&... field) { (take(field), ...); });
  return m;
}

/// Reads a message of `length` bytes, which may be fewer than we know: fields that do not lie
/// wholly within it keep their defaults. `at` must have `length` bytes.
template <class Message>
[[nodiscard]] inline Message read_short(const std::byte* at, std::size_t length) noexcept {
  Message m;
  std::size_t offset = message_header_size;
  const auto take = [&](auto& field) {
    if (offset + sizeof field <= length) layout::load(at + offset, field);
    offset += sizeof field;
  };
  Message::fields(m, [&](auto&... field) { (take(field), ...); });
  return m;
}

/// Writes a message and returns its length. `at` must have room for `Message::wire_size` bytes.
template <class Message>
inline std::size_t write(const Message& m, std::byte* at) noexcept {
  static_assert(layout::size_of_fields<Message>() == Message::wire_size);
  wire::store_le(at, static_cast<std::uint16_t>(Message::wire_size));
  wire::store_le(at + 2, Message::type);
  at += message_header_size;
  const auto put = [&](const auto& field) {
    layout::store(at, field);
    at += sizeof field;
  };
  Message::fields(m, [&](const auto&... field) { (put(field), ...); });
  return Message::wire_size;
}

/// Writes a message of `length` bytes, from `required_size` to `wire_size`, as an earlier version
/// or a shortened refresh header has it. It ends where `length` says.
template <class Message>
inline std::size_t write_short(const Message& m, std::byte* at, std::size_t length) noexcept {
  if (length >= Message::wire_size) return write(m, at);
  length = std::max(length, Message::required_size);
  std::byte whole[Message::wire_size];
  write(m, whole);
  std::memcpy(at, whole, length);
  wire::store_le(at, static_cast<std::uint16_t>(length));
  return length;
}

} // namespace corelane::pillar
