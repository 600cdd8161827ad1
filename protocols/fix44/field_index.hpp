#pragma once

#include "corelane/protocols/fix44/field_scan.hpp"
#include "corelane/protocols/fix44/tag.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace corelane::fix44 {

/// Longest message taken, from `8=` to its last SOH.
inline constexpr std::size_t max_message_size = 8192 + 64;

/// The fields of one message, in the order they stand, as views into its bytes.
///
/// Holds what was read last; does not allocate. A look-up of a tag named in `tag.hpp` is a load
/// from a table, of any other a search.
class field_index {
public:
  static constexpr std::size_t capacity = 254;

  struct field {
    std::uint32_t tag;
    std::string_view value;
  };

  class iterator {
  public:
    using value_type = field;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    iterator(const field_index& of, std::size_t i) noexcept : of_{&of}, i_{i} {}
    [[nodiscard]] field operator*() const noexcept { return (*of_)[i_]; }
    iterator& operator++() noexcept {
      ++i_;
      return *this;
    }
    iterator operator++(int) noexcept {
      auto old = *this;
      ++i_;
      return old;
    }
    [[nodiscard]] bool operator==(const iterator& o) const noexcept { return i_ == o.i_; }

  private:
    const field_index* of_{nullptr};
    std::size_t i_{0};
  };

  /// Takes the fields of `message` (from `8=` to the last SOH) apart. False when a field is not
  /// `tag=value<SOH>` with a tag of 1 to 9 digits, or there are more than `capacity`, or it is
  /// longer than `max_message_size`.
  [[nodiscard]] bool read(std::string_view message) noexcept { return scan(message) && index(); }

  /// The first half of `read`: the sum of all bytes and the ends of fields. False when the message
  /// is too long.
  [[nodiscard]] bool scan(std::string_view message) noexcept;
  /// The second half. The index is empty when it fails.
  [[nodiscard]] bool index() noexcept;
  /// Of all bytes of the message scanned, modulo 256.
  [[nodiscard]] std::uint8_t byte_sum() const noexcept { return sum_; }

  /// The value of the first field with `tag`; empty when there is none.
  [[nodiscard]] std::string_view find(std::uint32_t tag) const noexcept {
    const auto slot = tag::slot_of(tag);
    if (slot == 0) [[unlikely]]
      return search(tag);
    return value_of(entries_[first_[slot]]);
  }
  [[nodiscard]] bool has(std::uint32_t tag) const noexcept { return !find(tag).empty(); }
  /// A tag of `tag.hpp` that stands more than once; 0 when none does.
  [[nodiscard]] std::uint32_t repeated() const noexcept { return repeated_; }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] field operator[](std::size_t i) const noexcept {
    return {entries_[i + 1].tag, value_of(entries_[i + 1])};
  }
  [[nodiscard]] iterator begin() const noexcept { return {*this, 0}; }
  [[nodiscard]] iterator end() const noexcept { return {*this, size_}; }
  /// Tag 35, if it stands third as it must.
  [[nodiscard]] std::string_view msg_type() const noexcept {
    return size_ > 2 && entries_[3].tag == tag::msg_type ? value_of(entries_[3])
                                                         : std::string_view{};
  }

private:
  struct entry {
    std::uint32_t tag;
    std::uint16_t offset; ///< of the value
    std::uint16_t size;
  };

  [[nodiscard]] std::string_view value_of(const entry& e) const noexcept {
    return {begin_ + e.offset, e.size};
  }
  [[nodiscard]] std::string_view search(std::uint32_t tag) const noexcept;
  [[nodiscard]] bool index_fields() noexcept;

  const char* begin_{nullptr};
  std::size_t bytes_{0};
  std::size_t fields_{0}; ///< what the scan found
  std::size_t size_{0};
  std::uint32_t repeated_{0};
  std::uint8_t sum_{0};
  /// By slot: which entry is the first with this tag; entry 0 is no field.
  alignas(64) std::array<std::uint8_t, tag::slots> first_{};
  std::array<entry, capacity + 1> entries_{};
  std::array<std::uint64_t, max_message_size / 64 + 1> ends_; ///< a bit for each SOH
};

} // namespace corelane::fix44
