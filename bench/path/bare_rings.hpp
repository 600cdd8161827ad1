#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// The floors of a hop between two threads: rings that do nothing else.
namespace corelane::bench {

/// Each slot carries its own sequence: one cache line moves per message.
class in_slot_ring {
public:
  void push(const void* payload) noexcept {
    auto& s = slots_[tail_ & mask];
    std::memcpy(s.payload, payload, sizeof s.payload);
    s.sequence.store(++tail_, std::memory_order_release);
  }
  bool pop(void* payload) noexcept {
    auto& s = slots_[head_ & mask];
    if (s.sequence.load(std::memory_order_acquire) != head_ + 1) return false;
    std::memcpy(payload, s.payload, sizeof s.payload);
    ++head_;
    return true;
  }

private:
  static constexpr std::uint64_t mask = 1023;
  struct alignas(64) slot {
    std::atomic<std::uint64_t> sequence{0};
    std::byte payload[56];
  };
  slot slots_[mask + 1];
  alignas(64) std::uint64_t tail_{0};
  alignas(64) std::uint64_t head_{0};
};

/// Head and tail indices, data elsewhere: two lines move per message.
class index_ring {
public:
  void push(const void* payload) noexcept {
    const auto t = tail_.load(std::memory_order_relaxed);
    std::memcpy(slots_[t & mask].payload, payload, sizeof(slot::payload));
    tail_.store(t + 1, std::memory_order_release);
  }
  bool pop(void* payload) noexcept {
    const auto h = head_.load(std::memory_order_relaxed);
    if (tail_.load(std::memory_order_acquire) == h) return false;
    std::memcpy(payload, slots_[h & mask].payload, sizeof(slot::payload));
    head_.store(h + 1, std::memory_order_release);
    return true;
  }

private:
  static constexpr std::uint64_t mask = 1023;
  struct alignas(64) slot {
    std::byte payload[56];
  };
  slot slots_[mask + 1];
  alignas(64) std::atomic<std::uint64_t> tail_{0};
  alignas(64) std::atomic<std::uint64_t> head_{0};
};

} // namespace corelane::bench
