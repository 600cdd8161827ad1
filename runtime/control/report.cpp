#include "corelane/runtime/control/report.hpp"

#include "corelane/runtime/metrics/metric_store.hpp"
#include "corelane/runtime/metrics/quantiles.hpp"

#include <spdlog/fmt/fmt.h>

#include <string_view>

namespace corelane {

using json = nlohmann::ordered_json;

namespace {

json or_empty(control_answer answer) {
  auto* found = std::get_if<json>(&answer);
  return found != nullptr ? std::move(*found) : json::array();
}

std::uint64_t total(const metric_store& metrics, std::string_view name) {
  return static_cast<std::uint64_t>(metrics.total(name));
}

std::uint64_t dropped(const json& links) {
  std::uint64_t sum = 0;
  for (const auto& l : links) sum += l.value("dropped", std::uint64_t{0});
  return sum;
}

json latencies(const metric_store& metrics) {
  auto all = json::object();
  for (const auto& l : metrics.latencies()) {
    const auto q = quantiles_of(l.parts);
    if (q.count == 0 && l.stage != "tick_to_order") continue;
    all[l.stage] = {{"count", q.count}, {"p50", q.p50},   {"p90", q.p90},
                    {"p99", q.p99},     {"p999", q.p999}, {"max", q.max}};
  }
  return all;
}

/// The positions and the profit that risk actors tell.
void add_positions(control_target& node, json& report) {
  report["positions"] = json::array();
  double profit = 0;
  for (const auto& a : or_empty(node.actors())) {
    if (a.value("kind", "") != "risk") continue;
    const auto told = or_empty(node.inspect(a.value("actor", "")));
    if (!told.is_object()) continue;
    for (const auto& p : told.value("positions", json::array())) report["positions"].push_back(p);
    const auto text = told.value("profit", "0");
    profit += std::strtod(text.c_str(), nullptr);
  }
  report["profit"] = profit;
}

/// A number in text as far as 12 places go; only decimals are left out.
std::string shortened(const std::string& number) {
  constexpr std::size_t places = 12;
  const auto dot = number.find('.');
  if (number.size() <= places || dot == std::string::npos) return number;
  return number.substr(0, dot + 1 >= places ? dot : places);
}

std::string position_rows(const json& report) {
  if (report["positions"].empty()) return "";
  std::string text = fmt::format("\n{:<10} {:>9} {:>13} {:>13} {:>13}\n", "symbol", "position",
                                 "avg px", "realised", "unrealised");
  const auto cell = [](const json& row, const char* key) {
    const auto found = row.find(key);
    if (found == row.end()) return std::string{"-"};
    return found->is_string() ? found->get<std::string>() : found->dump();
  };
  for (const auto& p : report["positions"])
    if (cell(p, "position") != "0" || cell(p, "realised") != "0")
      text += fmt::format("{:<10} {:>9} {:>13} {:>13} {:>13}\n", cell(p, "symbol"),
                          cell(p, "position"), shortened(cell(p, "avg_px")),
                          shortened(cell(p, "realised")), shortened(cell(p, "unrealised")));
  return text;
}

std::string latency_rows(const json& report) {
  std::string text = fmt::format("\n{:<16} {:>9} {:>9} {:>9} {:>9} {:>9} {:>11}\n", "latency (ns)",
                                 "count", "p50", "p90", "p99", "p99.9", "max");
  for (const auto& [stage, q] : report["latency_ns"].items())
    text += fmt::format("{:<16} {:>9} {:>9} {:>9} {:>9} {:>9} {:>11}\n", stage,
                        q["count"].get<std::uint64_t>(), q["p50"].get<std::int64_t>(),
                        q["p90"].get<std::int64_t>(), q["p99"].get<std::int64_t>(),
                        q["p999"].get<std::int64_t>(), q["max"].get<std::int64_t>());
  return text;
}

std::string lane_rows(const json& report) {
  std::string text = fmt::format("\n{:<16} {:>5} {:>11} {:>7} {:>7} {:>13}\n", "lane", "core",
                                 "class", "idle", "busy", "events");
  for (const auto& l : report["lanes"])
    text += fmt::format("{:<16} {:>5} {:>11} {:>7} {:>6.1f}% {:>13}\n", l.value("lane", ""),
                        l.value("core", -1), l.value("class", ""), l.value("idle", ""),
                        100 * l.value("busy", 0.0), l.value("events", std::uint64_t{0}));
  return text;
}

std::uint64_t count(const json& report, const char* key) {
  return report.value(key, std::uint64_t{0});
}

} // namespace

json make_report(control_target& node) {
  const auto& m = node.metric_slots();
  json r;
  r["messages"] = total(m, "corelane_feed_messages_total");
  r["packets"] = total(m, "corelane_feed_packets_total");
  r["gaps"] = total(m, "corelane_feed_gaps_total");
  r["drops"] = total(m, "hft_network_packets_dropped_total") + dropped(or_empty(node.links()));
  r["books"] = total(m, "corelane_book_instruments");
  r["orders"] = total(m, "corelane_gateway_orders_total");
  r["replaces"] = total(m, "corelane_gateway_replaces_total");
  r["cancels"] = total(m, "corelane_gateway_cancels_total");
  r["acks"] = total(m, "corelane_gateway_acks_total");
  r["fills"] = total(m, "corelane_gateway_fills_total");
  r["rejects"] = total(m, "corelane_gateway_rejects_total");
  r["risk_rejects"] = total(m, "corelane_risk_rejects_total");
  add_positions(node, r);
  r["latency_ns"] = latencies(m);
  r["lanes"] = or_empty(node.lanes());
  return r;
}

std::string report_text(const json& r) {
  return fmt::format(
             "\nin      messages {}  packets {}  gaps {}  drops {}  books {}\n"
             "out     orders {}  replaces {}  cancels {}  acks {}  fills {}  rejects {}  "
             "risk rejects {}\n"
             "profit  {:.2f}\n",
             count(r, "messages"), count(r, "packets"), count(r, "gaps"), count(r, "drops"),
             count(r, "books"), count(r, "orders"), count(r, "replaces"), count(r, "cancels"),
             count(r, "acks"), count(r, "fills"), count(r, "rejects"), count(r, "risk_rejects"),
             r.value("profit", 0.0))
         + position_rows(r) + latency_rows(r) + lane_rows(r);
}

std::string progress_line(const json& now, const json& before, double seconds) {
  const auto rate = [&](const char* key) {
    return static_cast<double>(count(now, key) - count(before, key)) / seconds;
  };
  const auto& t = now["latency_ns"].value("tick_to_order", json::object());
  return fmt::format(
      "{:>9.0f} msg/s  {:>7.0f} orders/s  {:>6.0f} fills/s  gaps {}  drops {}  "
      "tick-to-order p50 {} p99 {} ns  profit {:.2f}",
      rate("messages"), rate("orders") + rate("replaces"), rate("fills"), count(now, "gaps"),
      count(now, "drops"), t.value("p50", std::int64_t{0}), t.value("p99", std::int64_t{0}),
      now.value("profit", 0.0));
}

} // namespace corelane
