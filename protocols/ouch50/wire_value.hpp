#pragma once

#include "corelane/protocols/wire/byte_order.hpp"
#include "corelane/protocols/wire/field_text.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

/// Values as they stand on the wire: big endian, of the size they have in memory. The caller has
/// checked the bounds.
namespace corelane::ouch50 {

inline void load(const std::byte* at, char& to) noexcept { to = static_cast<char>(*at); }
template <std::integral Number>
inline void load(const std::byte* at, Number& to) noexcept {
  to = static_cast<Number>(wire::load_be<std::make_unsigned_t<Number>>(at));
}
template <std::size_t Width>
inline void load(const std::byte* at, wire::field_text<Width>& to) noexcept {
  std::memcpy(to.chars.data(), at, Width);
}

inline void store(std::byte* at, char from) noexcept { *at = static_cast<std::byte>(from); }
template <std::integral Number>
inline void store(std::byte* at, Number from) noexcept {
  wire::store_be(at, static_cast<std::make_unsigned_t<Number>>(from));
}
template <std::size_t Width>
inline void store(std::byte* at, const wire::field_text<Width>& from) noexcept {
  std::memcpy(at, from.chars.data(), Width);
}

} // namespace corelane::ouch50
