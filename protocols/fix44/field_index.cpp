#include "corelane/protocols/fix44/field_index.hpp"

#include <bit>

namespace corelane::fix44 {

namespace {

/// Where a field's `=` stands and what is before it.
struct parsed_tag {
  std::uint32_t tag; ///< 0 when it is none
  std::uint32_t size;
};

/// Tags of up to nine digits, byte by byte.
[[gnu::noinline, gnu::cold]] parsed_tag parse_slowly(const char* at, const char* end) noexcept {
  std::uint32_t tag = 0, n = 0;
  for (; at + n != end && n < 9 && at[n] >= '0' && at[n] <= '9'; ++n)
    tag = tag * 10 + static_cast<std::uint32_t>(at[n] - '0');
  if (at + n == end || at[n] != '=') return {0, 0};
  return {tag, n};
}

constexpr std::uint32_t ones = 0x0101'0101, tops = 0x8080'8080;

/// The bit, of four bytes, at the top of the first that is `=`: 7, 15, 23, 31, or 32 for none.
[[gnu::always_inline]] inline unsigned equals_bit(std::uint32_t word) noexcept {
  const auto no_equals = word ^ ones * '=';
  return static_cast<unsigned>(std::countr_zero((no_equals - ones) & ~no_equals & tops));
}

/// The tag of one to three digits before the `=` at `bit`; 0 when other characters are there.
[[gnu::always_inline]] inline std::uint32_t short_tag(std::uint32_t word, unsigned bit) noexcept {
  // The digits as bytes 0 to 9, the last one highest, zeros before the first.
  const auto digits = (word ^ ones * '0') << (39 - bit);
  if ((((digits + ones * 0x76) | digits) & tops) != 0) [[unlikely]]
    return 0;
  const auto tens = static_cast<std::uint8_t>((digits * 10 + (digits >> 8)) >> 8);
  return tens * 10U + (digits >> 24);
}

} // namespace

bool field_index::scan(std::string_view message) noexcept {
  begin_ = message.data();
  bytes_ = message.size();
  size_ = fields_ = 0;
  if (bytes_ > max_message_size) return false;
  if (bytes_ < 64) { // too short for whole steps
    std::uint32_t sum = 0;
    ends_[0] = 0;
    for (std::size_t i = 0; i < bytes_; ++i) {
      sum += static_cast<unsigned char>(begin_[i]);
      if (begin_[i] == soh) ends_[0] |= std::uint64_t{1} << i;
    }
    sum_ = static_cast<std::uint8_t>(sum);
    fields_ = static_cast<std::size_t>(std::popcount(ends_[0]));
    return true;
  }
  field_scan scan;
  std::size_t fields = 0;
  const auto keep = [&](std::size_t word, std::uint64_t ends) {
    ends_[word] = ends;
    fields += static_cast<std::size_t>(std::popcount(ends));
  };
  const auto words = bytes_ / 64;
  for (std::size_t i = 0; i < words; ++i) keep(i, scan.take(begin_ + i * 64));
  if (const auto left = bytes_ % 64; left != 0)
    keep(words, scan.take_last(begin_ + bytes_ - 64, left));
  sum_ = scan.sum();
  fields_ = fields;
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
  if (fields_ == 0 || fields_ > capacity) return false;
  const char* const begin = begin_;
  const std::size_t bytes = bytes_;
  std::size_t start = 0, n = 0;
  for (std::size_t base = 0; start != bytes; base += 64) {
    if (base >= bytes) return false; // bytes after the last SOH
    for (auto ends = ends_[base / 64]; ends != 0; ends &= ends - 1) {
      const auto end = base + static_cast<unsigned>(std::countr_zero(ends));
      if (end - start < 3) [[unlikely]]
        return false; // the shortest is `1=2`, so four bytes can be read below
      std::uint32_t word;
      std::memcpy(&word, begin + start, 4);
      const auto bit = equals_bit(word);
      parsed_tag parsed;
      if (bit - 8 < 24) [[likely]]
        parsed = {short_tag(word, bit), bit / 8};
      else
        parsed = parse_slowly(begin + start, begin + end);
      if (parsed.tag == 0) [[unlikely]]
        return false;
      const auto value = start + parsed.size + 1;
      if (value >= end) [[unlikely]]
        return false; // nothing after `=`
      entries_[++n] = {parsed.tag, static_cast<std::uint16_t>(value),
                       static_cast<std::uint16_t>(end - value)};
      const auto slot = tag::slot_of(parsed.tag);
      if (first_[slot] == 0) [[likely]]
        first_[slot] = static_cast<std::uint8_t>(n);
      else if (slot != 0)
        repeated_ = parsed.tag;
      start = end + 1;
    }
  }
  first_[0] = 0;
  size_ = n;
  return true;
}

std::string_view field_index::search(std::uint32_t tag) const noexcept {
  for (std::size_t i = 1; i <= size_; ++i)
    if (entries_[i].tag == tag) return value_of(entries_[i]);
  return {};
}

} // namespace corelane::fix44
