#pragma once

#include "corelane/runtime/control/control_target.hpp"

#include <memory>
#include <optional>
#include <string>

namespace corelane {

/// Lets people, scripts and Prometheus ask a node over HTTP.
///
///     GET  /metrics                       Prometheus's text format
///     GET  /api/node /api/lanes /api/actors /api/links /api/metrics
///     GET  /api/actors/NAME               what the actor says of itself
///     POST /api/actors/NAME/set           {"key": ..., "value": ...}
///     POST /api/halt /api/resume /api/stop
///
/// Answers are JSON; an error is {"error": "..."} with the status of `control_error`. Threads of
/// its own, none of them a lane. Requests over 64 KiB and those of web pages are refused. There is
/// no authentication, and who sends headers without end makes it grow: bind it to loopback.
class control_server {
public:
  explicit control_server(control_target& target);
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
