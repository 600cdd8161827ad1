#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace corelane::hw {

/// One of the host's interfaces; all zero stands for "whichever the routes say".
struct network_interface {
  int index{0};
  std::uint32_t address{0}; ///< host byte order
};

/// Finds an interface by name or by IPv4 address; an empty text is any. An error lists what the
/// host has.
[[nodiscard]] std::variant<network_interface, std::string> find_interface(const std::string& text);

} // namespace corelane::hw
