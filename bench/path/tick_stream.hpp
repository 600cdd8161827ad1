#pragma once

#include "corelane/runtime/api/source.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane::bench {

/// ITCH packets in memory.
class tick_stream {
public:
  /// Two-sided books of `instruments`, then single-message packets each of which moves the best
  /// bid or offer of one by some ticks; so a market maker has something to say to each.
  [[nodiscard]] static tick_stream moving_tops(std::uint32_t instruments, std::size_t ticks);

  /// A day in little: Zipf-distributed instruments; 45 % adds, 40 % deletes, 5 % executions,
  /// 10 % replaces; packets of up to 20 messages.
  [[nodiscard]] static tick_stream day(std::uint32_t instruments, std::size_t messages,
                                       std::uint64_t seed);

  [[nodiscard]] std::size_t packets() const noexcept { return ends_.size(); }
  /// Packets that only prepare the books.
  [[nodiscard]] std::size_t warm_up() const noexcept { return warm_up_; }
  [[nodiscard]] std::size_t messages() const noexcept { return messages_; }
  [[nodiscard]] std::span<const std::byte> packet(std::size_t i) const noexcept {
    const auto from = i == 0 ? 0 : ends_[i - 1];
    return std::span{bytes_}.subspan(from, ends_[i] - from);
  }

private:
  class builder;

  std::vector<std::byte> bytes_;
  std::vector<std::size_t> ends_;
  std::size_t warm_up_{0};
  std::size_t messages_{0};
};

} // namespace corelane::bench
