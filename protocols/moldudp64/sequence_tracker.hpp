#pragma once

#include "corelane/protocols/moldudp64/packet_header.hpp"

#include <cstdint>

namespace corelane::moldudp64 {

/// What a packet's sequence says, and so what to do with it.
enum class arrival : std::uint8_t {
  first,      ///< the first packet seen: take it; what came before is not known
  in_order,   ///< take it
  gap,        ///< take it; `missing` messages before it were not seen
  duplicate,  ///< all of it was seen: drop it
  overlap,    ///< skip its first `skip` messages, take the rest
  new_session ///< another session has begun: forget the books, take it
};

struct arrival_of {
  arrival what;
  std::uint64_t missing; ///< of `gap`
  std::uint16_t skip;    ///< of `overlap`
};

/// Follows the sequence of one line. The number wraps nowhere: it has 64 bits.
class sequence_tracker {
public:
  /// Where `h` stands; after that the messages of `h` count as seen.
  arrival_of take(const packet_header& h) noexcept {
    const auto after = h.sequence + h.message_count();
    if (!begun_ || h.session != session_) {
      const auto what = begun_ ? arrival::new_session : arrival::first;
      begun_ = true;
      session_ = h.session;
      next_ = after;
      return {what, 0, 0};
    }
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

  /// The number of the next message; meaningless before the first packet.
  [[nodiscard]] std::uint64_t next() const noexcept { return next_; }
  [[nodiscard]] const session_name& session() const noexcept { return session_; }
  [[nodiscard]] bool begun() const noexcept { return begun_; }

private:
  session_name session_{};
  std::uint64_t next_{0};
  bool begun_{false};
};

} // namespace corelane::moldudp64
