#pragma once

#include "corelane/protocols/ouch50/appendage.hpp"
#include "corelane/protocols/ouch50/wire_value.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

/// A message's fields stand on the wire behind its type, in the order of its struct, big endian,
/// without padding; then, where it may have options, two bytes with their length, and they. So one
/// list of fields makes its decoder and its encoder.
namespace corelane::ouch50 {

template <class Message>
inline constexpr bool has_options = requires(Message m) {
  m.options;
};

namespace layout {

template <class Message>
[[nodiscard]] constexpr std::size_t size_of_fields() noexcept {
  std::size_t sum = 1;
  Message m;
  Message::fields(m, [&](const auto&... field) { ((sum += sizeof field), ...); });
  return sum;
}

} // namespace layout

/// Of a message as `write` writes it.
template <class Message>
[[nodiscard]] std::size_t size_of(const Message& m) noexcept {
  if constexpr (has_options<Message>)
    return Message::wire_size + m.options.bytes().size();
  else
    return Message::wire_size;
}

/// Reads a message of at least `Message::required_size` bytes. False when its options do not fit
/// into it. Fields that an earlier version lacks keep their defaults.
template <class Message>
[[nodiscard]] inline bool read(std::span<const std::byte> bytes, Message& m) noexcept {
  constexpr std::size_t fields = layout::size_of_fields<Message>();
  static_assert(fields + (has_options<Message> ? 2 : 0) == Message::wire_size);
  std::size_t offset = 1;
  const auto take = [&](auto& field) {
    if (offset + sizeof field <= Message::required_size || offset + sizeof field <= bytes.size())
      load(bytes.data() + offset, field);
    offset += sizeof field;
  };
  Message::fields(m, [&](auto&... field) { (take(field), ...); });
  if constexpr (has_options<Message>) {
    if (bytes.size() < Message::wire_size) return bytes.size() == fields;
    const std::size_t length = wire::load_be<std::uint16_t>(bytes.data() + fields);
    if (length > bytes.size() - Message::wire_size) return false;
    m.options = appendage{bytes.subspan(Message::wire_size, length)};
    return m.options.well_formed();
  }
  return true;
}

/// Writes a message and returns its length. `at` must have room for `size_of(m)` bytes, and the
/// options' bytes must not lie there. Options of more than 65,535 bytes are left out.
template <class Message>
inline std::size_t write(const Message& m, std::byte* at) noexcept {
  at[0] = static_cast<std::byte>(Message::type);
  std::size_t offset = 1;
  const auto put = [&](const auto& field) {
    store(at + offset, field);
    offset += sizeof field;
  };
  Message::fields(m, [&](const auto&... field) { (put(field), ...); });
  if constexpr (has_options<Message>) {
    const auto options = m.options.bytes();
    const bool fits = options.size() <= UINT16_MAX;
    wire::store_be(at + offset, static_cast<std::uint16_t>(fits ? options.size() : 0));
    offset += 2;
    if (!fits) return offset;
    std::ranges::copy(options, at + offset);
    offset += options.size();
  }
  return offset;
}

} // namespace corelane::ouch50
