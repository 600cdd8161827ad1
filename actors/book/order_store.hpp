#pragma once

#include "corelane/hw/huge_array.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace corelane {

/// Names an order or a level by its place in a fixed array. 0 is none.
using book_index = std::uint32_t;

/// One resting order, half a cache line. Its price and side are its level's.
struct alignas(32) book_order {
  std::uint64_t id;
  std::uint64_t qty;  ///< what is left
  book_index chained; ///< of one in its own slot: whether it is live; else the next of its chain
  book_index ahead;   ///< who is before it at its price; 0 for the first
  book_index behind;  ///< who is after it at its price; 0 for the last
  book_index level;   ///< where it rests
};
static_assert(sizeof(book_order) == 32);

/// The live orders of all books of an actor, by the exchange's 64-bit reference.
///
/// A reference chooses its slot by its low bits: exchanges count references up, so orders that
/// live together hardly ever want the same one, an add goes where the last one went, and any other
/// event finds its order in one access. Who finds the slot taken goes to a spare place, found by a
/// chain. Orders never move, so an index stays good until `erase`. Order 0 is no order: it may be
/// written to without harm, which spares the ends of queues a branch. Every call is O(1) but for a
/// chain's length; none allocates. One thread.
class order_store {
public:
  static constexpr book_index full = 0;
  static constexpr book_index taken = 0xFFFF'FFFF;

  explicit order_store(std::size_t capacity)
      : capacity_{capacity},
        mask_{std::bit_ceil(capacity < 16 ? std::size_t{16} : capacity) - 1},
        orders_(1 + mask_ + 1 + capacity),
        chains_(mask_ + 1) {}

  [[nodiscard]] book_index find(std::uint64_t id) const noexcept {
    const auto own = slot_of(id);
    if (orders_[own].id == id && orders_[own].chained == live) [[likely]]
      return own;
    return spare_ == 0 ? 0 : find_spare(id);
  }

  /// The place of a new order; `full`, or `taken` when `id` is live.
  [[nodiscard]] book_index insert(std::uint64_t id) noexcept {
    const auto own = slot_of(id);
    if (orders_[own].chained == live || spare_ != 0) [[unlikely]]
      if (find(id) != 0) return taken;
    if (size_ == capacity_) return full;
    ++size_;
    const bool is_free = orders_[own].chained != live;
    const auto at = is_free ? own : take_spare(id);
    orders_[at].id = id;
    if (is_free) orders_[at].chained = live;
    return at;
  }

  void erase(book_index at) noexcept {
    --size_;
    if (at <= mask_ + 1) [[likely]]
      orders_[at].chained = 0;
    else
      give_back_spare(at);
  }

  [[nodiscard]] book_order& operator[](book_index at) noexcept { return orders_[at]; }
  [[nodiscard]] const book_order& operator[](book_index at) const noexcept { return orders_[at]; }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t memory() const noexcept { return orders_.bytes() + chains_.bytes(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// Most likely the order `id`, without looking at any order.
  [[nodiscard]] book_index slot_of(std::uint64_t id) const noexcept {
    return static_cast<book_index>((id & mask_) + 1);
  }
  void prefetch(book_index at) const noexcept { __builtin_prefetch(&orders_[at], 1); }

private:
  static constexpr book_index live = 1;

  [[nodiscard]] std::size_t chain_of(std::uint64_t id) const noexcept {
    return ((id * 0x9E37'79B9'7F4A'7C15u) >> 28) & mask_;
  }
  [[nodiscard]] book_index find_spare(std::uint64_t id) const noexcept {
    auto at = chains_[chain_of(id)];
    while (at != 0 && orders_[at].id != id) at = orders_[at].chained;
    return at;
  }
  /// There is one: there are as many spare places as orders.
  book_index take_spare(std::uint64_t id) noexcept {
    auto at = free_;
    if (at != 0)
      free_ = orders_[at].chained;
    else
      at = static_cast<book_index>(mask_ + 1 + ++used_);
    auto& chain = chains_[chain_of(id)];
    orders_[at].chained = chain;
    chain = at;
    ++spare_;
    return at;
  }
  void give_back_spare(book_index at) noexcept {
    auto* link = &chains_[chain_of(orders_[at].id)];
    while (*link != at) link = &orders_[*link].chained;
    *link = orders_[at].chained;
    orders_[at].chained = free_;
    free_ = at;
    --spare_;
  }

  std::size_t capacity_;
  std::size_t mask_;
  std::size_t size_{0};
  std::size_t used_{0};               ///< spare places taken at least once
  std::size_t spare_{0};              ///< orders in spare places
  book_index free_{0};                ///< of the spare places
  hw::huge_array<book_order> orders_; ///< none, then the slots, then the spare places
  hw::huge_array<book_index> chains_;
};

} // namespace corelane
