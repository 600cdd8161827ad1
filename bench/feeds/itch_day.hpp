#pragma once

#include "corelane/bench/feeds/stream_timing.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace corelane::bench {

/// The ITCH messages of a day in memory, each behind its length in two bytes.
class itch_day {
public:
  /// A day of our own making: over 8,000 instruments by Zipf's law, neighbouring messages of
  /// unrelated instruments (harder than real feeds, which come in bursts). 45 % adds, 40 %
  /// deletes, 10 % replaces, 5 % executions; the order that goes is any live one of the
  /// instrument, which is harder than real, where most orders live shortly.
  [[nodiscard]] static itch_day made(std::size_t messages, std::uint64_t seed);
  /// A file of such messages. Throws std::runtime_error with what is wrong with it.
  [[nodiscard]] static itch_day of_file(const std::string& path);

  [[nodiscard]] std::size_t messages() const noexcept { return messages_; }

  /// Calls `take(message)` for each, in order.
  template <class Take>
  void for_each(Take&& take) const {
    const auto* at = bytes_.data();
    for (std::size_t i = 0; i < messages_; ++i) {
      const auto length = static_cast<std::size_t>(at[0]) << 8 | static_cast<std::size_t>(at[1]);
      __builtin_prefetch(at + ahead);
      take(std::span<const std::byte>{at + 2, length});
      at += 2 + length;
    }
  }

  void add(std::span<const std::byte> message);

private:
  std::vector<std::byte> bytes_;
  std::size_t messages_{0};
};

} // namespace corelane::bench
