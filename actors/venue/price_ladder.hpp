#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/side.hpp"

#include <cstdint>
#include <span>

namespace corelane::venue {

/// The orders at one price of one side, as a queue of slots: `head` trades first.
///
/// `key` is the price as its side likes it: greater is better (bids: the price, asks: the
/// price negated), so that both sides share their code.
struct price_level {
  std::int64_t key;
  std::int64_t qty;
  std::uint32_t orders;
  std::uint32_t head;
  std::uint32_t tail;
};

[[nodiscard]] constexpr std::int64_t key_of(side s, price px) noexcept {
  return s == side::buy ? px.nanos : -px.nanos;
}
[[nodiscard]] constexpr price price_of(side s, std::int64_t key) noexcept {
  return {s == side::buy ? key : -key};
}

/// The price levels of one side of a book, best last, in memory that the caller planned.
///
/// What happens near the touch moves few levels; a lookup is a binary search.
class price_ladder {
public:
  price_ladder() = default;
  explicit price_ladder(std::span<price_level> memory) noexcept : memory_{memory} {}

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] bool full() const noexcept { return size_ == memory_.size(); }
  [[nodiscard]] price_level& best() noexcept { return memory_[size_ - 1]; }
  [[nodiscard]] const price_level& best() const noexcept { return memory_[size_ - 1]; }
  void drop_best() noexcept { --size_; }

  [[nodiscard]] price_level* find(std::int64_t key) noexcept;
  /// The level of `key`, new and empty if there was none. There must be room for it.
  price_level& at(std::int64_t key) noexcept;
  void erase(price_level& level) noexcept;

  /// Worst first.
  [[nodiscard]] std::span<const price_level> levels() const noexcept {
    return memory_.first(size_);
  }

private:
  [[nodiscard]] std::uint32_t position_of(std::int64_t key) const noexcept;

  std::span<price_level> memory_;
  std::uint32_t size_{0};
};

} // namespace corelane::venue
