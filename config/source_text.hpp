#pragma once

#include "corelane/config/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace corelane::config {

/// The largest configuration that is read.
constexpr std::size_t largest_text = 1u << 20;

/// Reads a file of at most `largest_text` bytes.
[[nodiscard]] std::variant<std::string, error> read_text(const std::string& path);

/// The first place where `text` is not UTF-8, or holds a control character.
[[nodiscard]] std::optional<error> check_is_text(std::string_view text, const mark& file);

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Line and column of the byte at `offset`, both from 1.
[[nodiscard]] mark place_of(std::size_t offset, std::string_view text, const mark& file);

/// The first quote from `offset` on that begins a scalar and has no partner; npos when there is
/// none to be seen.
[[nodiscard]] std::size_t find_unclosed_quote(std::string_view text, std::size_t offset) noexcept;

} // namespace corelane::config
