#pragma once

#include "corelane/protocols/market/price.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Decimal digits without a division for each.
namespace corelane::fix44 {

/// The eight digits of `value`, below 100,000,000, as bytes 0 to 9, the first one lowest. Halves
/// are split from each other in one register: 8 digits, 4 and 4, 2 and 2 and 2 and 2.
[[nodiscard]] constexpr std::uint64_t eight_digits(std::uint32_t value) noexcept {
  const std::uint64_t upper = value / 10'000;
  const std::uint64_t fours = upper | (value - upper * 10'000) << 32;
  const std::uint64_t hundreds = fours * 10'486 >> 20 & 0x0000'007f'0000'007f;
  const std::uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
  const std::uint64_t tens = twos * 103 >> 10 & 0x000f'000f'000f'000f;
  return tens | (twos - tens * 10) << 8;
}

inline constexpr std::uint64_t ascii_zeros = 0x3030'3030'3030'3030;

/// How many digits `value` has; 1 for 0.
[[nodiscard]] constexpr unsigned digit_count(std::uint32_t value) noexcept {
  constexpr std::array<std::uint32_t, 11> powers{
      0, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 0};
  const auto guess = static_cast<unsigned>(std::bit_width(value | 1U)) * 1'233 >> 12;
  return guess + (value >= powers[guess] ? 1 : 0);
}

/// Room that `put_digits` may write to: it stores whole words, past its last digit too.
inline constexpr std::size_t digits_room = 24;

/// Up to three characters and, in the highest byte, how many they are.
using short_text = std::uint32_t;

/// 0 to 999 without leading zeros: quantities, whole prices, lengths of messages.
inline constexpr auto short_numbers = [] {
  std::array<short_text, 1000> all{};
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const auto n = digit_count(i);
    all[i] = static_cast<short_text>((eight_digits(i) | ascii_zeros) >> (64 - 8 * n)) | n << 24;
  }
  return all;
}();

/// Thousandths as the text after a decimal point, without zeros at the end.
inline constexpr auto short_fractions = [] {
  std::array<short_text, 1000> all{};
  for (std::uint32_t i = 1; i < all.size(); ++i) {
    const std::uint32_t n = i % 100 == 0 ? 1 : i % 10 == 0 ? 2 : 3;
    all[i] = static_cast<short_text>((eight_digits(i) | ascii_zeros) >> 40) | n << 24;
  }
  return all;
}();

[[gnu::always_inline]] inline char* put_short(char* at, short_text text) noexcept {
  std::memcpy(at, &text, 4);
  return at + (text >> 24);
}

/// `put_digits` of any number.
[[nodiscard]] char* put_many_digits(char* at, std::uint64_t value) noexcept;

/// Writes a number without leading zeros; where it ends.
[[nodiscard]] [[gnu::always_inline]] inline char* put_digits(char* at,
                                                             std::uint64_t value) noexcept {
  return value < short_numbers.size() ? put_short(at, short_numbers[value])
                                      : put_many_digits(at, value);
}

/// Room that `put_price` may write to.
inline constexpr std::size_t price_room = 40;

/// Writes a price in the shortest exact form: `101.25`, `7`, `-0.5`; where it ends.
[[nodiscard]] char* put_price(char* at, price value) noexcept;

} // namespace corelane::fix44
