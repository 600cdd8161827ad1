#pragma once

#include "corelane/runtime/control/control_target.hpp"
#include "corelane/runtime/control/control_token.hpp"

#include <memory>
#include <optional>
#include <string>

namespace corelane {

/// Lets people, scripts and Prometheus ask a node over HTTP.
///
///     GET  /metrics                       Prometheus's text format
///     GET  /api/health                    200 when orders can leave, 503 and why when not
///     GET  /api/node /api/lanes /api/actors /api/links /api/metrics
///     GET  /api/actors/NAME               what the actor says of itself
///     POST /api/actors/NAME/set           {"key": ..., "value": ...}
///     POST /api/halt /api/resume /api/stop
///
/// Answers are JSON; an error is {"error": "..."} with the status of `control_error`. Threads of
/// its own, none of them a lane. Each connection may make one request, of at most 128 KiB and
/// within a second. Requests of web pages are refused. All but the health is for those who send
/// the token, if there is one; without, it listens to its own host only.
class control_server {
public:
  explicit control_server(control_target& target, control_token token = {});
  ~control_server();
  control_server(const control_server&) = delete;
  control_server& operator=(const control_server&) = delete;

  /// Listens on `host:port`; the error names the address and what to do.
  [[nodiscard]] std::optional<std::string> start(const std::string& address);
  void stop();
  /// The port it listens on; of use when port 0 was asked for.
  [[nodiscard]] int port() const noexcept;

private:
  struct listener;
  void add_questions(control_target& target);
  void add_orders(control_target& target);
  std::unique_ptr<listener> listener_;
};

} // namespace corelane
