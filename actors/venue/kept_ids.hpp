#pragma once

#include "corelane/actors/venue/book_order.hpp"
#include "corelane/actors/venue/slot_index.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane::venue {

/// By what id a feed knows an order: some keep it through a modification, the engine does not.
/// One thread; takes its memory when made.
class kept_ids {
public:
  /// At most `capacity` modified orders keep their ids at one time.
  explicit kept_ids(std::size_t capacity) : capacity_{capacity}, first_ids_{capacity} {}

  [[nodiscard]] std::uint64_t id_of(order_reference r) const noexcept {
    const auto first = first_ids_.find(static_cast<std::uint64_t>(r));
    return first == slot_index::none ? static_cast<std::uint64_t>(r) : first;
  }
  /// `after` is the order that was `before`. False when its id cannot be kept.
  bool keep(order_reference before, order_reference after) noexcept {
    const auto id = id_of(before);
    if (id >= slot_index::none || kept_ == capacity_) return false;
    forget(before);
    first_ids_.insert(static_cast<std::uint64_t>(after), static_cast<std::uint32_t>(id));
    ++kept_;
    return true;
  }
  /// The order is gone.
  void forget(order_reference r) noexcept {
    if (first_ids_.find(static_cast<std::uint64_t>(r)) == slot_index::none) return;
    first_ids_.erase(static_cast<std::uint64_t>(r));
    --kept_;
  }

private:
  std::size_t capacity_;
  std::size_t kept_{0};
  slot_index first_ids_;
};

} // namespace corelane::venue
