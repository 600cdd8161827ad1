#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

namespace corelane {

class metric_store;

/// Why a control request was not carried out, and which HTTP status says so.
struct control_error {
  int status; ///< 400 bad request, 404 no such thing, 409 not now, 504 no answer in time
  std::string what;
};

using control_answer = std::variant<nlohmann::ordered_json, control_error>;

/// What can be asked of a running node. The node implements it, the control server and the report
/// use it. Any thread; each call may wait for the lanes it asks, up to a second.
class control_target {
public:
  virtual ~control_target() = default;

  /// `{"name": ..., "uptime_s": ..., "halted": ...}`
  virtual control_answer node_state() = 0;
  /// `[{"lane", "core", "class", "idle", "isolated", "busy", "events", "turns"}]`; core is -1
  /// when not pinned, busy a share from 0 to 1 since start.
  virtual control_answer lanes() = 0;
  /// `[{"actor", "kind", "lane", "state"}]`; state is running, failed or stopped.
  virtual control_answer actors() = 0;
  /// `[{"from", "to", "event", "kind", "when_full", "capacity", "depth", "events", "held_back",
  /// "conflated", "dropped"}]`
  virtual control_answer links() = 0;
  /// What the actor says of itself: scalars, and lists of rows.
  virtual control_answer inspect(std::string_view actor) = 0;
  /// `[{"name", "help", "type", "labels", "value"}]` and, under type `latency`, rows with
  /// `stage`, `count`, `p50`, `p90`, `p99`, `p999`, `max` in ns.
  virtual control_answer metrics() = 0;
  /// The slots themselves, for `prometheus_text`.
  virtual metric_store& metric_slots() = 0;
  virtual control_answer set(std::string_view actor, std::string_view key,
                             std::string_view value) = 0;
  /// No order leaves; open orders are cancelled.
  virtual control_answer halt() = 0;
  virtual control_answer resume() = 0;
  /// Begins an orderly stop and returns at once.
  virtual control_answer request_stop() = 0;
};

} // namespace corelane
