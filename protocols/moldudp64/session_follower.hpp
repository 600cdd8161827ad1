#pragma once

#include "corelane/protocols/moldudp64/packet_header.hpp"

#include <cstdint>
#include <optional>

namespace corelane::moldudp64 {

/// Tells the packets of the session that runs from those of others.
///
/// A session ends for good when a message of another comes: its late packets, and the ends of
/// session that are sent more than once, change nothing any more. One thread.
class session_follower {
public:
  enum class belongs : std::uint8_t {
    here,
    begins, ///< another session has begun, or the first: `current` is it
    not_here
  };

  belongs take(const packet_header& h) noexcept {
    if (current_ && h.session == *current_) return belongs::here;
    if (current_ && (h.message_count() == 0 || h.session == previous_)) return belongs::not_here;
    previous_ = current_;
    current_ = h.session;
    return belongs::begins;
  }

  [[nodiscard]] const std::optional<session_name>& current() const noexcept { return current_; }

private:
  std::optional<session_name> current_;
  std::optional<session_name> previous_;
};

} // namespace corelane::moldudp64
