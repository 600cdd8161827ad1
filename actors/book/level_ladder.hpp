#pragma once

#include "corelane/actors/book/ladder_block.hpp"

#include <cstdint>

namespace corelane {

/// The prices of one side of one book, in order, the best at the end.
///
/// Up to 32 prices are one sorted block, and a change near the best moves a few entries at its
/// end. Deeper sides are a B+ tree of such blocks, so the worst insert or erase moves 32 entries a
/// level of the tree (3 levels hold 10,000 prices), never the whole side. Keys ascend towards the
/// best: a bid's key is its price, an ask's the price's complement.
///
/// 16 bytes; the blocks belong to a pool that each call is given. No allocation.
class level_ladder {
public:
  /// Where a key is, or would go.
  struct place {
    book_index leaf;
    std::uint32_t at;
    bool found;
  };

  /// The level at `key`; 0 if there is none.
  [[nodiscard]] book_index find(const block_pool& blocks, std::int64_t key) const noexcept {
    const auto p = locate(blocks, key);
    return p.found ? blocks[p.leaf].ref[p.at] : 0;
  }
  [[nodiscard]] place locate(const block_pool& blocks, std::int64_t key) const noexcept {
    if (root_ == 0) return {0, 0, false};
    auto leaf = best_leaf_;
    if (height_ > 0 && key < blocks[leaf].key[0]) leaf = descend(blocks, key);
    const auto n = blocks[leaf].count_up_to(key);
    if (n > 0 && blocks[leaf].key[n - 1] == key) return {leaf, n - 1, true};
    return {leaf, n, false};
  }

  /// Puts `level` at `where`, which `locate` has just said of `key`. False, and nothing is
  /// changed, when the pool has no blocks left.
  [[nodiscard]] bool insert(block_pool& blocks, place where, std::int64_t key,
                            book_index level) noexcept {
    if (where.leaf == 0 || blocks[where.leaf].count == ladder_block::capacity)
      return grow(blocks, key, level);
    blocks[where.leaf].insert_at(where.at, key, level);
    ++levels_;
    return true;
  }
  /// Takes out a key that is there.
  void erase(block_pool& blocks, std::int64_t key) noexcept {
    const auto p = locate(blocks, key);
    blocks[p.leaf].erase_at(p.at);
    --levels_;
    if (blocks[p.leaf].count < least_fill && height_ > 0) shrink(blocks, key);
  }

  /// Begins to load what a change near the best price touches, if it is `wanted`.
  void prefetch(const block_pool& blocks, bool wanted) const noexcept {
    blocks.prefetch(wanted ? best_leaf_ : 0, height_ == 0 ? levels_ : 0);
  }
  /// The level at `key`, if it is among the best prices and `wanted`; 0 says nothing.
  [[nodiscard]] book_index find_among_best(const block_pool& blocks, std::int64_t key,
                                           bool wanted) const noexcept {
    const auto& leaf = blocks[wanted ? best_leaf_ : 0]; // block 0 is none, and empty
    const auto n = leaf.count_up_to(key);
    return n > 0 && leaf.key[n - 1] == key ? leaf.ref[n - 1] : 0;
  }

  [[nodiscard]] std::uint32_t size() const noexcept { return levels_; }
  [[nodiscard]] unsigned height() const noexcept { return height_; }

  /// The best level; 0 if there is none.
  [[nodiscard]] book_index best(const block_pool& blocks) const noexcept {
    if (levels_ == 0) return 0;
    const auto& leaf = blocks[best_leaf_];
    return leaf.ref[leaf.count - 1];
  }
  [[nodiscard]] book_index best_leaf() const noexcept { return best_leaf_; }

  /// Calls `visit(key, level)` from the best on, as long as it returns true.
  template <class Visit>
  void visit_from_best(const block_pool& blocks, Visit&& visit) const {
    if (levels_ == 0) return;
    for (auto at = best_leaf_; at != 0; at = blocks[at].worse)
      for (auto i = blocks[at].count; i > 0; --i)
        if (!visit(blocks[at].key[i - 1], blocks[at].ref[i - 1])) return;
  }

  /// Whether fewer than `n` prices are better than `key`.
  [[nodiscard]] bool among_best(const block_pool& blocks, std::int64_t key,
                                std::uint32_t n) const noexcept;

  /// Gives back all blocks.
  void clear(block_pool& blocks) noexcept;

private:
  static constexpr std::uint32_t least_fill = 8; ///< a block below it joins a neighbour
  static constexpr std::uint32_t joined_fill = 28;
  static constexpr unsigned max_height = 12; ///< 10^12 changes cannot get there

  /// The blocks from the root to a leaf, and the place of each in the one before.
  struct path {
    book_index block[max_height + 1];
    std::uint32_t child[max_height + 1];
  };

  [[nodiscard]] book_index descend(const block_pool& blocks, std::int64_t key) const noexcept;
  void trace(const block_pool& blocks, std::int64_t key, path& p) const noexcept;
  [[nodiscard]] bool grow(block_pool& blocks, std::int64_t key, book_index level) noexcept;
  book_index split(block_pool& blocks, book_index full, bool leaf) noexcept;
  void shrink(block_pool& blocks, std::int64_t key) noexcept;
  void join(block_pool& blocks, ladder_block& parent, std::uint32_t right, bool leaves) noexcept;
  void drop_leaf(block_pool& blocks, book_index leaf) noexcept;
  void clear_below(block_pool& blocks, book_index block, unsigned height) noexcept;

  book_index root_{0};
  book_index best_leaf_{0};
  std::uint32_t levels_{0};
  std::uint32_t height_{0}; ///< inner blocks above a leaf
};
static_assert(sizeof(level_ladder) == 16);

} // namespace corelane
