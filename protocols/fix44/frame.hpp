#pragma once

#include "corelane/protocols/fix44/field_index.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace corelane::fix44 {

/// The first message in a stream of bytes.
struct frame {
  enum class state : std::uint8_t {
    complete,  ///< `message` is one message, its body length and checksum right
    partial,   ///< the message goes on past the bytes at hand
    garbled,   ///< `skipped` bytes are no message: drop them and look again
    unreadable ///< framed and summed rightly, but not all of it is fields; of `read_frame`
  };
  state what;
  std::string_view message; ///< of `complete`: from `8=` to its last SOH
  std::size_t skipped;      ///< of `garbled`: bytes up to the next `8=FIX`, at least one
};

/// Longest body taken; longer ones are garbled.
inline constexpr std::size_t max_message = 8192;

/// Looks for a message at the beginning of `stream`. Any `FIX.x.y` is framed; which is spoken is
/// for the session to say. Does not allocate.
[[nodiscard]] frame find_frame(std::string_view stream) noexcept;

/// The same, and takes the message's fields apart into `fields`, in one pass over its bytes.
[[nodiscard]] frame read_frame(std::string_view stream, field_index& fields) noexcept;

/// The sum of all bytes modulo 256, as in tag 10.
[[nodiscard]] inline std::uint8_t checksum_of(std::string_view bytes) noexcept {
  return checksum_of(bytes.data(), bytes.size());
}

} // namespace corelane::fix44
