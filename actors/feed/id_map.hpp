#pragma once

#include "corelane/hw/huge_array.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace corelane {

/// What a feed remembers of the things that a venue names by a number of its own: orders,
/// symbols, security ids. A probe in one array, O(1); takes its memory when made. One thread.
///
/// Entries move when others are erased: a pointer is good until the next `insert` or `erase`.
template <class Value>
class id_map {
public:
  /// Room for `capacity` entries, at a load of one half or less.
  explicit id_map(std::size_t capacity)
      : capacity_{capacity}, slots_(std::bit_ceil(capacity < 8 ? std::size_t{16} : 2 * capacity)) {}

  /// Null when there is none.
  [[nodiscard]] Value* find(std::uint64_t id) noexcept {
    for (auto at = home(id);; at = next(at)) {
      auto& s = slots_[at];
      if (!s.used) return nullptr;
      if (s.id == id) return &s.value;
    }
  }

  /// The entry of `id`, which is made if it is new. Null when there is no room.
  [[nodiscard]] Value* insert(std::uint64_t id) noexcept {
    for (auto at = home(id);; at = next(at)) {
      auto& s = slots_[at];
      if (s.used && s.id == id) return &s.value;
      if (s.used) continue;
      if (size_ == capacity_) return nullptr;
      ++size_;
      s = {id, true, Value{}};
      return &s.value;
    }
  }

  void erase(std::uint64_t id) noexcept {
    auto hole = home(id);
    while (slots_[hole].used && slots_[hole].id != id) hole = next(hole);
    if (!slots_[hole].used) return;
    --size_;
    // Those behind it move up, as far as their own homes allow: no gravestones.
    for (auto at = next(hole); slots_[at].used; at = next(at)) {
      const auto from_home = (at - home(slots_[at].id)) & (slots_.size() - 1);
      if (from_home < ((at - hole) & (slots_.size() - 1))) continue;
      slots_[hole] = slots_[at];
      hole = at;
    }
    slots_[hole].used = false;
  }

  /// Linear in the room, not in the entries.
  void clear() noexcept {
    for (std::size_t i = 0; i < slots_.size(); ++i) slots_[i].used = false;
    size_ = 0;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
  struct slot {
    std::uint64_t id;
    bool used;
    Value value;
  };

  [[nodiscard]] std::size_t home(std::uint64_t id) const noexcept {
    return ((id * 0x9E37'79B9'7F4A'7C15u) >> 20) & (slots_.size() - 1);
  }
  [[nodiscard]] std::size_t next(std::size_t at) const noexcept {
    return (at + 1) & (slots_.size() - 1);
  }

  std::size_t capacity_;
  std::size_t size_{0};
  hw::huge_array<slot> slots_;
};

} // namespace corelane
