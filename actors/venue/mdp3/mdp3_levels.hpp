#pragma once

#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/protocols/mdp3/messages.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace corelane::venue {

/// The best levels of one side as the feed has shown them, and what must be said to show others.
class mdp3_levels {
public:
  static constexpr std::size_t depth = 10;

  struct level {
    std::int64_t key; ///< as `price_level::key`
    std::int64_t qty;
    std::uint32_t orders;
    friend bool operator==(const level&, const level&) = default;
  };

  /// Calls `say(action, number of the level from 1, level)` until what is shown is what `now` has.
  template <class Say>
  void show(std::span<const price_level> now, Say&& say) {
    const auto wanted = std::min(depth, now.size());
    const auto best = [&](std::size_t i) {
      const auto& l = now[now.size() - 1 - i];
      return level{l.key, l.qty, l.orders};
    };
    for (std::size_t i = 0; i < wanted; ++i) {
      const auto next = best(i);
      while (i < count_ && shown_[i].key > next.key) take_out(i, say); // gone
      if (i < count_ && shown_[i] == next) continue;
      if (i < count_ && shown_[i].key == next.key) {
        shown_[i] = next;
        say(mdp3::update_action::change, i + 1, next);
      } else {
        put_in(i, next, say);
      }
    }
    while (count_ > wanted) take_out(count_ - 1, say);
  }

  [[nodiscard]] std::span<const level> shown() const noexcept {
    return std::span{shown_}.first(count_);
  }

private:
  template <class Say>
  void take_out(std::size_t i, Say&& say) {
    say(mdp3::update_action::remove, i + 1, shown_[i]);
    std::copy(shown_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
              shown_.begin() + static_cast<std::ptrdiff_t>(count_),
              shown_.begin() + static_cast<std::ptrdiff_t>(i));
    --count_;
  }
  template <class Say>
  void put_in(std::size_t i, const level& l, Say&& say) {
    count_ = std::min(count_ + 1, depth); // the last one goes when the side is full
    std::copy_backward(shown_.begin() + static_cast<std::ptrdiff_t>(i),
                       shown_.begin() + static_cast<std::ptrdiff_t>(count_) - 1,
                       shown_.begin() + static_cast<std::ptrdiff_t>(count_));
    shown_[i] = l;
    say(mdp3::update_action::insert, i + 1, l);
  }

  std::array<level, depth> shown_;
  std::size_t count_{0};
};

} // namespace corelane::venue
