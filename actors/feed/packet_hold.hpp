#pragma once

#include "corelane/runtime/api/source.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane {

/// A packet and where its messages stand in their sequence.
struct sequenced_packet {
  packet raw;
  std::uint64_t first; ///< the number of its first message
  std::uint32_t count; ///< of messages; 0: it only says what comes next

  [[nodiscard]] std::uint64_t after() const noexcept { return first + count; }
};

/// Copies of packets whose turn has not come, in the order of their sequence.
///
/// Takes its memory when made; what does not fit is refused, never dropped in silence. One thread.
class packet_hold {
public:
  enum class answer : std::uint8_t { kept, known, full };

  packet_hold(std::size_t bytes, std::size_t packets);

  /// Copies `p`; `known` when all of it is held already. O(1) for the packet with the highest
  /// number, else linear in those above it.
  [[nodiscard]] answer keep(const sequenced_packet& p);

  [[nodiscard]] bool empty() const noexcept { return head_ == index_.size(); }
  [[nodiscard]] std::size_t size() const noexcept { return index_.size() - head_; }
  [[nodiscard]] std::size_t bytes_held() const noexcept { return live_; }
  /// The number of the lowest message held. Not when empty.
  [[nodiscard]] std::uint64_t lowest() const noexcept { return index_[head_].first; }
  /// The packet with the lowest number, valid until the next `keep` or `pop`. Not when empty.
  [[nodiscard]] sequenced_packet front() const noexcept;
  void pop() noexcept;
  void clear() noexcept;

private:
  struct entry {
    std::uint64_t first;
    std::uint32_t count;
    std::uint32_t size;
    std::size_t at; ///< in `bytes_`
    tsc_stamp received;
    timestamp capture_time;
    std::uint8_t line;
  };

  [[nodiscard]] bool make_room(std::size_t size);

  std::vector<std::byte> bytes_;
  std::vector<std::byte> spare_; ///< what is live moves here when `bytes_` is used up
  std::size_t used_{0};
  std::size_t live_{0};
  std::vector<entry> index_; ///< by `first`, from `head_` on
  std::size_t head_{0};
};

} // namespace corelane
