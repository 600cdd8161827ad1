#pragma once

#include "corelane/runtime/api/event.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace corelane {

/// Events of one lane that flow against the graph, kept until the current call chain has
/// returned; so no actor is ever re-entered.
///
/// First in, first out over all links of the lane. Grows by doubling when full (counted), which
/// a plan with enough capacity never sees. One thread.
class deferred_queue {
public:
  explicit deferred_queue(std::size_t capacity = 1024) : entries_(capacity) {}

  void push(sink to, const void* event, std::size_t size, std::uint32_t stage) {
    if (tail_ - head_ == entries_.size()) grow();
    auto& e = entries_[tail_++ & (entries_.size() - 1)];
    e.to = to;
    e.stage = stage;
    std::memcpy(e.payload, event, size);
  }

  [[nodiscard]] bool empty() const noexcept { return head_ == tail_; }

  /// Delivers the oldest event; what its handling defers comes after all that waits already.
  /// `stage` gets the stamp the event was pushed with.
  void deliver_one(std::uint32_t& stage) noexcept {
    const auto e = entries_[head_++ & (entries_.size() - 1)]; // a copy: the handler may push
    stage = e.stage;
    e.to.deliver(e.to.target, e.payload);
  }

  [[nodiscard]] std::size_t times_grown() const noexcept { return times_grown_; }

private:
  struct entry {
    sink to;
    std::uint32_t stage;
    alignas(8) std::byte payload[120];
  };

  void grow() {
    std::vector<entry> wider(entries_.size() * 2);
    for (std::size_t i = head_; i != tail_; ++i)
      wider[i & (wider.size() - 1)] = entries_[i & (entries_.size() - 1)];
    entries_ = std::move(wider);
    ++times_grown_;
  }

  std::vector<entry> entries_; ///< a power of two
  std::size_t head_{0};
  std::size_t tail_{0};
  std::size_t times_grown_{0};
};

} // namespace corelane
