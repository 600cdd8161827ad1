#include "corelane/config/decimal.hpp"

#include <limits>

namespace corelane::config {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Digits off the front, where `_` may stand between two.
std::string take_digits(std::string_view& text, bool with_underscores) {
  std::string digits;
  while (!text.empty()) {
    if (is_digit(text.front()))
      digits += text.front();
    else if (!with_underscores || text.front() != '_' || digits.empty() || text.size() < 2
             || !is_digit(text[1]))
      break;
    text.remove_prefix(1);
  }
  return digits;
}

} // namespace

std::optional<std::int64_t> decimal::scaled(std::size_t places) const noexcept {
  if (fraction.size() > places) return std::nullopt;
  const std::uint64_t limit =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + (is_negative ? 1 : 0);
  std::uint64_t magnitude = 0;
  const auto append = [&](std::uint64_t digit) {
    if (magnitude > (limit - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
    return true;
  };
  for (const auto c : whole)
    if (!append(static_cast<std::uint64_t>(c - '0'))) return std::nullopt;
  for (std::size_t i = 0; i < places; ++i)
    if (!append(i < fraction.size() ? static_cast<std::uint64_t>(fraction[i] - '0') : 0))
      return std::nullopt;
  return static_cast<std::int64_t>(is_negative ? 0 - magnitude : magnitude);
}

std::optional<decimal> take_decimal(std::string_view& text) {
  auto rest = text;
  decimal d;
  if (!rest.empty() && rest.front() == '-') {
    d.is_negative = true;
    rest.remove_prefix(1);
  }
  d.whole = take_digits(rest, true);
  if (d.whole.empty() || (d.whole.size() > 1 && d.whole.front() == '0')) return std::nullopt;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    d.fraction = take_digits(rest, false);
    if (d.fraction.empty()) return std::nullopt;
  }
  text = rest;
  return d;
}

std::optional<decimal> parse_decimal(std::string_view text) {
  auto d = take_decimal(text);
  return text.empty() ? d : std::nullopt;
}

std::string print_decimal(std::int64_t value, std::size_t places) {
  const auto magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  auto digits = std::to_string(magnitude);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  auto fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return (value < 0 ? "-" : "") + digits + (fraction.empty() ? "" : '.' + fraction);
}

} // namespace corelane::config
