#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

namespace corelane {

/// Says how many lanes write into a ring.
enum class producers : std::uint8_t { one, many };

/// A bounded queue between lanes, whose slots carry their own sequence: an event of up to 56
/// bytes moves one cache line from core to core, one of 120 bytes two.
///
/// One thread pops. With `producers::one` one thread pushes, with `producers::many` any may; the
/// order of each producer is kept. Memory is taken and touched in the constructor; nothing
/// blocks, allocates or throws after that. The consumer publishes how far it has read once per
/// eighth of the capacity and whenever it finds the ring empty, so `free` may be too low, never
/// too high. A popped-at position is never stored per event: that would move a second line.
template <std::size_t Payload, producers Producers = producers::one>
class slot_ring {
public:
  static_assert(Payload == 56 || Payload == 120);
  static constexpr std::size_t payload_size = Payload;

  /// `capacity` is rounded up to a power of two, at least 64.
  explicit slot_ring(std::size_t capacity)
      : capacity_{std::bit_ceil(capacity < 64 ? 64 : capacity)},
        slots_{std::make_unique<slot[]>(capacity_)} {}

  /// Copies `payload` in, with a tag of the producer's. Returns the slots then known to be free,
  /// or -1 when the ring was full and nothing was done. Producers only.
  std::ptrdiff_t push(const void* payload, std::uint32_t tag) noexcept {
    std::uint64_t at;
    std::uint64_t head;
    if constexpr (Producers == producers::one) {
      at = tail_.load(std::memory_order_relaxed);
      if (at - known_head_ >= capacity_ && !refresh(at)) return -1;
      tail_.store(at + 1, std::memory_order_relaxed);
      head = known_head_;
    } else {
      at = tail_.load(std::memory_order_relaxed);
      for (;;) {
        head = head_.load(std::memory_order_acquire);
        if (at - head < capacity_) {
          if (tail_.compare_exchange_weak(at, at + 1, std::memory_order_relaxed)) break;
          continue;
        }
        // Others may have pushed and the consumer read past `at` since it was loaded.
        const auto now = tail_.load(std::memory_order_relaxed);
        if (now == at) return -1;
        at = now;
      }
    }
    auto& s = slots_[at & (capacity_ - 1)];
    std::memcpy(s.payload, payload, Payload);
    s.tag = tag;
    s.sequence.store(static_cast<std::uint32_t>(at + 1), std::memory_order_release);
    return static_cast<std::ptrdiff_t>(capacity_ - (at + 1 - head));
  }

  /// Calls `take(payload, tag)` for the next event, in place; false when there is none. The slot
  /// is free again after `take` has returned. Consumer only.
  template <class Take>
  bool pop(Take&& take) noexcept {
    auto& s = slots_[read_ & (capacity_ - 1)];
    if (s.sequence.load(std::memory_order_acquire) != static_cast<std::uint32_t>(read_ + 1)) {
      if (read_ != published_) publish();
      return false;
    }
    take(static_cast<const void*>(s.payload), s.tag);
    ++read_;
    if (read_ - published_ >= capacity_ / 8) publish();
    return true;
  }

  /// There is something to pop. Consumer only.
  [[nodiscard]] bool ready() const noexcept {
    return slots_[read_ & (capacity_ - 1)].sequence.load(std::memory_order_acquire)
           == static_cast<std::uint32_t>(read_ + 1);
  }

  /// Slots free by the consumer's word. Producers only.
  [[nodiscard]] std::ptrdiff_t free() noexcept {
    const auto head = head_.load(std::memory_order_acquire); // before the tail: never too high
    const auto at = tail_.load(std::memory_order_relaxed);
    if constexpr (Producers == producers::one) known_head_ = head;
    return static_cast<std::ptrdiff_t>(capacity_ - (at - head));
  }

  /// Events in the ring, roughly. Any thread.
  [[nodiscard]] std::size_t depth() const noexcept {
    const auto head = head_.load(std::memory_order_relaxed);
    const auto tail = tail_.load(std::memory_order_relaxed);
    return tail > head ? static_cast<std::size_t>(tail - head) : 0;
  }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

private:
  struct alignas(64) slot {
    std::atomic<std::uint32_t> sequence{0}; ///< position + 1 once published
    std::uint32_t tag{0};
    std::byte payload[Payload];
  };
  static_assert(sizeof(slot) == Payload + 8);

  bool refresh(std::uint64_t at) noexcept {
    known_head_ = head_.load(std::memory_order_acquire);
    return at - known_head_ < capacity_;
  }
  void publish() noexcept {
    published_ = read_;
    head_.store(read_, std::memory_order_release);
  }

  std::size_t capacity_;
  std::unique_ptr<slot[]> slots_;

  alignas(64) std::atomic<std::uint64_t> tail_{0}; ///< producers'
  std::uint64_t known_head_{0};                    ///< the producer's copy of `head_`
  alignas(64) std::uint64_t read_{0};              ///< the consumer's
  std::uint64_t published_{0};
  alignas(64) std::atomic<std::uint64_t> head_{0}; ///< written by the consumer, read by producers
};

} // namespace corelane
