#include "corelane/runtime/control/control_address.hpp"

#include <arpa/inet.h>
#include <charconv>

namespace corelane {

namespace {

std::string without_brackets(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  return std::string{host};
}

} // namespace

bool control_address::is_loopback() const {
  in_addr four{};
  in6_addr six{};
  if (::inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
  if (::inet_pton(AF_INET6, host.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six) != 0;
  return host == "localhost";
}

std::variant<control_address, std::string> parse_control_address(const std::string& text) {
  const auto colon = text.rfind(':');
  control_address to;
  to.port = -1;
  const auto* const end = text.data() + text.size();
  const bool whole = colon != std::string::npos
                     && std::from_chars(text.data() + colon + 1, end, to.port).ptr == end;
  if (!whole || to.port < 0 || to.port > 65'535)
    return "'" + text + "' is not host:port, as in 127.0.0.1:7600";
  to.host = without_brackets(std::string_view{text}.substr(0, colon));
  return to;
}

bool is_address_literal(std::string_view text) {
  const auto host = without_brackets(text);
  in6_addr any{};
  return ::inet_pton(AF_INET, host.c_str(), &any) == 1
         || ::inet_pton(AF_INET6, host.c_str(), &any) == 1;
}

} // namespace corelane
