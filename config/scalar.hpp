#pragma once

#include "corelane/config/value.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace corelane::config {

/// Reads the text of `from` into `to`; an error names the text and the form that is expected,
/// and leaves `to` alone.
///
/// - bool: `true`, `false`
/// - integers: decimal, with `_` between digits allowed; for unsigned also a size suffix
///   `KiB`, `MiB`, `GiB`
/// - price, double: a decimal such as `101.25`; a price has at most nine decimals
/// - duration: a number and one of `ns us ms s m h`; a bare number is refused
/// - text and lists of it: as YAML has them; a value without a file, as typed on a command line,
///   may be quoted, and a list may be `[A, B]` or `A,B`
[[nodiscard]] std::optional<error> parse_scalar(const value& from, bool& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, std::int64_t& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, std::uint64_t& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, double& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, price& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, quantity& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, std::chrono::nanoseconds& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, std::string& to);
[[nodiscard]] std::optional<error> parse_scalar(const value& from, std::vector<std::string>& to);

/// The other integers: as those of 64 bits, and what does not fit is refused.
template <std::integral T>
requires(sizeof(T) < sizeof(std::int64_t) && !std::same_as<T, bool>)
    [[nodiscard]] std::optional<error> parse_scalar(const value& from, T& to) {
  std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t> wide{};
  if (auto error = parse_scalar(from, wide)) return error;
  using limits = std::numeric_limits<T>;
  if (!std::in_range<T>(wide))
    return error{from.where(), "'" + from.text() + "' does not fit: it must lie between "
                                   + std::to_string(limits::min()) + " and "
                                   + std::to_string(limits::max())};
  to = static_cast<T>(wide);
  return std::nullopt;
}

/// The text that `parse_scalar` reads back.
[[nodiscard]] std::string print_scalar(bool v);
[[nodiscard]] std::string print_scalar(std::int64_t v);
[[nodiscard]] std::string print_scalar(std::uint64_t v);
[[nodiscard]] std::string print_scalar(double v);
[[nodiscard]] std::string print_scalar(price v);
[[nodiscard]] std::string print_scalar(quantity v);
[[nodiscard]] std::string print_scalar(std::chrono::nanoseconds v);
[[nodiscard]] std::string print_scalar(const std::string& v);
[[nodiscard]] std::string print_scalar(const std::vector<std::string>& v);
template <std::integral T>
requires(sizeof(T) < sizeof(std::int64_t) && !std::same_as<T, bool>) [[nodiscard]] std::string
    print_scalar(T v) {
  return std::to_string(v);
}

/// The type's name for people.
template <class T>
[[nodiscard]] constexpr std::string_view scalar_type_name() {
  if constexpr (std::same_as<T, bool>)
    return "boolean";
  else if constexpr (std::integral<T>)
    return "integer";
  else if constexpr (std::floating_point<T>)
    return "number";
  else if constexpr (std::same_as<T, price>)
    return "price";
  else if constexpr (std::same_as<T, quantity>)
    return "quantity";
  else if constexpr (std::same_as<T, std::chrono::nanoseconds>)
    return "duration";
  else if constexpr (std::same_as<T, std::string>)
    return "text";
  else
    return "list of text";
}

} // namespace corelane::config
