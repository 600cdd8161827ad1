#pragma once

#include "corelane/actors/book/order_store.hpp"
#include "corelane/hw/huge_array.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane {

/// A piece of a `level_ladder`: keys in ascending order, each with a level (in a leaf) or a
/// further block (in an inner one). Seven cache lines.
struct alignas(64) ladder_block {
  static constexpr std::uint32_t capacity = 36;

  std::uint32_t count;
  book_index worse;  ///< of a leaf: the one with the next lower keys; of a free one: the next free
  book_index better; ///< of a leaf: the one with the next higher keys
  std::uint32_t reserved;
  std::int64_t key[capacity];
  book_index ref[capacity];

  /// How many keys are at most `k`. Looks from the end, where a book is busiest.
  [[nodiscard]] std::uint32_t count_up_to(std::int64_t k) const noexcept {
    auto n = count;
    while (n > 0 && key[n - 1] > k) --n;
    return n;
  }
  void insert_at(std::uint32_t at, std::int64_t k, book_index r) noexcept {
    for (auto i = count; i > at; --i) {
      key[i] = key[i - 1];
      ref[i] = ref[i - 1];
    }
    key[at] = k;
    ref[at] = r;
    ++count;
  }
  void erase_at(std::uint32_t at) noexcept {
    --count;
    for (auto i = at; i < count; ++i) {
      key[i] = key[i + 1];
      ref[i] = ref[i + 1];
    }
  }
  /// Moves everything from `from` on to the end of `to`.
  void move_tail(std::uint32_t from, ladder_block& to) noexcept {
    for (auto i = from; i < count; ++i, ++to.count) {
      to.key[to.count] = key[i];
      to.ref[to.count] = ref[i];
    }
    count = from;
  }
};
static_assert(sizeof(ladder_block) == 448);

/// The blocks of all ladders of an actor. They never move. O(1), no allocation.
class block_pool {
public:
  explicit block_pool(std::size_t capacity) : capacity_{capacity}, blocks_(capacity + 1) {}

  [[nodiscard]] book_index take() noexcept {
    auto at = free_;
    if (at != 0)
      free_ = blocks_[at].worse;
    else if (used_ < capacity_)
      at = static_cast<book_index>(++used_);
    else
      return 0;
    blocks_[at].count = 0;
    blocks_[at].worse = 0;
    blocks_[at].better = 0;
    ++size_;
    return at;
  }
  void give_back(book_index at) noexcept {
    blocks_[at].worse = free_;
    free_ = at;
    --size_;
  }

  [[nodiscard]] ladder_block& operator[](book_index at) noexcept { return blocks_[at]; }
  [[nodiscard]] const ladder_block& operator[](book_index at) const noexcept { return blocks_[at]; }
  [[nodiscard]] std::size_t available() const noexcept { return capacity_ - size_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t memory() const noexcept { return blocks_.bytes(); }

private:
  std::size_t capacity_;
  std::size_t used_{0};
  std::size_t size_{0};
  book_index free_{0};
  hw::huge_array<ladder_block> blocks_;
};

} // namespace corelane
