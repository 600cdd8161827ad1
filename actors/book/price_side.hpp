#pragma once

#include "corelane/actors/book/depth_level.hpp"
#include "corelane/protocols/market/mbp_event.hpp"
#include "corelane/protocols/market/side.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace corelane {

/// The levels of one side of a book that the venue keeps by price: as many as it says, best first.
class price_side {
public:
  static constexpr std::size_t most_levels = 20;

  [[nodiscard]] std::span<const depth_level> levels() const noexcept {
    return std::span{levels_}.first(count_);
  }
  [[nodiscard]] depth_level best() const noexcept {
    return count_ == 0 ? depth_level{} : levels_[0];
  }

  /// Does what `e` says of this side. False when it contradicts what is here: a level that is not,
  /// or a price out of order; the side is as before then.
  [[nodiscard]] bool apply(const mbp_event& e) noexcept {
    const std::size_t at = e.level - 1U; // of level 0 the last there could ever be
    switch (e.action) {
      case mbp_action::insert: return insert(at, e);
      case mbp_action::change: return at < count_ && levels_[at].px == e.px && set(at, e);
      case mbp_action::overlay: return at <= count_ && at < most_levels && overlay(at, e);
      case mbp_action::remove: return remove(at, at + 1);
      case mbp_action::remove_from: return remove(0, at + 1);
      case mbp_action::remove_thru:
      case mbp_action::clear: clear(); return true;
      case mbp_action::trust: return true;
    }
    return false;
  }
  void clear() noexcept { count_ = 0; }

private:
  [[nodiscard]] static bool better(side s, price a, price b) noexcept {
    return s == side::buy ? a > b : a < b;
  }
  [[nodiscard]] bool fits(std::size_t at, const mbp_event& e, std::size_t behind) const noexcept {
    return (at == 0 || better(e.side, levels_[at - 1].px, e.px))
           && (behind >= count_ || better(e.side, e.px, levels_[behind].px));
  }
  bool set(std::size_t at, const mbp_event& e) noexcept {
    levels_[at] = {e.px, e.qty, e.orders};
    return true;
  }
  bool insert(std::size_t at, const mbp_event& e) noexcept {
    const auto depth = std::clamp<std::size_t>(e.depth, 1, most_levels);
    if (at > count_ || at >= depth || !fits(at, e, at)) return false;
    const auto stay = std::min<std::size_t>(count_, depth - 1);
    std::copy_backward(levels_.begin() + static_cast<std::ptrdiff_t>(at),
                       levels_.begin() + static_cast<std::ptrdiff_t>(std::max(stay, at)),
                       levels_.begin() + static_cast<std::ptrdiff_t>(std::max(stay, at) + 1));
    count_ = static_cast<std::uint8_t>(std::min<std::size_t>(count_ + 1U, depth));
    return set(at, e);
  }
  bool overlay(std::size_t at, const mbp_event& e) noexcept {
    if (!fits(at, e, at + 1)) return false;
    count_ = std::max(count_, static_cast<std::uint8_t>(at + 1));
    return set(at, e);
  }
  bool remove(std::size_t from, std::size_t to) noexcept {
    if (to > count_) return false;
    std::copy(levels_.begin() + static_cast<std::ptrdiff_t>(to),
              levels_.begin() + static_cast<std::ptrdiff_t>(count_),
              levels_.begin() + static_cast<std::ptrdiff_t>(from));
    count_ = static_cast<std::uint8_t>(count_ - (to - from));
    return true;
  }

  std::array<depth_level, most_levels> levels_;
  std::uint8_t count_{0};
};

} // namespace corelane
