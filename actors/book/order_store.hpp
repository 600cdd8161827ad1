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
  book_index chained; ///< next order of the same bucket; of a free one, the next free
  book_index ahead;   ///< who is before it at its price; 0 for the first
  book_index behind;  ///< who is after it at its price; 0 for the last
  book_index level;   ///< where it rests
};
static_assert(sizeof(book_order) == 32);

/// The live orders of all books of an actor, by the exchange's 64-bit reference.
///
/// Orders lie in one array and never move, so an index stays good until `erase`. Freed places are
/// taken again last-in first-out, while they are still in the cache. Order 0 is no order: it may be
/// written to without harm, which spares the ends of queues a branch. Buckets hold 16 consecutive
/// references to a cache line, because exchanges count references up: an add finds its bucket
/// hot. Every call is O(1); none allocates. One thread.
class order_store {
public:
  static constexpr book_index full = 0;
  static constexpr book_index taken = 0xFFFF'FFFF;

  explicit order_store(std::size_t capacity)
      : capacity_{capacity},
        mask_{std::bit_ceil(capacity < 16 ? std::size_t{16} : capacity) - 1},
        orders_(capacity + 1),
        buckets_(mask_ + 1) {}

  [[nodiscard]] book_index find(std::uint64_t id) const noexcept {
    auto at = buckets_[bucket_of(id)];
    while (at != 0 && orders_[at].id != id) at = orders_[at].chained;
    return at;
  }

  /// The place of a new order; `full`, or `taken` when `id` is live.
  [[nodiscard]] book_index insert(std::uint64_t id) noexcept {
    auto& bucket = buckets_[bucket_of(id)];
    for (auto other = bucket; other != 0; other = orders_[other].chained)
      if (orders_[other].id == id) return taken;
    auto at = free_;
    if (at != 0)
      free_ = orders_[at].chained;
    else if (used_ < capacity_)
      at = static_cast<book_index>(++used_);
    else
      return full;
    orders_[at].id = id;
    orders_[at].chained = bucket;
    bucket = at;
    ++size_;
    return at;
  }

  void erase(book_index at) noexcept {
    auto* link = &buckets_[bucket_of(orders_[at].id)];
    while (*link != at) link = &orders_[*link].chained;
    *link = orders_[at].chained;
    orders_[at].chained = free_;
    free_ = at;
    --size_;
  }

  [[nodiscard]] book_order& operator[](book_index at) noexcept { return orders_[at]; }
  [[nodiscard]] const book_order& operator[](book_index at) const noexcept { return orders_[at]; }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t memory() const noexcept { return orders_.bytes() + buckets_.bytes(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// Begins to load the bucket of `id`; some 100 ns later `first_guess` is free of a stall.
  void prefetch_bucket(std::uint64_t id) const noexcept {
    __builtin_prefetch(&buckets_[bucket_of(id)], 1);
  }
  /// Most likely the order `id`, without looking at any order. 0 if it is not live.
  [[nodiscard]] book_index first_guess(std::uint64_t id) const noexcept {
    return buckets_[bucket_of(id)];
  }
  void prefetch(book_index at) const noexcept { __builtin_prefetch(&orders_[at], 1); }

private:
  /// Mixes all but the low 4 bits; those then choose the place within the line. They are mixed
  /// in by exclusive or, so that references which count in steps of 16 spread as well.
  [[nodiscard]] std::size_t bucket_of(std::uint64_t id) const noexcept {
    const auto mixed = (id >> 4) * 0x9E37'79B9'7F4A'7C15u;
    return ((mixed >> 28) ^ (id & 15)) & mask_;
  }

  std::size_t capacity_;
  std::size_t mask_;
  std::size_t used_{0}; ///< places taken at least once
  std::size_t size_{0};
  book_index free_{0};
  hw::huge_array<book_order> orders_;
  hw::huge_array<book_index> buckets_;
};

} // namespace corelane
