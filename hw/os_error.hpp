#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace corelane::hw {

/// `cannot bind 10.0.0.1:26400: Address already in use`, from what was tried and its errno.
[[nodiscard]] inline std::string os_error(std::string_view attempt, int number) {
  return "cannot " + std::string{attempt} + ": " + std::system_category().message(number);
}

} // namespace corelane::hw
