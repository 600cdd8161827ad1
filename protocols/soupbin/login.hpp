#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace corelane::soupbin {

inline constexpr std::size_t username_size = 6;
inline constexpr std::size_t password_size = 10;
inline constexpr std::size_t session_size = 10;
inline constexpr std::size_t number_size = 20;

/// What a client says first. Texts are without their padding.
struct login_request {
  static constexpr std::size_t wire_size =
      username_size + password_size + session_size + number_size;

  std::string username;
  std::string password;
  std::string session;            ///< empty: the one that runs
  std::uint64_t next_sequence{1}; ///< the first message wanted; 0: only new ones
};

struct login_accepted {
  static constexpr std::size_t wire_size = session_size + number_size;

  std::string session;
  std::uint64_t next_sequence{1}; ///< of the first message that will come
};

enum class login_reject_reason : char { not_authorized = 'A', session_not_available = 'S' };

/// A number as 20 characters, padded with spaces on the left.
void write_number(std::uint64_t number, std::byte* at) noexcept;
/// Nothing when it is none, or more than 64 bits hold. Spaces on either side are taken.
[[nodiscard]] std::optional<std::uint64_t> read_number(std::span<const std::byte> text) noexcept;

/// The payload of a packet; nothing when it is too short or its number is none.
[[nodiscard]] std::optional<login_request> read_login_request(std::span<const std::byte> payload);
[[nodiscard]] std::optional<login_accepted> read_login_accepted(std::span<const std::byte> payload);

[[nodiscard]] std::array<std::byte, login_request::wire_size> write(const login_request& r);
[[nodiscard]] std::array<std::byte, login_accepted::wire_size> write(const login_accepted& a);

} // namespace corelane::soupbin
