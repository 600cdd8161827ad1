#pragma once

#include "corelane/protocols/moldudp64/packet_header.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace corelane::moldudp64 {

/// What a packet's sequence says, and so what to do with it.
enum class arrival : std::uint8_t {
  first,         ///< the first packet seen: take it; what came before is not known
  in_order,      ///< take it
  gap,           ///< take it; `missing` messages before it were not seen
  duplicate,     ///< all of it was seen: drop it
  overlap,       ///< skip its first `skip` messages, take the rest
  new_session,   ///< another session has begun: forget the books, take it; `missing` as of `gap`
  other_session, ///< too late, of the session before, or without messages: drop it
  impossible     ///< its numbers do not fit 64 bits: drop it
};

struct arrival_of {
  arrival what;
  std::uint64_t missing; ///< of `gap` and `new_session`
  std::uint16_t skip;    ///< of `overlap`
};

/// Follows the sequence of one line.
///
/// A session ends for good when a message of another comes: its late packets, and the ends of
/// session that are sent more than once, change nothing any more.
class sequence_tracker {
public:
  /// Where `h` stands; after that the messages of `h` count as seen. Dropped packets change
  /// nothing.
  arrival_of take(const packet_header& h) noexcept {
    if (h.sequence > UINT64_MAX - h.message_count()) return {arrival::impossible, 0, 0};
    if (!begun_) return begin(h, arrival::first, 0);
    if (h.session != session_) {
      if (h.message_count() == 0 || h.session == previous_) return {arrival::other_session, 0, 0};
      previous_ = session_;
      return begin(h, arrival::new_session, h.sequence > 1 ? h.sequence - 1 : 0);
    }
    const auto after = h.sequence + h.message_count();
    seen_ = std::max(next_, h.sequence);
    if (h.sequence == next_) {
      next_ = after;
      return {arrival::in_order, 0, 0};
    }
    if (h.sequence > next_) {
      const auto missing = h.sequence - next_;
      next_ = after;
      return {arrival::gap, missing, 0};
    }
    if (after <= next_) return {arrival::duplicate, 0, 0};
    const auto skip = static_cast<std::uint16_t>(next_ - h.sequence);
    next_ = after;
    return {arrival::overlap, 0, skip};
  }

  /// The last `count` messages of the packet just taken could not be read. They are awaited
  /// again: another copy brings them, or the next packet shows the gap.
  void unread(std::uint16_t count) noexcept {
    next_ = next_ - seen_ > count ? next_ - count : seen_;
  }

  /// The number of the next message; meaningless before the first packet.
  [[nodiscard]] std::uint64_t next() const noexcept { return next_; }
  [[nodiscard]] const session_name& session() const noexcept { return session_; }
  [[nodiscard]] bool begun() const noexcept { return begun_; }

private:
  arrival_of begin(const packet_header& h, arrival what, std::uint64_t missing) noexcept {
    begun_ = true;
    session_ = h.session;
    seen_ = h.sequence;
    next_ = h.sequence + h.message_count();
    return {what, missing, 0};
  }

  session_name session_{};
  std::optional<session_name> previous_;
  std::uint64_t next_{0};
  std::uint64_t seen_{0}; ///< what was next before the messages of the packet just taken
  bool begun_{false};
};

} // namespace corelane::moldudp64
