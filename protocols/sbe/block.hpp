#pragma once

#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/sbe/bit_set.hpp"
#include "corelane/protocols/sbe/decimal.hpp"
#include "corelane/protocols/sbe/optional_value.hpp"
#include "corelane/protocols/sbe/text.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

/// A block of fields at fixed offsets: of a message, or of one entry of a group. Its struct says
/// in `fields` which member stands where, once, and so makes its reader and its writer:
///
///     take(place<24, 1023>{}, self.level);       // offset 24, FIX tag 1023
///     take(place<27, 37719, 10>{}, self.size);   // there from version 10
namespace corelane::sbe {

/// Where a field stands. `Since` is 0 when it has been there as long as the block.
template <std::size_t Offset, std::uint32_t Tag, std::uint16_t Since = 0>
struct place {
  static constexpr std::size_t offset = Offset;
  static constexpr std::uint32_t tag = Tag;
  static constexpr std::uint16_t since = Since;
};

template <class T>
concept composite = requires {
  T::composite_size;
};

/// Bytes of a field on the wire.
template <class T>
inline constexpr std::size_t width = sizeof(T);
template <composite T>
inline constexpr std::size_t width<T> = T::composite_size;

template <std::integral Number>
inline void load(const std::byte* at, Number& to) noexcept {
  to = static_cast<Number>(wire::load_le<std::make_unsigned_t<Number>>(at));
}
template <class Enum>
requires std::is_enum_v<Enum>
inline void load(const std::byte* at, Enum& to) noexcept {
  std::underlying_type_t<Enum> code;
  load(at, code);
  to = static_cast<Enum>(code);
}
template <std::integral Number, Number Null>
inline void load(const std::byte* at, optional_value<Number, Null>& to) noexcept {
  load(at, to.raw);
}
template <class Mantissa, int Exponent>
inline void load(const std::byte* at, decimal<Mantissa, Exponent>& to) noexcept {
  load(at, to.mantissa);
}
template <class Mantissa, int Exponent, Mantissa Null>
inline void load(const std::byte* at, optional_decimal<Mantissa, Exponent, Null>& to) noexcept {
  load(at, to.mantissa);
}
template <class Bit, class Number>
inline void load(const std::byte* at, bit_set<Bit, Number>& to) noexcept {
  load(at, to.bits);
}
template <std::size_t Width>
inline void load(const std::byte* at, text<Width>& to) noexcept {
  std::memcpy(to.chars.data(), at, Width);
}
inline void load(const std::byte* at, timestamp& to) noexcept { load(at, to.ns); }
template <composite T>
inline void load(const std::byte* at, T& to) noexcept {
  T::fields(to, [at]<class Place>(Place, auto& field) { load(at + Place::offset, field); });
}

template <std::integral Number>
inline void store(std::byte* at, Number from) noexcept {
  wire::store_le(at, static_cast<std::make_unsigned_t<Number>>(from));
}
template <class Enum>
requires std::is_enum_v<Enum>
inline void store(std::byte* at, Enum from) noexcept {
  store(at, static_cast<std::underlying_type_t<Enum>>(from));
}
template <std::integral Number, Number Null>
inline void store(std::byte* at, optional_value<Number, Null> from) noexcept {
  store(at, from.raw);
}
template <class Decimal>
requires requires(Decimal d) { d.mantissa; }
inline void store(std::byte* at, Decimal from) noexcept { store(at, from.mantissa); }
template <class Bit, class Number>
inline void store(std::byte* at, bit_set<Bit, Number> from) noexcept {
  store(at, from.bits);
}
template <std::size_t Width>
inline void store(std::byte* at, const text<Width>& from) noexcept {
  std::memcpy(at, from.chars.data(), Width);
}
inline void store(std::byte* at, timestamp from) noexcept { store(at, from.ns); }
template <composite T>
inline void store(std::byte* at, const T& from) noexcept {
  T::fields(from,
            [at]<class Place>(Place, const auto& field) { store(at + Place::offset, field); });
}

/// A block as it came: how long it is on the wire and which version wrote it. What a later version
/// appended is skipped with it.
struct block {
  const std::byte* at{nullptr};
  std::uint16_t length{0};
  std::uint16_t version{0};

  /// Whether a field is there that ends at `end` and came with version `since`.
  [[nodiscard]] constexpr bool has(std::size_t end, std::uint16_t since) const noexcept {
    return end <= length && since <= version;
  }
};

/// Reads a block of at least `Fields::required_length` bytes. A field that is not there stays as it
/// is in `to`. What lies in memory as on the wire is copied as one.
template <class Fields>
[[gnu::always_inline]] inline void read_into(Fields& to, block from) noexcept {
  static_assert(std::is_trivially_copyable_v<Fields>);
  static_assert(Fields::image_length <= Fields::required_length);
  std::memcpy(static_cast<void*>(&to), from.at, Fields::image_length);
  Fields::fields(to, [&from]<class Place, class Field>(Place, Field& field) {
    constexpr auto end = Place::offset + width<Field>;
    if constexpr (end <= Fields::image_length) {
      return;
    } else if constexpr (Place::since == 0) {
      static_assert(end <= Fields::required_length);
      load(from.at + Place::offset, field);
    } else if (from.has(end, Place::since)) {
      load(from.at + Place::offset, field);
    }
  });
}

/// As `read_into`, with the default, which is null where the field has one, for what is not there.
template <class Fields>
[[nodiscard, gnu::always_inline]] inline Fields read(block from) noexcept {
  Fields to;
  read_into(to, from);
  return to;
}

/// Writes a whole block; `at` must have room for `Fields::block_length` bytes.
template <class Fields>
inline void write(const Fields& from, std::byte* at) noexcept {
  std::memset(at, 0, Fields::block_length);
  Fields::fields(from, [at]<class Place, class Field>(Place, const Field& field) {
    static_assert(Place::offset + width<Field> <= Fields::block_length);
    store(at + Place::offset, field);
  });
}

} // namespace corelane::sbe
