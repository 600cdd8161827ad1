#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace corelane {

/// Words that one thread writes and any number read, in the same process or in another, such that
/// a reader never takes half of one write and half of another.
///
/// The sequence is odd while a write is under way and grows by 2 with each. Payload words are
/// atomics, written with release and read with acquire: so the check needs no fence, and on x86
/// each is a plain move. Readers never hold the writer up.
namespace seqlock {

using word = std::atomic<std::uint64_t>;
static_assert(word::is_always_lock_free, "the words are shared with other processes");

/// The one writer's.
inline void write(word& sequence, word* to, std::span<const std::uint64_t> values) noexcept {
  const auto before = sequence.load(std::memory_order_relaxed);
  sequence.store(before + 1, std::memory_order_relaxed);
  for (std::size_t i = 0; i < values.size(); ++i) to[i].store(values[i], std::memory_order_release);
  sequence.store(before + 2, std::memory_order_release);
}

/// Any reader's: the sequence that `into` belongs to; odd when a write was under way. Then `into`
/// holds nothing of use: try again.
[[nodiscard]] inline std::uint64_t try_read(const word& sequence, const word* from,
                                            std::span<std::uint64_t> into) noexcept {
  const auto before = sequence.load(std::memory_order_acquire);
  if ((before & 1) != 0) return before;
  for (std::size_t i = 0; i < into.size(); ++i) into[i] = from[i].load(std::memory_order_acquire);
  return sequence.load(std::memory_order_relaxed) == before ? before : before | 1;
}

} // namespace seqlock

} // namespace corelane
