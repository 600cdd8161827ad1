#pragma once

#include <immintrin.h>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace corelane::fix44 {

inline constexpr char soh = '\x01';

/// Sums bytes and finds the ends of fields, 64 bytes a step: the one pass over a message's bytes
/// that a decoder makes.
class field_scan {
public:
  /// One bit for each of 64 bytes: whether it is SOH. Adds all of them to the sum.
  [[nodiscard]] std::uint64_t take(const char* at) noexcept {
    std::uint64_t ends = 0;
    for (unsigned i = 0; i < 64; i += sizeof(block)) ends |= take(load(at + i)) << i;
    return ends;
  }
  /// The same of the last `n` of the 64 bytes at `at`; their bits come lowest.
  [[nodiscard]] std::uint64_t take_last(const char* at, std::size_t n) noexcept {
    std::uint64_t ends = 0;
    for (unsigned i = 0; i < 64; i += sizeof(block))
      ends |= take(both(load(at + i), load(keep_after + n + i))) << i;
    return ends >> (64 - n);
  }
  /// Of all bytes taken, modulo 256.
  [[nodiscard]] std::uint8_t sum() const noexcept {
    alignas(block) std::uint64_t parts[sizeof(block) / 8];
    std::memcpy(parts, &sums_, sizeof parts);
    std::uint64_t all = 0;
    for (const auto part : parts) all += part;
    return static_cast<std::uint8_t>(all);
  }

private:
  alignas(64) static constexpr auto keep_after_bytes = [] {
    struct {
      char bytes[128];
    } table{};
    for (int i = 64; i < 128; ++i) table.bytes[i] = '\xff';
    return table;
  }();
  static constexpr const char* keep_after = keep_after_bytes.bytes;

#ifdef __AVX2__
  using block = __m256i;
  static block load(const char* at) noexcept {
    return _mm256_loadu_si256(reinterpret_cast<const block*>(at));
  }
  static block both(block a, block b) noexcept { return _mm256_and_si256(a, b); }
  std::uint64_t take(block b) noexcept {
    sums_ = _mm256_add_epi64(sums_, _mm256_sad_epu8(b, _mm256_setzero_si256()));
    return static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(b, _mm256_set1_epi8(soh))));
  }
  block sums_ = _mm256_setzero_si256();
#else
  using block = __m128i;
  static block load(const char* at) noexcept {
    return _mm_loadu_si128(reinterpret_cast<const block*>(at));
  }
  static block both(block a, block b) noexcept { return _mm_and_si128(a, b); }
  std::uint64_t take(block b) noexcept {
    sums_ = _mm_add_epi64(sums_, _mm_sad_epu8(b, _mm_setzero_si128()));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(b, _mm_set1_epi8(soh))));
  }
  block sums_ = _mm_setzero_si128();
#endif
};

/// The sum of all bytes modulo 256, as in tag 10.
[[nodiscard]] inline std::uint8_t checksum_of(const char* at, std::size_t size) noexcept {
  if (size >= 64) {
    field_scan scan;
    std::size_t done = 0;
    for (; size - done >= 64; done += 64) (void)scan.take(at + done);
    if (done != size) (void)scan.take_last(at + size - 64, size - done);
    return scan.sum();
  }
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += static_cast<unsigned char>(at[i]);
  return static_cast<std::uint8_t>(sum);
}

} // namespace corelane::fix44
