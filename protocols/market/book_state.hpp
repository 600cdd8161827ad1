#pragma once

#include <cstdint>

namespace corelane {

/// Whether a book can be believed.
enum class book_state : std::uint8_t {
  valid,      ///< every message that made it was seen
  recovering, ///< messages are missing, and are being fetched: it will be valid again
  stale       ///< messages are missing for good: not to be traded on until it is rebuilt
};

[[nodiscard]] constexpr const char* to_string(book_state s) noexcept {
  switch (s) {
    case book_state::valid: return "valid";
    case book_state::recovering: return "recovering";
    case book_state::stale: return "stale";
  }
  return "stale";
}

} // namespace corelane
