#pragma once

#include "corelane/actors/feed/session_day.hpp"
#include "corelane/runtime/api/parameter.hpp"
#include "corelane/runtime/api/source.hpp"

#include <chrono>
#include <string>

namespace corelane {

/// Where a venue's "ns since midnight" begin: which day it is there, and how its clock goes.
class session_calendar {
public:
  void bind(parameter_list& p) {
    p.bind(date_, "session_date", "",
           "day of the session, YYYY-MM-DD; the first packet's when empty, 1970-01-01 for "
           "recordings without times");
    p.bind(utc_offset_, "utc_offset", "", "the exchange's clock minus UTC, as in -5h");
    p.require("session_date", [this] {
      return date_.empty() || session_day::parse(date_)
                 ? ""
                 : "'" + date_ + "' is not a date; write it as 2019-12-30";
    });
  }

  /// The midnight before a session that begins with `first`.
  [[nodiscard]] timestamp midnight_of(const packet& first, timestamp now,
                                      bool now_is_virtual) const {
    return day_of(first, now, now_is_virtual).midnight(utc_offset_);
  }

private:
  [[nodiscard]] session_day day_of(const packet& first, timestamp now, bool now_is_virtual) const {
    if (const auto set = session_day::parse(date_)) return *set;
    if (first.capture_time.ns != 0) return session_day::at(first.capture_time, utc_offset_);
    return now_is_virtual ? session_day::epoch() : session_day::at(now, utc_offset_);
  }

  std::string date_;
  std::chrono::nanoseconds utc_offset_{0};
};

} // namespace corelane
