#pragma once

#include <netinet/in.h>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corelane::hw {

/// An IPv4 address and a port, in host byte order.
struct endpoint {
  std::uint32_t address{0};
  std::uint16_t port{0};

  [[nodiscard]] constexpr bool is_multicast() const noexcept { return (address >> 28) == 0xe; }
  friend constexpr auto operator<=>(const endpoint&, const endpoint&) = default;
};

/// Reads `239.1.2.3:26400`; nothing else is taken, no names and no missing port.
[[nodiscard]] std::optional<endpoint> parse_endpoint(std::string_view text);
/// Reads `239.1.2.3`.
[[nodiscard]] std::optional<std::uint32_t> parse_address(std::string_view text);

/// What keeps a text from being read by `parse_endpoint`, with an example; empty: nothing.
[[nodiscard]] std::string endpoint_fault(const std::string& text);

[[nodiscard]] std::string to_string(endpoint e);
[[nodiscard]] std::string address_text(std::uint32_t address);

[[nodiscard]] sockaddr_in to_sockaddr(endpoint e) noexcept;
[[nodiscard]] endpoint from_sockaddr(const sockaddr_in& a) noexcept;
/// Where a socket is bound.
[[nodiscard]] endpoint local_endpoint(int socket) noexcept;

} // namespace corelane::hw
