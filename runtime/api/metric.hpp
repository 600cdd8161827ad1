#pragma once

#include <atomic>
#include <bit>
#include <cstdint>

namespace corelane {

/// A count that only grows. One thread adds (its lane's), any thread reads.
///
/// A handle: the slot belongs to the node, so a restarted actor goes on counting where it was.
/// Adding costs about 1 ns; nothing is looked up.
class counter {
public:
  explicit counter(std::atomic<std::uint64_t>& slot) noexcept : slot_{&slot} {}
  void add(std::uint64_t n = 1) noexcept {
    slot_->store(slot_->load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t value() const noexcept {
    return slot_->load(std::memory_order_relaxed);
  }

private:
  std::atomic<std::uint64_t>* slot_;
};

/// A value that goes up and down. One thread sets, any thread reads.
class gauge {
public:
  explicit gauge(std::atomic<std::int64_t>& slot) noexcept : slot_{&slot} {}
  void set(std::int64_t value) noexcept { slot_->store(value, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const noexcept {
    return slot_->load(std::memory_order_relaxed);
  }

private:
  std::atomic<std::int64_t>* slot_;
};

/// Counts of durations in log-linear buckets: 16 for each power of two, so a reported quantile
/// is at most 6.25 % too high. Unit: whatever is recorded (here tsc ticks).
///
/// One thread records (about 1 ns), any thread reads. 7.7 KiB.
class latency_buckets {
public:
  static constexpr unsigned sub_bits = 4;
  static constexpr unsigned bucket_count = (64 - sub_bits + 1) << sub_bits;

  void record(std::uint64_t value) noexcept {
    auto& slot = counts_[bucket_of(value)];
    slot.store(slot.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  [[nodiscard]] std::uint64_t count_in(unsigned bucket) const noexcept {
    return counts_[bucket].load(std::memory_order_relaxed);
  }

  [[nodiscard]] static constexpr unsigned bucket_of(std::uint64_t value) noexcept {
    // Without a branch: values below 16 are treated as if they had the width of 16.
    const auto shift =
        static_cast<unsigned>(std::bit_width(value | (1U << sub_bits))) - 1 - sub_bits;
    return (shift << sub_bits) + static_cast<unsigned>(value >> shift);
  }
  /// The largest value that falls into `bucket`.
  [[nodiscard]] static constexpr std::uint64_t upper_bound_of(unsigned bucket) noexcept {
    if (bucket < (2U << sub_bits)) return bucket;
    const auto shift = (bucket >> sub_bits) - 1;
    const std::uint64_t top = (bucket & ((1U << sub_bits) - 1)) | (1U << sub_bits);
    return ((top + 1) << shift) - 1;
  }

private:
  std::atomic<std::uint64_t> counts_[bucket_count]{};
};

} // namespace corelane
