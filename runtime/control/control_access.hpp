#pragma once

#include "corelane/runtime/control/control_target.hpp"
#include "corelane/runtime/control/control_token.hpp"

#include <optional>
#include <string>

namespace corelane {

/// What a request says of who makes it: HTTP headers, empty where there is none.
struct request_origin {
  std::string origin;        ///< Origin: only web pages' requests have it
  std::string host;          ///< Host: whom the client believes to talk to
  std::string authorization; ///< Authorization
};

/// Why a request is not to be answered, or nothing.
///
/// A web page of anyone's can make a trader's browser send requests to the node. Those that
/// cross sites say so in Origin. One that had its own name lead to this host says that name in
/// Host: without a token only addresses and `localhost` are taken. A token no page knows.
[[nodiscard]] std::optional<control_error> refusal_of(const request_origin& from,
                                                      const control_token& token);

} // namespace corelane
