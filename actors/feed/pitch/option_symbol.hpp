#pragma once

#include "corelane/actors/feed/session_day.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corelane {

/// An option's series as the Options Symbology Initiative writes it: a root of six characters,
/// the day of expiry (`151224`), `C` or `P`, and the strike with three decimals.
struct option_symbol {
  std::string root;
  timestamp expires{}; ///< the day's beginning, UTC
  bool is_call{false};
  price strike{};
  std::string series; ///< day, kind and strike, as written

  /// Nothing when `osi` is not of that form.
  [[nodiscard]] static std::optional<option_symbol> parse(std::string_view osi) {
    constexpr std::size_t root_size = 6, size = 21, kind_at = 12;
    if (osi.size() != size || (osi[kind_at] != 'C' && osi[kind_at] != 'P')) return std::nullopt;
    const auto yymmdd = number(osi.substr(root_size, 6));
    const auto strike = number(osi.substr(kind_at + 1));
    if (!yymmdd || !strike) return std::nullopt;
    const auto day = session_day::of_number(20'000'000 + *yymmdd);
    if (!day) return std::nullopt;
    const auto root = osi.substr(0, std::min(osi.find(' '), root_size));
    return option_symbol{std::string{root}, day->midnight({}), osi[kind_at] == 'C',
                         price{std::int64_t{*strike} * 1'000'000},
                         std::string{osi.substr(root_size)}};
  }

  /// `GOOG151224C00750000`: the root without its padding.
  [[nodiscard]] std::string text() const { return root + series; }

private:
  static std::optional<std::uint32_t> number(std::string_view digits) {
    std::uint32_t n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return n;
  }
};

} // namespace corelane
