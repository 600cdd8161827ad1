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

constexpr std::uint64_t top_byte = 0xff00'0000'0000'0000;

constexpr std::uint64_t sum_of_bytes(std::uint64_t word) noexcept {
  const auto pairs = (word & 0x00ff'00ff'00ff'00ff) + (word >> 8 & 0x00ff'00ff'00ff'00ff);
  return pairs * 0x0001'0001'0001'0001 >> 48;
}

/// `10=ddd<SOH>` for each sum.
constexpr auto trailers = [] {
  std::array<std::uint64_t, 256> all{};
  for (std::uint32_t sum = 0; sum < all.size(); ++sum)
    all[sum] = std::uint64_t{'1'} | std::uint64_t{'0'} << 8 | std::uint64_t{'='} << 16
               | ((eight_digits(sum) | ascii_zeros) >> 40) << 24 | std::uint64_t{soh} << 48;
  return all;
}();

} // namespace

std::string_view message_writer::finish() noexcept {
  char* body = begin_ + head_room;
  const auto length = static_cast<std::size_t>(at_ - body);
  if (end_ < at_ || length > max_message) return {};
  if (length >= short_numbers.size()) [[unlikely]] { // one digit more than there is room for
    if (at_ == end_) return {};
    std::memmove(body + 1, body, length);
    ++body;
    ++at_;
  }
  // Up to seven digits and SOH end right before the body; the head goes over their leading zeros.
  std::uint64_t digits;
  std::size_t count;
  if (length < short_numbers.size()) [[likely]] {
    count = short_numbers[length] >> 24;
    digits = std::uint64_t{short_numbers[length]} << 8 * (7 - count) & ~top_byte;
  } else {
    count = digit_count(static_cast<std::uint32_t>(length));
    digits = (eight_digits(static_cast<std::uint32_t>(length)) | ascii_zeros) >> 8;
    digits = digits >> 8 * (7 - count) << 8 * (7 - count);
  }
  const auto before_body = digits | std::uint64_t{soh} << 56;
  std::memcpy(body - 8, &before_body, 8);
  char* const first = body - 1 - count - head.size();
  std::memcpy(first, head.data(), head.size());
  // Summed without loading what was just stored, which would wait for it.
  const auto sum =
      static_cast<std::uint8_t>(checksum_of(body, length) + head_sum + sum_of_bytes(before_body));
  std::memcpy(at_, &trailers[sum], trailer_size);
  at_ += trailer_size;
  return {first, static_cast<std::size_t>(at_ - first)};
}

} // namespace corelane::fix44
