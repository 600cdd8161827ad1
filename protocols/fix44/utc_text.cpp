#include "corelane/protocols/fix44/utc_text.hpp"

#include <chrono>

namespace corelane::fix44 {

namespace {

void put(char* at, unsigned value, int digits) noexcept {
  for (int i = digits - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
}

} // namespace

void utc_text::write_second(std::int64_t second) noexcept {
  second_ = second;
  const std::chrono::sys_days day{std::chrono::days{second / 86'400}};
  const std::chrono::year_month_day date{day};
  const auto of_day = static_cast<unsigned>(second % 86'400);
  put(&text_[0], static_cast<unsigned>(static_cast<int>(date.year())), 4);
  put(&text_[4], static_cast<unsigned>(date.month()), 2);
  put(&text_[6], static_cast<unsigned>(date.day()), 2);
  text_[8] = '-';
  put(&text_[9], of_day / 3'600, 2);
  text_[11] = ':';
  put(&text_[12], of_day / 60 % 60, 2);
  text_[14] = ':';
  put(&text_[15], of_day % 60, 2);
  text_[17] = '.';
}

} // namespace corelane::fix44
