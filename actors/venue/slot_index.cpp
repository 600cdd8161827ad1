#include "corelane/actors/venue/slot_index.hpp"

#include <algorithm>
#include <bit>

namespace corelane::venue {

slot_index::slot_index(std::size_t capacity) {
  const auto size = std::bit_ceil(std::max<std::size_t>(capacity * 2, 16));
  entries_.resize(size);
  mask_ = size - 1;
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
}

void slot_index::insert(std::uint64_t key, std::uint32_t slot) noexcept {
  auto at = home_of(key);
  while (entries_[at].key != 0) at = (at + 1) & mask_;
  entries_[at] = {key, slot};
}

std::uint32_t slot_index::find(std::uint64_t key) const noexcept {
  if (key == 0) return none;
  for (auto at = home_of(key); entries_[at].key != 0; at = (at + 1) & mask_)
    if (entries_[at].key == key) return entries_[at].slot;
  return none;
}

void slot_index::erase(std::uint64_t key) noexcept {
  auto hole = home_of(key);
  while (entries_[hole].key != key) hole = (hole + 1) & mask_;
  // Moves back each later entry of the run that may stand in the hole.
  for (auto at = (hole + 1) & mask_; entries_[at].key != 0; at = (at + 1) & mask_) {
    const auto home = home_of(entries_[at].key);
    if (((at - home) & mask_) < ((at - hole) & mask_)) continue;
    entries_[hole] = entries_[at];
    hole = at;
  }
  entries_[hole] = {};
}

} // namespace corelane::venue
