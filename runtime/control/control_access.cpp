#include "corelane/runtime/control/control_access.hpp"

#include "corelane/runtime/control/control_address.hpp"

namespace corelane {

namespace {

/// `Host` is a host, or a host and a port.
bool is_this_host(const std::string& host) {
  const auto bare = host.substr(0, host.rfind(':'));
  return host.empty() || host == "localhost" || bare == "localhost" || is_address_literal(host)
         || is_address_literal(bare);
}

} // namespace

std::optional<control_error> refusal_of(const request_origin& from, const control_token& token) {
  if (!from.origin.empty()) return control_error{403, "requests from web pages are not taken"};
  if (!token.empty()) {
    if (token.opens(from.authorization)) return std::nullopt;
    return control_error{401,
                         "send the node's token, as `Authorization: Bearer TOKEN`; "
                         "corelane-ctl takes it from --token-file or CORELANE_TOKEN"};
  }
  if (is_this_host(from.host)) return std::nullopt;
  return control_error{403, "ask by address or as localhost, not as '" + from.host + "'"};
}

} // namespace corelane
