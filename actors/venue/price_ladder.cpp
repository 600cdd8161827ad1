#include "corelane/actors/venue/price_ladder.hpp"

#include <algorithm>

namespace corelane::venue {

std::uint32_t price_ladder::position_of(std::int64_t key) const noexcept {
  const auto all = levels();
  const auto at = std::lower_bound(
      all.begin(), all.end(), key,
      [](const price_level& level, std::int64_t wanted) { return level.key < wanted; });
  return static_cast<std::uint32_t>(at - all.begin());
}

price_level* price_ladder::find(std::int64_t key) noexcept {
  const auto at = position_of(key);
  return at < size_ && memory_[at].key == key ? &memory_[at] : nullptr;
}

price_level& price_ladder::at(std::int64_t key) noexcept {
  const auto at = position_of(key);
  if (at < size_ && memory_[at].key == key) return memory_[at];
  std::move_backward(memory_.begin() + at, memory_.begin() + size_, memory_.begin() + size_ + 1);
  ++size_;
  memory_[at] = {key, 0, 0, 0, 0};
  return memory_[at];
}

void price_ladder::erase(price_level& level) noexcept {
  const auto at = &level - memory_.data();
  std::move(memory_.begin() + at + 1, memory_.begin() + size_, memory_.begin() + at);
  --size_;
}

} // namespace corelane::venue
