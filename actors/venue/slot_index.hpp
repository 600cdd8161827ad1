#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane::venue {

/// Finds a slot by a 64-bit key other than 0: an order by its reference, or by a hash.
///
/// Open addressing with linear probing in a table that is made once and at most half full;
/// removal closes the gap, so there are no tombstones. No allocation after the constructor.
class slot_index {
public:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;

  explicit slot_index(std::size_t capacity);

  /// `key` must not be in; at most `capacity` may be.
  void insert(std::uint64_t key, std::uint32_t slot) noexcept;
  /// The slot, or `none`.
  [[nodiscard]] std::uint32_t find(std::uint64_t key) const noexcept;
  /// `key` must be in.
  void erase(std::uint64_t key) noexcept;

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
