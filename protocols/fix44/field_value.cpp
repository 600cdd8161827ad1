#include "corelane/protocols/fix44/field_value.hpp"

#include <algorithm>
#include <chrono>

namespace corelane::fix44 {

std::optional<std::uint64_t> to_number(std::string_view text) noexcept {
  if (text.empty() || text.size() > 20) return std::nullopt;
  std::uint64_t n = 0;
  for (const char c : text) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (c < '0' || c > '9' || n > (UINT64_MAX - digit) / 10) return std::nullopt;
    n = n * 10 + digit;
  }
  return n;
}

std::optional<price> to_price(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto dot = std::min(text.find('.'), text.size());
  const auto whole_text = text.substr(0, dot);
  auto part = dot < text.size() ? text.substr(dot + 1) : std::string_view{};
  if (whole_text.empty() && part.empty()) return std::nullopt;
  while (part.size() > 9 && part.back() == '0') part.remove_suffix(1);
  if (part.size() > 9 || whole_text.size() > 9) return std::nullopt;
  const auto whole = whole_text.empty() ? 0 : to_number(whole_text);
  const auto fraction = part.empty() ? 0 : to_number(part);
  if (!whole || !fraction) return std::nullopt;
  auto nanos = static_cast<std::int64_t>(*fraction);
  for (std::size_t digits = part.size(); digits < 9; ++digits) nanos *= 10;
  nanos += static_cast<std::int64_t>(*whole) * price::scale;
  return price{negative ? -nanos : nanos};
}

std::optional<quantity> to_quantity(std::string_view text) noexcept {
  const auto dot = text.find('.');
  if (dot != std::string_view::npos) {
    if (text.find_first_not_of('0', dot + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, dot);
  }
  const auto n = to_number(text);
  if (!n || *n > INT64_MAX) return std::nullopt;
  return quantity{static_cast<std::int64_t>(*n)};
}

std::optional<timestamp> to_timestamp(std::string_view text) noexcept {
  if (text.size() < 17 || text[8] != '-' || text[11] != ':' || text[14] != ':') return std::nullopt;
  const auto y = to_number(text.substr(0, 4)), m = to_number(text.substr(4, 2)),
             d = to_number(text.substr(6, 2)), h = to_number(text.substr(9, 2)),
             min = to_number(text.substr(12, 2)), s = to_number(text.substr(15, 2));
  if (!y || !m || !d || !h || !min || !s || *h > 23 || *min > 59 || *s > 60) return std::nullopt;
  if (*y < 1970 || *y > 2261) return std::nullopt; // what 64 bits of nanoseconds hold
  std::int64_t ns = 0;
  if (text.size() > 17) {
    const auto part = text.substr(18);
    const auto fraction = to_number(part);
    if (text[17] != '.' || !fraction || part.size() > 9) return std::nullopt;
    ns = static_cast<std::int64_t>(*fraction);
    for (std::size_t digits = part.size(); digits < 9; ++digits) ns *= 10;
  }
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*y)},
                                         std::chrono::month{static_cast<unsigned>(*m)},
                                         std::chrono::day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  const auto seconds = days * 86'400 + static_cast<std::int64_t>(*h * 3'600 + *min * 60 + *s);
  return timestamp{seconds * 1'000'000'000 + ns};
}

std::uint64_t to_identifier(std::string_view text) noexcept {
  if (const auto n = to_number(text)) return *n;
  std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash | (1ULL << 63); // no number of ours looks like one
}

} // namespace corelane::fix44
