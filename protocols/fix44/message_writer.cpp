#include "corelane/protocols/fix44/message_writer.hpp"

#include "corelane/protocols/fix44/frame.hpp"

namespace corelane::fix44 {

namespace {

constexpr std::string_view head =
    "8=FIX.4.4\x01"
    "9=";
constexpr auto head_sum = [] {
  unsigned sum = 0;
  for (const char c : head) sum += static_cast<unsigned char>(c);
  return sum;
}();

} // namespace

std::string_view message_writer::finish() noexcept {
  char* const body = begin_ + head_room;
  const auto length = static_cast<std::size_t>(at_ - body);
  if (end_ < at_ || length > max_message) return {};
  const auto digits = eight_digits(static_cast<std::uint32_t>(length));
  const auto count = digit_count(static_cast<std::uint32_t>(length));
  // Seven digits and SOH right before the body, then the head over their leading zeros.
  const auto word = (digits | ascii_zeros) >> 8 | std::uint64_t{soh} << 56;
  std::memcpy(body - 8, &word, 8);
  char* const first = body - 1 - count - head.size();
  std::memcpy(first, head.data(), head.size());
  // Summed without loading what was just stored, which would wait for it.
  const auto digit_sum = static_cast<unsigned>(digits * 0x0101'0101'0101'0101 >> 56);
  const auto sum = static_cast<std::uint8_t>(checksum_of(body, length) + head_sum + soh + digit_sum
                                             + count * '0');
  const auto trailer = (eight_digits(sum) | ascii_zeros) >> 40;
  const auto tail = std::uint64_t{'1'} | std::uint64_t{'0'} << 8 | std::uint64_t{'='} << 16
                    | trailer << 24 | std::uint64_t{soh} << 48;
  std::memcpy(at_, &tail, trailer_size);
  at_ += trailer_size;
  return {first, static_cast<std::size_t>(at_ - first)};
}

} // namespace corelane::fix44
