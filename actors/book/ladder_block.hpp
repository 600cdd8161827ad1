#pragma once

#include "corelane/actors/book/order_store.hpp"
#include "corelane/hw/huge_array.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace corelane {

/// A piece of a `level_ladder`: keys in ascending order, each with a level (in a leaf) or a
/// further block (in an inner one). Seven cache lines, of which a change near the best price of a
/// small book touches two: the first, and that with its last keys.
///
/// Searches and shifts work on whole lines of eight entries by vector instructions, from the end,
/// where a book is busiest: one or two rounds whatever the place, where a loop over entries would
/// mispredict its end each time. For that, keys beyond `count` are the greatest there is.
struct alignas(64) ladder_block {
  static constexpr std::uint32_t capacity = 32;
  static constexpr std::int64_t no_key = INT64_MAX;

  std::uint32_t count;
  book_index worse;  ///< of a leaf: the one with the next lower keys; of a free one: the next free
  book_index better; ///< of a leaf: the one with the next higher keys
  book_index ref[capacity];
  std::uint32_t reserved;
  std::int64_t key[capacity];
  std::int64_t after_key[6]; ///< a shift reads one entry before its line, or one after

  /// How many keys are at most `k`.
  [[nodiscard]] std::uint32_t count_up_to(std::int64_t k) const noexcept {
    auto first = count == 0 ? 0 : line_of(count - 1);
    auto n = count_in_line(first, k);
    while (n == 0 && first > 0) n = count_in_line(first -= line, k);
    return n == 0 ? 0 : std::min(first + n, count);
  }
  void insert_at(std::uint32_t at, std::int64_t k, book_index r) noexcept {
    auto first = line_of(count);
    for (; first > line_of(at); first -= line) shift_up(first, 0);
    shift_up(first, at - first);
    key[at] = k;
    ref[at] = r;
    ++count;
  }
  void erase_at(std::uint32_t at) noexcept {
    --count;
    auto first = line_of(at);
    shift_down(first, at - first);
    while (first < line_of(count)) shift_down(first += line, 0);
    key[count] = key[capacity - 1] = no_key; // the last one was read from behind the array
  }
  /// Moves everything from `from` on to the end of `to`.
  void move_tail(std::uint32_t from, ladder_block& to) noexcept {
    for (auto i = from; i < count; ++i, ++to.count) {
      to.key[to.count] = key[i];
      to.ref[to.count] = ref[i];
      key[i] = no_key;
    }
    count = from;
  }
  /// Makes it empty, with `key` fit for searching.
  void reset() noexcept {
    std::fill_n(key, capacity, no_key);
    count = worse = better = 0;
  }

private:
  static constexpr std::uint32_t line = 8;
  using keys __attribute__((vector_size(32))) = std::int64_t;
  using refs __attribute__((vector_size(32))) = book_index;
  static constexpr keys lower_lanes{0, 1, 2, 3};
  static constexpr keys upper_lanes{4, 5, 6, 7};
  static constexpr refs ref_lanes{0, 1, 2, 3, 4, 5, 6, 7};

  [[nodiscard]] static constexpr std::uint32_t line_of(std::uint32_t at) noexcept {
    return at / line * line;
  }
  // Lanes go by reference: without AVX they are no value that a function could take or give.

  /// The lanes at `entry` of an array, which may be one before or behind it.
  template <class Lanes, class Entry>
  static void load(Lanes& lanes, const Entry* array, std::uint32_t entry, int beside) noexcept {
    const auto* at = reinterpret_cast<const std::byte*>(array);
    const auto offset =
        (static_cast<std::ptrdiff_t>(entry) + beside) * static_cast<std::ptrdiff_t>(sizeof(Entry));
    std::memcpy(&lanes, at + offset, sizeof lanes);
  }
  template <class Lanes, class Entry>
  static void store(Entry* to, const Lanes& lanes) noexcept {
    std::memcpy(to, &lanes, sizeof lanes);
  }

  /// Moves the entries of a line, from the lane `from` on, one place up, or down.
  void shift_up(std::uint32_t first, std::uint32_t from) noexcept { shift(first, from, -1); }
  void shift_down(std::uint32_t first, std::uint32_t from) noexcept { shift(first, from, 1); }
  void shift(std::uint32_t first, std::uint32_t from, int beside) noexcept {
    const keys key_from = keys{} + static_cast<std::int64_t>(from);
    const refs ref_from = refs{} + from;
    keys lower, upper, old_lower, old_upper;
    refs levels, old_levels;
    load(lower, key, first, beside);
    load(upper, key, first + 4, beside);
    load(levels, ref, first, beside);
    load(old_lower, key, first, 0);
    load(old_upper, key, first + 4, 0);
    load(old_levels, ref, first, 0);
    lower = lower_lanes >= key_from ? lower : old_lower;
    upper = upper_lanes >= key_from ? upper : old_upper;
    levels = ref_lanes >= ref_from ? levels : old_levels;
    store(key + first, lower);
    store(key + first + 4, upper);
    store(ref + first, levels);
  }

  /// How many of a line's keys are at most `k`.
  [[nodiscard]] std::uint32_t count_in_line(std::uint32_t first, std::int64_t k) const noexcept {
    const keys limit = keys{} + k;
    keys lower, upper;
    load(lower, key, first, 0);
    load(upper, key, first + 4, 0);
    const keys n = (lower <= limit) + (upper <= limit); // -1 where true
    return static_cast<std::uint32_t>(-(n[0] + n[1] + n[2] + n[3]));
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
    blocks_[at].reset();
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
  /// Begins to load a block of `count` keys, where a change of its last ones touches it.
  void prefetch(book_index at, std::uint32_t count) const noexcept {
    const auto& block = blocks_[at];
    const auto last = std::min(count, ladder_block::capacity - 1);
    __builtin_prefetch(&block, 1);
    __builtin_prefetch(&block.key[last], 1);
  }
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
