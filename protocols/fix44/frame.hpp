#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace corelane::fix44 {

/// The first message in a stream of bytes.
struct frame {
  enum class state : std::uint8_t {
    complete, ///< `message` is one message, its body length and checksum right
    partial,  ///< the message goes on past the bytes at hand
    garbled   ///< `skipped` bytes are no message: drop them and look again
  };
  state what;
  std::string_view message; ///< of `complete`: from `8=` to its last SOH
  std::size_t skipped;      ///< of `garbled`: bytes up to the next `8=FIX`, at least one
};

/// Longest message taken; longer body lengths are garbled.
inline constexpr std::size_t max_message = 8192;

/// Looks for a message at the beginning of `stream`. Any `FIX.x.y` is framed; which is spoken is
/// for the session to say. Does not allocate.
[[nodiscard]] frame find_frame(std::string_view stream) noexcept;

/// The sum of all bytes modulo 256, as in tag 10.
[[nodiscard]] std::uint8_t checksum_of(std::string_view bytes) noexcept;

} // namespace corelane::fix44
