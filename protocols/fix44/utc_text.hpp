#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace corelane::fix44 {

/// Writes UTC times as `YYYYMMDD-HH:MM:SS.sss`. Keeps the text of the last second, so most calls
/// write three digits. One thread.
class utc_text {
public:
  static constexpr std::size_t size = 21;

  /// Valid until the next call.
  [[nodiscard]] std::string_view of(timestamp t) noexcept {
    const auto second = t.ns / 1'000'000'000;
    if (second != second_) [[unlikely]]
      write_second(second);
    const auto ms = static_cast<unsigned>(t.ns % 1'000'000'000) / 1'000'000;
    text_[18] = static_cast<char>('0' + ms / 100);
    text_[19] = static_cast<char>('0' + ms / 10 % 10);
    text_[20] = static_cast<char>('0' + ms % 10);
    return {text_.data(), size};
  }

private:
  void write_second(std::int64_t second) noexcept;

  std::int64_t second_{-1};
  std::array<char, size> text_{};
};

} // namespace corelane::fix44
