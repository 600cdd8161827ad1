#pragma once

#include "corelane/actors/book/seqlock.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane {

/// How the best bids and offers of a book actor lie in shared memory: a header, then a slot per
/// instrument, which is one cache line of best bid and offer and, behind it, a depth snapshot.
///
/// Little endian, 8-byte words. A change of anything here takes another `version`.
struct shared_bbo_header {
  static constexpr std::uint64_t expected_magic = 0x3130'4F42'424C'5243; ///< "CRLBBO01"
  static constexpr std::uint32_t expected_version = 2;

  seqlock::word magic; ///< stored last: a segment being prepared has none
  std::uint32_t version;
  std::uint32_t instruments;
  std::uint32_t depth_levels;
  std::uint32_t slot_bytes;
  std::uint64_t reserved[5];
};
static_assert(sizeof(shared_bbo_header) == 64);

/// One instrument's. `depth_words` follow it: for each of `depth_levels` bids, then asks, best
/// first: price, quantity, orders; all zero where there is no level.
struct alignas(64) shared_bbo_slot {
  enum bbo_word {
    bid_px,
    bid_qty,
    ask_px,
    ask_qty,
    exchange_time,
    flags,
    update_number,
    bbo_words
  };
  enum depth_head { depth_time, depth_update, depth_head_words };
  static constexpr std::size_t words_per_level = 3;
  static constexpr std::size_t symbol_words = 3;

  seqlock::word bbo_sequence;
  seqlock::word bbo[bbo_words];

  seqlock::word symbol[symbol_words]; ///< zero padded; set before the first write of `bbo`
  seqlock::word reserved[2];
  seqlock::word depth_sequence;
  seqlock::word depth[depth_head_words]; ///< `depth_words` follow at once

  [[nodiscard]] static constexpr std::size_t depth_words(std::size_t levels) noexcept {
    return depth_head_words + 2 * levels * words_per_level;
  }
  /// Bytes from one slot to the next.
  [[nodiscard]] static constexpr std::size_t stride(std::size_t levels) noexcept {
    const auto bytes = 128 + 2 * levels * words_per_level * sizeof(std::uint64_t);
    return (bytes + 63) / 64 * 64;
  }
};
static_assert(sizeof(shared_bbo_slot) == 128 && offsetof(shared_bbo_slot, symbol) == 64);

} // namespace corelane
