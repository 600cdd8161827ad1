#pragma once

#include <cstdint>
#include <optional>

namespace corelane::ouch50 {

/// The user reference numbers of one account and day: what names an order or a replacement, above
/// all before. Both sides keep one. One thread.
class user_ref_nums {
public:
  /// Client: a number for a request; nothing when the day's are used up.
  [[nodiscard]] std::optional<std::uint32_t> take() noexcept {
    if (last_ == UINT32_MAX) return std::nullopt;
    return ++last_;
  }
  /// Venue: whether a request is to be looked at. One that is not above the last is a repetition.
  [[nodiscard]] bool accept(std::uint32_t number) noexcept {
    if (number <= last_) return false;
    last_ = number;
    return true;
  }
  /// After a restart: `next` is what an account query was answered with. Never goes back, for
  /// requests sent since are above it.
  void resume(std::uint32_t next) noexcept {
    if (next != 0 && next - 1 > last_) last_ = next - 1;
  }

  [[nodiscard]] std::uint32_t last() const noexcept { return last_; }
  /// Venue: what a query is answered with; 0 when the day's are used up.
  [[nodiscard]] std::uint32_t next() const noexcept { return last_ + 1; }

private:
  std::uint32_t last_{0};
};

} // namespace corelane::ouch50
