#include "corelane/protocols/fix44/message_writer.hpp"

#include "corelane/protocols/fix44/frame.hpp"

namespace corelane::fix44 {

namespace {

constexpr auto digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

/// Writes the digits of `value` so that they end at `end`; where they begin.
char* put_backwards(char* end, std::uint64_t value) noexcept {
  while (value >= 100) {
    end -= 2;
    std::memcpy(end, &digit_pairs[value % 100 * 2], 2);
    value /= 100;
  }
  if (value < 10) {
    *--end = static_cast<char>('0' + value);
    return end;
  }
  end -= 2;
  std::memcpy(end, &digit_pairs[value * 2], 2);
  return end;
}

} // namespace

void message_writer::put_number(std::uint64_t value) noexcept {
  char digits[20];
  const char* const first = put_backwards(digits + sizeof digits, value);
  put({first, static_cast<std::size_t>(digits + sizeof digits - first)});
}

void message_writer::decimal(std::string_view key, price value) noexcept {
  if (!has_room(key.size() + 23)) return;
  put(key);
  auto nanos = static_cast<std::uint64_t>(value.nanos);
  if (value.nanos < 0) {
    *at_++ = '-';
    nanos = 0 - nanos;
  }
  put_number(nanos / price::scale);
  auto part = static_cast<std::uint32_t>(nanos % price::scale);
  if (part != 0) {
    *at_++ = '.';
    unsigned digits = 9;
    while (part % 10 == 0) {
      part /= 10;
      --digits;
    }
    std::memset(at_, '0', digits);
    put_backwards(at_ + digits, part);
    at_ += digits;
  }
  *at_++ = '\x01';
}

std::string_view message_writer::finish() noexcept {
  char* const body = begin_ + head_room;
  const auto length = static_cast<std::size_t>(at_ - body);
  if (!fits_ || length > max_message) return {};
  *(body - 1) = '\x01';
  char* first = put_backwards(body - 1, length);
  constexpr std::string_view head =
      "8=FIX.4.4\x01"
      "9=";
  first -= head.size();
  std::memcpy(first, head.data(), head.size());
  const auto sum = checksum_of({first, static_cast<std::size_t>(at_ - first)});
  std::memcpy(at_, "10=", 3);
  at_[3] = static_cast<char>('0' + sum / 100);
  std::memcpy(at_ + 4, &digit_pairs[sum % 100 * 2], 2);
  at_[6] = '\x01';
  at_ += trailer_size;
  return {first, static_cast<std::size_t>(at_ - first)};
}

} // namespace corelane::fix44
