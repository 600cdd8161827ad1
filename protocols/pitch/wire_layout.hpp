#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/wire_price.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

/// A message's fields stand on the wire in the order of its list, little endian, without padding:
/// so one list of fields makes its decoder and its encoder, for each market.
namespace corelane::pitch {

inline constexpr std::size_t message_header_size = 2; ///< u8 length, itself included; u8 type

namespace layout {

/// How many bytes a field takes.
template <class Field>
inline constexpr std::size_t width = sizeof(Field);
template <>
inline constexpr std::size_t width<short_price> = 2;
template <class Symbol>
inline constexpr std::size_t width<six_characters<Symbol>> = 6;

template <market In>
inline void load(const std::byte* at, char& to) noexcept {
  to = static_cast<char>(*at);
}
template <market In, std::integral Number>
inline void load(const std::byte* at, Number& to) noexcept {
  to = static_cast<Number>(wire::load_le<std::make_unsigned_t<Number>>(at));
}
template <market In>
inline void load(const std::byte* at, short_price& to) noexcept {
  const auto bits = wire::load_le<std::uint16_t>(at);
  to.hundredths = In == market::futures ? static_cast<std::int16_t>(bits) : bits;
}
template <market In>
inline void load(const std::byte* at, long_price& to) noexcept {
  auto bits = wire::load_le<std::uint64_t>(at);
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  if constexpr (In != market::futures) bits = std::min(bits, largest);
  to.ten_thousandths = static_cast<std::int64_t>(bits);
}
template <market In, std::size_t Width>
inline void load(const std::byte* at, field_text<Width>& to) noexcept {
  std::memcpy(to.chars.data(), at, Width);
}
/// The last two characters stay what they are: blank in a message just made.
template <market In, class Symbol>
inline void load(const std::byte* at, six_characters<Symbol> to) noexcept {
  std::memcpy(to.symbol.chars.data(), at, 6);
}

inline void store(std::byte* at, char from) noexcept { *at = static_cast<std::byte>(from); }
template <std::integral Number>
inline void store(std::byte* at, Number from) noexcept {
  wire::store_le(at, static_cast<std::make_unsigned_t<Number>>(from));
}
inline void store(std::byte* at, short_price from) noexcept {
  wire::store_le(at, static_cast<std::uint16_t>(from.hundredths));
}
inline void store(std::byte* at, long_price from) noexcept {
  wire::store_le(at, static_cast<std::uint64_t>(from.ten_thousandths));
}
template <std::size_t Width>
inline void store(std::byte* at, const field_text<Width>& from) noexcept {
  std::memcpy(at, from.chars.data(), Width);
}
template <class Symbol>
inline void store(std::byte* at, six_characters<Symbol> from) noexcept {
  std::memcpy(at, from.symbol.chars.data(), 6);
}

template <class Message, market In>
[[nodiscard]] constexpr std::size_t size_of_fields() noexcept {
  std::size_t sum = message_header_size;
  Message m;
  Message::template fields<In>(
      m, [&](auto&&... field) { ((sum += width<std::remove_cvref_t<decltype(field)>>), ...); });
  return sum;
}

} // namespace layout

/// The length of a message as this market sends it, legs aside.
template <class Message, market In>
inline constexpr std::size_t wire_size = layout::size_of_fields<Message, In>();

/// The least length that makes it useful: what earlier versions lack comes after.
template <class Message, market In>
inline constexpr std::size_t required_size = [] {
  if constexpr (requires { Message::required_size; })
    return std::min(Message::required_size, wire_size<Message, In>);
  else
    return wire_size<Message, In>;
}();

/// Reads a message of the length we know or more. `at` must have `wire_size` bytes.
template <class Message, market In>
[[nodiscard]] inline Message read(const std::byte* at) noexcept {
  Message m;
  at += message_header_size;
  const auto take = [&](auto&& field) {
    layout::load<In>(at, field);
    at += layout::width<std::remove_cvref_t<decltype(field)>>;
  };
  Message::template fields<In>(m, [&](auto&&... field) { (take(field), ...); });
  return m;
}

/// Reads a message of `length` bytes, which may be fewer than we know: fields that do not lie
/// wholly within it keep their defaults. `at` must have `length` bytes.
template <class Message, market In>
[[nodiscard]] inline Message read_short(const std::byte* at, std::size_t length) noexcept {
  Message m;
  std::size_t offset = message_header_size;
  const auto take = [&](auto&& field) {
    constexpr auto width = layout::width<std::remove_cvref_t<decltype(field)>>;
    if (offset + width <= length) layout::load<In>(at + offset, field);
    offset += width;
  };
  Message::template fields<In>(m, [&](auto&&... field) { (take(field), ...); });
  return m;
}

} // namespace corelane::pitch
