#include "corelane/actors/book/level_ladder.hpp"

#include <algorithm>

namespace corelane {

namespace {

constexpr std::uint32_t half = ladder_block::capacity / 2;

/// The first key of an inner block: its first child covers all below the second key.
constexpr std::int64_t lowest = INT64_MIN;

/// Which child of an inner block covers `key`.
std::uint32_t child_for(const ladder_block& inner, std::int64_t key) noexcept {
  return inner.count_up_to(key) - 1;
}

} // namespace

book_index level_ladder::descend(const block_pool& blocks, std::int64_t key) const noexcept {
  auto at = root_;
  for (auto h = height_; h > 0; --h) at = blocks[at].ref[child_for(blocks[at], key)];
  return at;
}

void level_ladder::trace(const block_pool& blocks, std::int64_t key, path& p) const noexcept {
  p.block[0] = root_;
  p.child[0] = 0;
  for (unsigned d = 0; d < height_; ++d) {
    p.child[d + 1] = child_for(blocks[p.block[d]], key);
    p.block[d + 1] = blocks[p.block[d]].ref[p.child[d + 1]];
  }
}

/// Moves the better half of `full` to a new block, which is returned.
book_index level_ladder::split(block_pool& blocks, book_index full, bool leaf) noexcept {
  const auto right = blocks.take();
  blocks[full].move_tail(half, blocks[right]);
  if (!leaf) return right;
  const auto after = blocks[full].better;
  blocks[right].worse = full;
  blocks[right].better = after;
  blocks[full].better = right;
  if (after != 0)
    blocks[after].worse = right;
  else
    best_leaf_ = right;
  return right;
}

/// Inserts where the leaf is full, or is the first.
bool level_ladder::grow(block_pool& blocks, std::int64_t key, book_index level) noexcept {
  if (blocks.available() < height_ + 2 || height_ + 1 >= max_height) return false;
  if (root_ == 0) {
    root_ = best_leaf_ = blocks.take();
    blocks[root_].insert_at(0, key, level);
    levels_ = 1;
    return true;
  }
  path p;
  trace(blocks, key, p);
  auto up_key = key;
  auto up_ref = level;
  for (auto d = height_;; --d) {
    auto target = p.block[d];
    auto at = d == height_ ? blocks[target].count_up_to(key) : p.child[d + 1] + 1;
    if (blocks[target].count < ladder_block::capacity) {
      blocks[target].insert_at(at, up_key, up_ref);
      break;
    }
    const auto right = split(blocks, target, d == height_);
    const auto right_key = blocks[right].key[0];
    if (d < height_) blocks[right].key[0] = lowest;
    if (at > half) {
      target = right;
      at -= half;
    }
    blocks[target].insert_at(at, up_key, up_ref);
    up_key = right_key;
    up_ref = right;
    if (d == 0) {
      const auto top = blocks.take();
      blocks[top].insert_at(0, lowest, root_);
      blocks[top].insert_at(1, up_key, up_ref);
      root_ = top;
      ++height_;
      break;
    }
  }
  ++levels_;
  return true;
}

void level_ladder::drop_leaf(block_pool& blocks, book_index leaf) noexcept {
  const auto worse = blocks[leaf].worse;
  const auto better = blocks[leaf].better;
  if (worse != 0) blocks[worse].better = better;
  if (better != 0)
    blocks[better].worse = worse;
  else
    best_leaf_ = worse;
}

/// Moves all of child `right` to the child on its left.
void level_ladder::join(block_pool& blocks, ladder_block& parent, std::uint32_t right,
                        bool leaves) noexcept {
  const auto from = parent.ref[right];
  auto& source = blocks[from];
  if (leaves)
    drop_leaf(blocks, from);
  else if (source.count > 0)
    source.key[0] = parent.key[right];
  auto& left = blocks[parent.ref[right - 1]];
  source.move_tail(0, left);
  if (!leaves) left.key[0] = lowest;
  parent.erase_at(right);
  blocks.give_back(from);
}

/// After an erase at `key` has left its leaf with little: joins neighbours, up to the root.
void level_ladder::shrink(block_pool& blocks, std::int64_t key) noexcept {
  path p;
  trace(blocks, key, p);
  for (auto d = height_; d > 0; --d) {
    const auto fill = blocks[p.block[d]].count;
    if (fill >= least_fill) break;
    auto& parent = blocks[p.block[d - 1]];
    const auto child = p.child[d];
    if (parent.count == 1) {
      if (fill > 0) break;
      if (d == height_) drop_leaf(blocks, p.block[d]);
      blocks.give_back(p.block[d]);
      parent.erase_at(0);
      continue;
    }
    const auto right = child > 0 ? child : 1;
    const auto sum = blocks[parent.ref[right - 1]].count + blocks[parent.ref[right]].count;
    if (fill > 0 && sum > joined_fill) break;
    join(blocks, parent, right, d == height_);
  }
  while (height_ > 0 && blocks[root_].count == 1) {
    const auto old = root_;
    root_ = blocks[old].ref[0];
    --height_;
    blocks.give_back(old);
  }
}

bool level_ladder::among_best(const block_pool& blocks, std::int64_t key,
                              std::uint32_t n) const noexcept {
  if (n == 0 || levels_ < n) return n != 0;
  auto at = best_leaf_;
  auto left = n;
  while (blocks[at].count < left) {
    left -= blocks[at].count;
    at = blocks[at].worse;
  }
  return blocks[at].key[blocks[at].count - left] <= key;
}

void level_ladder::clear_below(block_pool& blocks, book_index block, unsigned height) noexcept {
  if (height > 0)
    for (std::uint32_t i = 0; i < blocks[block].count; ++i)
      clear_below(blocks, blocks[block].ref[i], height - 1);
  blocks.give_back(block);
}

void level_ladder::clear(block_pool& blocks) noexcept {
  if (root_ != 0) clear_below(blocks, root_, height_);
  *this = {};
}

} // namespace corelane
