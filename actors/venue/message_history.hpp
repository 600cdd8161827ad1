#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corelane::venue {

/// The last messages of a session by number, for those who have lost some. Numbers begin with 1.
/// Takes its memory when made. One thread.
class message_history {
public:
  static constexpr std::size_t largest = 63; ///< bytes of a message

  explicit message_history(std::size_t capacity) : slots_(capacity) {}

  /// The next message; one that is larger than `largest` leaves a hole.
  void add(std::span<const std::byte> message) noexcept {
    auto& slot = slots_[count_++ % slots_.size()];
    slot.size = message.size() <= largest ? static_cast<std::uint8_t>(message.size()) : 0;
    std::copy_n(message.begin(), slot.size, slot.bytes.begin());
  }
  /// The message `number`; empty when it is forgotten or yet to come.
  [[nodiscard]] std::span<const std::byte> find(std::uint64_t number) const noexcept {
    if (number == 0 || number > count_ || count_ - number >= slots_.size()) return {};
    const auto& slot = slots_[(number - 1) % slots_.size()];
    return std::span{slot.bytes}.first(slot.size);
  }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

private:
  struct alignas(64) slot {
    std::array<std::byte, largest> bytes;
    std::uint8_t size{0};
  };

  std::vector<slot> slots_;
  std::uint64_t count_{0};
};

} // namespace corelane::venue
