#include "corelane/protocols/fix44/digits.hpp"

#include <cstring>

namespace corelane::fix44 {

namespace {

void put_word(char* at, std::uint64_t word) noexcept { std::memcpy(at, &word, 8); }

/// Writes a number below 100,000,000 without leading zeros; where it ends.
char* put_short_digits(char* at, std::uint32_t value) noexcept {
  const auto n = digit_count(value);
  put_word(at, (eight_digits(value) | ascii_zeros) >> (64 - 8 * n));
  return at + n;
}

} // namespace

char* put_many_digits(char* at, std::uint64_t value) noexcept {
  constexpr std::uint64_t eight = 100'000'000;
  if (value < eight) return put_short_digits(at, static_cast<std::uint32_t>(value));
  const auto upper = value / eight;
  if (upper < eight) {
    at = put_short_digits(at, static_cast<std::uint32_t>(upper));
  } else {
    at = put_short_digits(at, static_cast<std::uint32_t>(upper / eight));
    put_word(at, eight_digits(static_cast<std::uint32_t>(upper % eight)) | ascii_zeros);
    at += 8;
  }
  put_word(at, eight_digits(static_cast<std::uint32_t>(value % eight)) | ascii_zeros);
  return at + 8;
}

char* put_price(char* at, price value) noexcept {
  auto nanos = static_cast<std::uint64_t>(value.nanos);
  if (value.nanos < 0) {
    *at++ = '-';
    nanos = 0 - nanos;
  }
  at = put_digits(at, nanos / price::scale);
  const auto part = static_cast<std::uint32_t>(nanos % price::scale);
  if (part == 0) return at;
  *at++ = '.';
  if (part % 1'000'000 == 0) return put_short(at, short_fractions[part / 1'000'000]);
  const auto upper = eight_digits(part / 10);
  put_word(at, upper | ascii_zeros);
  const auto last = part % 10;
  at[8] = static_cast<char>('0' + last);
  // Zeros at the end of the text are the highest bytes of the word.
  return at + (last != 0 ? 9 : 8 - std::countl_zero(upper) / 8);
}

} // namespace corelane::fix44
