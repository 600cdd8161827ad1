#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace corelane {

/// Where a control server listens: `host:port`, the host an address or a name, `[::1]` included.
struct control_address {
  std::string host;
  int port{0}; ///< 0: any that is free

  /// Only programs of this host can reach it.
  [[nodiscard]] bool is_loopback() const;
};

/// Reads `127.0.0.1:7600`; the error shows one.
[[nodiscard]] std::variant<control_address, std::string> parse_control_address(
    const std::string& text);

/// An IPv4 or IPv6 address, in brackets or not; no name.
[[nodiscard]] bool is_address_literal(std::string_view text);

} // namespace corelane
