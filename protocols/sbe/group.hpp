#pragma once

#include "corelane/protocols/sbe/block.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

namespace corelane::sbe {

/// What a repeating group begins with: u16 length of an entry, and at `CountAt` how many there are.
template <std::size_t CountAt, std::unsigned_integral Count>
struct group_head {
  static constexpr std::size_t wire_size = CountAt + sizeof(Count);
  static constexpr std::size_t most = std::numeric_limits<Count>::max();

  [[nodiscard]] static std::uint16_t length(const std::byte* at) noexcept {
    return wire::load_le<std::uint16_t>(at);
  }
  [[nodiscard]] static std::uint16_t count(const std::byte* at) noexcept {
    return wire::load_le<Count>(at + CountAt);
  }
  static void write(std::byte* at, std::uint16_t length, std::size_t count) noexcept {
    std::fill_n(at, wire_size, std::byte{});
    wire::store_le(at, length);
    wire::store_le(at + CountAt, static_cast<Count>(count));
  }
};

/// The entries of a repeating group where they stand on the wire; each is read when it is asked
/// for. Refers to the message's bytes and lives no longer than they do.
///
///     for (const auto entry : message.entries) on_level(entry.security_id, entry.px);
template <class Entry>
class group {
public:
  class iterator {
  public:
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using reference = Entry;
    using pointer = void;

    iterator() = default;
    [[nodiscard]] Entry operator*() const noexcept { return read<Entry>({at_, length_, version_}); }
    iterator& operator++() noexcept {
      at_ += length_;
      --left_;
      return *this;
    }
    iterator operator++(int) noexcept {
      auto before = *this;
      ++*this;
      return before;
    }
    /// Counted, as entries may be of length 0.
    friend bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.left_ == b.left_;
    }

  private:
    friend group;
    iterator(const group& of, std::uint16_t left) noexcept
        : at_{of.at_}, length_{of.length_}, version_{of.version_}, left_{left} {}

    const std::byte* at_{nullptr};
    std::uint16_t length_{0};
    std::uint16_t version_{0};
    std::uint16_t left_{0};
  };

  group() = default;
  /// Of `count` entries that lie one behind the other from `first` on, each long enough.
  group(block first, std::uint16_t count) noexcept { refer_to(first, count); }
  void refer_to(block first, std::uint16_t count) noexcept {
    at_ = first.at;
    length_ = first.length;
    version_ = first.version;
    count_ = count;
  }

  [[nodiscard]] iterator begin() const noexcept { return {*this, count_}; }
  [[nodiscard]] iterator end() const noexcept { return {*this, 0}; }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// Counts from 0; only below `size()`.
  [[nodiscard]] Entry operator[](std::size_t i) const noexcept {
    return read<Entry>({at_ + i * length_, length_, version_});
  }
  friend bool operator==(const group& a, const group& b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

private:
  // Not as a block: what is stored in parts and loaded as one waits for the stores.
  const std::byte* at_{nullptr};
  std::uint16_t length_{0};
  std::uint16_t version_{0};
  std::uint16_t count_{0};
};

} // namespace corelane::sbe
