#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace corelane {

/// The day that a venue's "ns since midnight" belongs to.
class session_day {
public:
  /// The day written as `2019-12-30`, or nothing. Years from 1970 to 2199.
  [[nodiscard]] static std::optional<session_day> parse(const std::string& text) {
    int year = 0;
    unsigned month = 0, day = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
      return std::nullopt;
    return of(year, month, day);
  }
  /// The day of a number such as 20191230, or nothing.
  [[nodiscard]] static std::optional<session_day> of_number(std::uint32_t number) noexcept {
    return of(static_cast<int>(number / 10'000), number / 100 % 100, number % 100);
  }

  /// The day at `t` where clocks are `utc_offset` ahead of UTC.
  [[nodiscard]] static session_day at(timestamp t, std::chrono::nanoseconds utc_offset) noexcept {
    const std::chrono::sys_time<std::chrono::nanoseconds> local{std::chrono::nanoseconds{t.ns}
                                                                + utc_offset};
    return session_day{std::chrono::floor<std::chrono::days>(local)};
  }

  [[nodiscard]] static session_day epoch() noexcept { return session_day{{}}; }

  /// When the day begins there.
  [[nodiscard]] timestamp midnight(std::chrono::nanoseconds utc_offset) const noexcept {
    return timestamp{std::chrono::nanoseconds{day_.time_since_epoch()}.count()} - utc_offset;
  }

private:
  static std::optional<session_day> of(int year, unsigned month, unsigned day) noexcept {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok() || year < 1970 || year > 2199) return std::nullopt;
    return session_day{std::chrono::sys_days{date}};
  }
  explicit session_day(std::chrono::sys_days day) noexcept : day_{day} {}

  std::chrono::sys_days day_;
};

} // namespace corelane
