#pragma once

#include <cstdint>

namespace corelane {

/// FIX tag 40.
enum class ord_type : std::uint8_t { market, limit };

/// FIX tag 59.
enum class time_in_force : std::uint8_t {
  day,
  ioc, ///< fill what can be filled now, cancel the rest
  fok  ///< fill all now or nothing
};

[[nodiscard]] constexpr const char* to_string(ord_type t) noexcept {
  return t == ord_type::market ? "market" : "limit";
}

[[nodiscard]] constexpr const char* to_string(time_in_force t) noexcept {
  switch (t) {
    case time_in_force::day: return "day";
    case time_in_force::ioc: return "ioc";
    case time_in_force::fok: return "fok";
  }
  return "day";
}

} // namespace corelane
