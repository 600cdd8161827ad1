#include "corelane/hw/net/endpoint.hpp"

#include <arpa/inet.h>
#include <charconv>

namespace corelane::hw {

namespace {

/// A decimal number without sign, leading zeros or anything behind it.
template <class T>
bool read_number(std::string_view text, T& to) noexcept {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, to);
  return error == std::errc{} && stopped == end;
}

} // namespace

std::optional<std::uint32_t> parse_address(std::string_view text) {
  std::uint32_t address = 0;
  for (int i = 0; i < 4; ++i) {
    const auto dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    std::uint8_t part = 0;
    if (!read_number(text.substr(0, dot), part)) return std::nullopt;
    address = address << 8 | part;
    text.remove_prefix(i < 3 ? dot + 1 : dot);
  }
  return address;
}

std::optional<endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto address = parse_address(text.substr(0, colon));
  std::uint16_t port = 0;
  if (!address || !read_number(text.substr(colon + 1), port)) return std::nullopt;
  return endpoint{*address, port};
}

std::string address_text(std::uint32_t address) {
  return std::to_string(address >> 24) + '.' + std::to_string(address >> 16 & 0xff) + '.'
         + std::to_string(address >> 8 & 0xff) + '.' + std::to_string(address & 0xff);
}

std::string endpoint_fault(const std::string& text) {
  if (parse_endpoint(text)) return {};
  return "'" + text + "' is not address:port, as in 127.0.0.1:26400; names are not looked up";
}

std::string to_string(endpoint e) { return address_text(e.address) + ':' + std::to_string(e.port); }

sockaddr_in to_sockaddr(endpoint e) noexcept {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_addr.s_addr = htonl(e.address);
  a.sin_port = htons(e.port);
  return a;
}

endpoint from_sockaddr(const sockaddr_in& a) noexcept {
  return {ntohl(a.sin_addr.s_addr), ntohs(a.sin_port)};
}

endpoint local_endpoint(int socket) noexcept {
  sockaddr_in a{};
  socklen_t size = sizeof a;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&a), &size);
  return from_sockaddr(a);
}

} // namespace corelane::hw
