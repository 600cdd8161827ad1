#include "corelane/protocols/fix44/field_index.hpp"

#include <bit>

namespace corelane::fix44 {

namespace {

struct parsed_tag {
  std::uint32_t tag; ///< 0 when it is none
  std::size_t size;
};

/// Digits up to `=`, of which there are 1 to 9.
parsed_tag parse_slowly(const char* at, const char* end) noexcept {
  std::uint32_t tag = 0;
  std::size_t n = 0;
  for (; at + n != end && n < 9 && at[n] >= '0' && at[n] <= '9'; ++n)
    tag = tag * 10 + static_cast<std::uint32_t>(at[n] - '0');
  if (at + n == end || at[n] != '=') return {0, 0};
  return {tag, n};
}

/// The same, eight bytes at once; these must be readable. Tags of 8 and 9 digits go the slow way.
inline parsed_tag parse_tag(const char* at, const char* end) noexcept {
  constexpr std::uint64_t ones = 0x0101'0101'0101'0101, tops = 0x8080'8080'8080'8080;
  std::uint64_t word;
  std::memcpy(&word, at, 8);
  const auto no_equals = word ^ ones * '=';
  const auto found = (no_equals - ones) & ~no_equals & tops;
  const auto n = static_cast<unsigned>(std::countr_zero(found)) / 8;
  if (n == 0 || n == 8) [[unlikely]]
    return parse_slowly(at, end);
  // The digits as bytes 0 to 9, the last one highest, zeros before the first.
  const auto digits = (word ^ ones * '0') << (64 - 8 * n);
  if ((((digits + ones * 0x76) | digits) & tops) != 0) [[unlikely]]
    return {0, 0};
  const auto pairs = digits * 10 + (digits >> 8);
  const auto value = ((pairs & 0x0000'00ff'0000'00ff) * 0x000f'4240'0000'0064
                      + (pairs >> 16 & 0x0000'00ff'0000'00ff) * 0x0000'2710'0000'0001)
                     >> 32;
  return {static_cast<std::uint32_t>(value), n};
}

} // namespace

bool field_index::scan(std::string_view message) noexcept {
  begin_ = message.data();
  bytes_ = message.size();
  size_ = 0;
  if (bytes_ > max_message_size) return false;
  std::size_t word = 0;
  if (bytes_ < 64) { // too short for whole steps
    std::uint32_t sum = 0;
    ends_[0] = 0;
    for (std::size_t i = 0; i < bytes_; ++i) {
      sum += static_cast<unsigned char>(begin_[i]);
      if (begin_[i] == soh) ends_[0] |= std::uint64_t{1} << i;
    }
    sum_ = static_cast<std::uint8_t>(sum);
    return true;
  }
  field_scan scan;
  for (; (word + 1) * 64 <= bytes_; ++word) ends_[word] = scan.take(begin_ + word * 64);
  if (const auto left = bytes_ % 64; left != 0)
    ends_[word] = scan.take_last(begin_ + bytes_ - 64, left);
  sum_ = scan.sum();
  return true;
}

bool field_index::index() noexcept {
  first_.fill(0);
  repeated_ = 0;
  if (index_fields()) [[likely]]
    return true;
  first_.fill(0);
  size_ = 0;
  return false;
}

bool field_index::index_fields() noexcept {
  const char* const begin = begin_;
  const std::size_t bytes = bytes_;
  if (bytes == 0) return false;
  std::size_t start = 0, n = 0;
  for (std::size_t base = 0; base < bytes; base += 64)
    for (auto ends = ends_[base / 64]; ends != 0; ends &= ends - 1) {
      const auto end = base + static_cast<unsigned>(std::countr_zero(ends));
      const auto [tag, digits] = bytes - start >= 8 ? parse_tag(begin + start, begin + end)
                                                    : parse_slowly(begin + start, begin + end);
      const auto value = start + digits + 1;
      // `=` may have been found past this field's end: then its value ends before it begins.
      if (tag == 0 || value >= end || n == capacity) [[unlikely]]
        return false;
      entries_[++n] = {tag, static_cast<std::uint16_t>(value),
                       static_cast<std::uint16_t>(end - value)};
      auto& first = first_[tag::slot_of(tag)];
      if (first != 0 && tag::slot_of(tag) != 0) [[unlikely]]
        repeated_ = tag;
      else
        first = static_cast<std::uint8_t>(n);
      start = end + 1;
    }
  first_[0] = 0;
  size_ = n;
  return start == bytes;
}

std::string_view field_index::search(std::uint32_t tag) const noexcept {
  for (std::size_t i = 1; i <= size_; ++i)
    if (entries_[i].tag == tag) return value_of(entries_[i]);
  return {};
}

} // namespace corelane::fix44
