#include "corelane/actors/venue/reference_index.hpp"

#include <algorithm>
#include <bit>

namespace corelane::venue {

reference_index::reference_index(std::size_t capacity) {
  const auto size = std::bit_ceil(std::max<std::size_t>(capacity * 2, 16));
  entries_.resize(size);
  mask_ = size - 1;
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
}

void reference_index::insert(order_reference reference, std::uint32_t slot) noexcept {
  const auto key = static_cast<std::uint64_t>(reference);
  auto at = home_of(key);
  while (entries_[at].key != 0) at = (at + 1) & mask_;
  entries_[at] = {key, slot};
}

std::uint32_t reference_index::find(order_reference reference) const noexcept {
  const auto key = static_cast<std::uint64_t>(reference);
  if (key == 0) return none;
  for (auto at = home_of(key); entries_[at].key != 0; at = (at + 1) & mask_)
    if (entries_[at].key == key) return entries_[at].slot;
  return none;
}

void reference_index::erase(order_reference reference) noexcept {
  const auto key = static_cast<std::uint64_t>(reference);
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
