#pragma once

#include "corelane/protocols/fix44/digits.hpp"
#include "corelane/protocols/fix44/field_scan.hpp"
#include "corelane/protocols/market/quantity.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Fields as text, `11=42<SOH>`, into bytes that the caller has made room for. Each function takes
/// where to write and says where it ended: the position stays in a register.
///
/// A field of a number takes at most its key and `digits_room` or `price_room`, SOH included, for
/// whole words are stored and the next field overwrites what was too much.
namespace corelane::fix44 {

/// `N` bytes and then the last `N` of `s`: a copy of N to 2 N bytes without a call.
template <std::size_t N>
[[gnu::always_inline]] inline void put_both_ends(char* at, std::string_view s) noexcept {
  std::memcpy(at, s.data(), N);
  std::memcpy(at + s.size() - N, s.data() + s.size() - N, N);
}

/// Ready-made text: a literal is a store or two, and what a message repeats is short.
[[gnu::always_inline]] inline char* put(char* at, std::string_view s) noexcept {
  const auto n = s.size();
  if (__builtin_constant_p(n) || n > 64) {
    std::memcpy(at, s.data(), n);
  } else if (n > 32) {
    put_both_ends<32>(at, s);
  } else if (n >= 16) {
    put_both_ends<16>(at, s);
  } else if (n >= 8) {
    put_both_ends<8>(at, s);
  } else if (n >= 4) {
    put_both_ends<4>(at, s);
  } else {
    for (std::size_t i = 0; i < n; ++i) at[i] = s[i];
  }
  return at + n;
}

[[gnu::always_inline]] inline char* put_soh(char* at) noexcept {
  *at = soh;
  return at + 1;
}
[[gnu::always_inline]] inline char* put_text(char* at, std::string_view key,
                                             std::string_view value) noexcept {
  return put_soh(put(put(at, key), value));
}
[[gnu::always_inline]] inline char* put_character(char* at, std::string_view key,
                                                  char value) noexcept {
  at = put(at, key);
  *at = value;
  return put_soh(at + 1);
}
[[gnu::always_inline]] inline char* put_number(char* at, std::string_view key,
                                               std::uint64_t value) noexcept {
  return put_soh(put_digits(put(at, key), value));
}
[[gnu::always_inline]] inline char* put_amount(char* at, std::string_view key,
                                               quantity value) noexcept {
  return put_number(at, key, static_cast<std::uint64_t>(value.units < 0 ? 0 : value.units));
}
/// In the shortest exact form: `101.25`, `7`, `-0.5`.
[[gnu::always_inline]] inline char* put_decimal(char* at, std::string_view key,
                                                price value) noexcept {
  return put_soh(put_price(put(at, key), value));
}

} // namespace corelane::fix44
