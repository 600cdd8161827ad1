#include "corelane/config/decimal.hpp"
#include "corelane/config/document.hpp"
#include "corelane/config/scalar.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace corelane::config {

namespace {

std::string kind_name(const value& v) {
  switch (v.what()) {
    case value::kind::null: return "nothing";
    case value::kind::list: return "a list";
    case value::kind::map: return "a map";
    case value::kind::scalar: break;
  }
  constexpr std::size_t shown = 40;
  return v.text().size() > shown ? "'" + v.text().substr(0, shown) + "...'" : "'" + v.text() + "'";
}

/// `expected a duration such as 5us, found '5'`
error mismatch(const value& from, std::string_view expected) {
  return {from.where(), "expected " + std::string{expected} + ", found " + kind_name(from)};
}

error out_of_range(const value& from, std::string_view low, std::string_view high) {
  return {from.where(), kind_name(from) + " does not fit: it must lie between " + std::string{low}
                            + " and " + std::string{high}};
}

struct unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<unit, 3> sizes{{{"KiB", 1u << 10}, {"MiB", 1u << 20}, {"GiB", 1u << 30}}};
constexpr std::array<unit, 6> spans{{{"ns", 1},
                                     {"us", 1'000},
                                     {"ms", 1'000'000},
                                     {"s", 1'000'000'000},
                                     {"m", 60'000'000'000},
                                     {"h", 3'600'000'000'000}}};

template <std::size_t N>
const unit* find_unit(const std::array<unit, N>& units, std::string_view name) noexcept {
  if (!name.empty() && name.front() == ' ') name.remove_prefix(1); // `5 us` reads well too
  for (const auto& u : units)
    if (u.name == name) return &u;
  return nullptr;
}

__extension__ using wide = __int128;

/// number * factor, as long as that is whole and fits. `whole` tells a part of a unit from too
/// much.
std::optional<std::int64_t> scaled(const decimal& number, std::uint64_t factor, bool& whole) {
  wide divisor = 1;
  wide digits = 0;
  whole = number.fraction.size() <= 18;
  if (!whole || number.whole.size() > 19) return std::nullopt;
  for (const auto c : number.whole + number.fraction) digits = digits * 10 + (c - '0');
  for (std::size_t i = 0; i < number.fraction.size(); ++i) divisor *= 10;
  const auto most =
      static_cast<wide>(std::numeric_limits<std::int64_t>::max()) + (number.is_negative ? 1 : 0);
  if (digits > most * divisor / static_cast<wide>(factor)) return std::nullopt;
  digits *= static_cast<wide>(factor);
  whole = digits % divisor == 0;
  if (!whole) return std::nullopt;
  const auto magnitude = digits / divisor;
  return static_cast<std::int64_t>(number.is_negative ? -magnitude : magnitude);
}

/// The text of a value typed without a file: quotes as YAML has them come off.
std::string unquoted(const value& from) {
  const auto& text = from.text();
  const bool is_typed = from.where().line == 0;
  if (!is_typed || text.size() < 2 || text.front() != '"' || text.back() != '"') return text;
  const auto read = load_text(text, {});
  const auto* v = std::get_if<value>(&read);
  return v != nullptr && v->is_scalar() ? v->text() : text;
}

/// `[a, b]` or `a,b`, typed without a file.
std::optional<value> typed_list(const value& from) {
  auto text = from.text();
  if (text.empty() || text.front() != '[') text = '[' + text + ']';
  auto read = load_text(text, {});
  auto* list = std::get_if<value>(&read);
  if (list == nullptr || !list->is_list()) return std::nullopt;
  return std::move(*list);
}

} // namespace

std::optional<error> parse_scalar(const value& from, bool& to) {
  if (from.text() != "true" && from.text() != "false") return mismatch(from, "true or false");
  to = from.text() == "true";
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, std::int64_t& to) {
  const auto number = parse_decimal(from.text());
  if (!number || !number->fraction.empty()) return mismatch(from, "a whole number such as 1_000");
  const auto exact = number->scaled(0);
  if (!exact) return out_of_range(from, "-9223372036854775808", "9223372036854775807");
  to = *exact;
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, std::uint64_t& to) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  constexpr std::string_view expected = "a whole number such as 1_000 or 64MiB";
  std::string_view text = from.text();
  const auto number = take_decimal(text);
  const auto* size = find_unit(sizes, text);
  if (!number || !number->fraction.empty() || (!text.empty() && size == nullptr))
    return mismatch(from, expected);
  const auto range_error = [&] { return out_of_range(from, "0", std::to_string(most)); };
  if (number->is_negative) return range_error();
  std::uint64_t v = 0;
  const auto [end, status] =
      std::from_chars(number->whole.data(), number->whole.data() + number->whole.size(), v);
  const auto factor = size == nullptr ? 1 : size->factor;
  if (status != std::errc{} || v > most / factor) return range_error();
  to = v * factor;
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, double& to) {
  const auto& text = from.text();
  double v = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), v);
  // Not `inf` and `nan`, which from_chars takes too, and not `.5` or `5.`.
  const auto first = text.find_first_not_of('-');
  const bool is_plain = first != std::string::npos && first < 2 && text[first] >= '0'
                        && text[first] <= '9' && text.back() != '.';
  if (!is_plain || end != text.data() + text.size()) return mismatch(from, "a number such as 0.25");
  if (status != std::errc{} || !std::isfinite(v))
    return error{from.where(), kind_name(from) + " does not fit a number"};
  to = v;
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, price& to) {
  const auto number = parse_decimal(from.text());
  if (!number) return mismatch(from, "a price such as 101.25");
  if (number->fraction.size() > 9)
    return error{from.where(), "a price has at most nine decimals, found " + kind_name(from)};
  const auto nanos = number->scaled(9);
  if (!nanos) return out_of_range(from, "-9223372036.854775808", "9223372036.854775807");
  to.nanos = *nanos;
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, quantity& to) {
  return parse_scalar(from, to.units);
}

std::optional<error> parse_scalar(const value& from, std::chrono::nanoseconds& to) {
  constexpr std::string_view expected = "a duration: a number and one of ns us ms s m h, as in 5us";
  std::string_view text = from.text();
  const auto number = take_decimal(text);
  if (!number) return mismatch(from, expected);
  const auto* span = find_unit(spans, text);
  if (span == nullptr) return mismatch(from, expected);
  bool whole = true;
  const auto ns = scaled(*number, span->factor, whole);
  if (!whole) return error{from.where(), kind_name(from) + " is not a whole number of ns"};
  if (!ns) return error{from.where(), kind_name(from) + " does not fit: 292 years at most"};
  to = std::chrono::nanoseconds{*ns};
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, std::string& to) {
  if (!from.is_scalar()) return mismatch(from, "text");
  to = unquoted(from);
  return std::nullopt;
}

std::optional<error> parse_scalar(const value& from, std::vector<std::string>& to) {
  constexpr std::string_view expected = "a list of text such as [AAPL, MSFT]";
  const bool is_typed = from.is_scalar() && from.where().line == 0;
  const auto typed = is_typed ? typed_list(from) : std::nullopt;
  if (!typed && !from.is_list()) return mismatch(from, expected);
  std::vector<std::string> next;
  for (const auto& item : (typed ? *typed : from).items()) {
    if (!item.is_scalar()) return mismatch(typed ? from : item, typed ? expected : "text");
    next.push_back(item.text());
  }
  to = std::move(next);
  return std::nullopt;
}

} // namespace corelane::config
