#pragma once

#include "corelane/runtime/control/control_target.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace corelane {

/// What a run came to: messages, orders, fills, positions, latencies, lanes; one JSON object.
///
/// Made from a node's own answers, so it says what `corelane-ctl` would. Keys: `messages`,
/// `packets`, `gaps`, `drops`, `books`, `orders`, `acks`, `fills`, `rejects`, `risk_rejects`,
/// `latency_ns.STAGE.{count,p50,p90,p99,p999,max}`, `positions`, `profit`, `lanes`.
[[nodiscard]] nlohmann::ordered_json make_report(control_target& node);

/// The report for people: several lines.
[[nodiscard]] std::string report_text(const nlohmann::ordered_json& report);

/// One line while the node runs; `before` is the report of `seconds` ago.
[[nodiscard]] std::string progress_line(const nlohmann::ordered_json& now,
                                        const nlohmann::ordered_json& before, double seconds);

} // namespace corelane
