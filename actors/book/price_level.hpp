#pragma once

#include "corelane/actors/book/order_store.hpp"
#include "corelane/hw/huge_array.hpp"
#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/side.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane {

/// One price of one side of one instrument: its orders in time priority, and their sum.
struct alignas(32) price_level {
  std::int64_t px;   ///< 1e-9 currency
  std::uint64_t qty; ///< of all its orders; wraps, so that hostile input cannot overflow it
  book_index first;  ///< next to trade; of a free level, the next free
  book_index last;
  std::uint32_t orders;
  std::uint32_t owner; ///< instrument and side, see `owner_of`

  [[nodiscard]] static constexpr std::uint32_t owner_of(std::uint32_t instrument, side s) noexcept {
    return instrument << 1 | static_cast<std::uint32_t>(s);
  }
  /// It is in use, and at this price of this side.
  [[nodiscard]] bool is(std::int64_t price, std::uint32_t whose) const noexcept {
    return px == price && owner == whose && orders != 0;
  }
  [[nodiscard]] std::uint32_t instrument() const noexcept { return owner >> 1; }
  [[nodiscard]] corelane::side side() const noexcept {
    return static_cast<corelane::side>(owner & 1);
  }
};
static_assert(sizeof(price_level) == 32);

/// The levels of all books of an actor, in one array. They never move. O(1), no allocation.
class level_pool {
public:
  explicit level_pool(std::size_t capacity) : capacity_{capacity}, levels_(capacity + 1) {}

  /// An empty level; 0 when all are taken.
  [[nodiscard]] book_index take(std::int64_t px, std::uint32_t owner) noexcept {
    auto at = free_;
    if (at != 0)
      free_ = levels_[at].first;
    else if (used_ < capacity_)
      at = static_cast<book_index>(++used_);
    else
      return 0;
    levels_[at] = {px, 0, 0, 0, 0, owner};
    ++size_;
    return at;
  }
  void give_back(book_index at) noexcept {
    levels_[at].first = free_;
    levels_[at].orders = 0;
    free_ = at;
    --size_;
  }

  [[nodiscard]] price_level& operator[](book_index at) noexcept { return levels_[at]; }
  [[nodiscard]] const price_level& operator[](book_index at) const noexcept { return levels_[at]; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t memory() const noexcept { return levels_.bytes(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  void prefetch(book_index at) const noexcept { __builtin_prefetch(&levels_[at], 1); }

private:
  std::size_t capacity_;
  std::size_t used_{0};
  std::size_t size_{0};
  book_index free_{0};
  hw::huge_array<price_level> levels_;
};

} // namespace corelane
