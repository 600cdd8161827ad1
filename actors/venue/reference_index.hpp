#pragma once

#include "corelane/actors/venue/book_order.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane::venue {

/// Finds the slot of an open order by its reference.
///
/// Open addressing with linear probing in a table that is made once and at most half full;
/// removal closes the gap, so there are no tombstones. No allocation after the constructor.
class reference_index {
public:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;

  explicit reference_index(std::size_t capacity);

  /// `reference` must not be in; at most `capacity` may be.
  void insert(order_reference reference, std::uint32_t slot) noexcept;
  /// The slot, or `none`.
  [[nodiscard]] std::uint32_t find(order_reference reference) const noexcept;
  /// `reference` must be in.
  void erase(order_reference reference) noexcept;

private:
  struct entry {
    std::uint64_t key{0}; ///< 0: free
    std::uint32_t slot{none};
  };

  [[nodiscard]] std::size_t home_of(std::uint64_t key) const noexcept {
    return static_cast<std::size_t>((key * 0x9E37'79B9'7F4A'7C15U) >> shift_);
  }

  std::vector<entry> entries_;
  std::size_t mask_;
  unsigned shift_;
};

} // namespace corelane::venue
