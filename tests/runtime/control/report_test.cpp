#include "corelane/runtime/control/report.hpp"

#include "corelane/hw/tsc_clock.hpp"
#include "corelane/runtime/metrics/metric_labels.hpp"
#include "corelane/tests/runtime/control/fake_node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace corelane {
namespace {

using json = nlohmann::ordered_json;
using ::testing::HasSubstr;
using ::testing::Not;

/// A node with two actors of a kind, whose risk says what it is told to.
class told_node final : public fake_node {
public:
  told_node() { all_actors = json::array(); }
  control_answer lanes() override { return of_lanes; }
  control_answer links() override { return of_links; }
  control_answer inspect(std::string_view actor) override {
    const auto found = told.find(std::string{actor});
    return found == told.end() ? control_answer{control_error{504, "no answer"}}
                               : control_answer{found->second};
  }
  void count(const std::string& name, std::uint64_t n, const std::string& actor) {
    slots.make_counter(name, "", metric_label("actor", actor)).add(n);
  }
  void add_risk(const std::string& name, json says) {
    std::get<json>(*all_actors).push_back({{"actor", name}, {"kind", "risk"}});
    told[name] = std::move(says);
  }
  std::map<std::string, json> told;
  json of_lanes = json::array();
  json of_links = json::array();
};

struct report_test : ::testing::Test {
  told_node node;
};

TEST_F(report_test, a_count_is_the_sum_over_all_actors_that_have_it) {
  const std::vector<std::pair<std::string, std::string>> counts{
      {"messages", "corelane_feed_messages_total"},
      {"packets", "corelane_feed_packets_total"},
      {"gaps", "corelane_feed_gaps_total"},
      {"orders", "corelane_gateway_orders_total"},
      {"replaces", "corelane_gateway_replaces_total"},
      {"cancels", "corelane_gateway_cancels_total"},
      {"acks", "corelane_gateway_acks_total"},
      {"fills", "corelane_gateway_fills_total"},
      {"rejects", "corelane_gateway_rejects_total"},
      {"risk_rejects", "corelane_risk_rejects_total"}};
  std::uint64_t n = 1;
  for (const auto& [key, metric] : counts) {
    node.count(metric, n++, "one");
    node.count(metric, 100, "two");
  }
  const auto report = make_report(node);
  n = 1;
  for (const auto& [key, metric] : counts) EXPECT_EQ(report.at(key), 100 + n++) << key;
}

TEST_F(report_test, drops_are_those_of_the_network_and_those_of_links) {
  node.count("hft_network_packets_dropped_total", 3, "feed");
  node.of_links = json::parse(R"([{"dropped": 4}, {"dropped": 5}, {"from": "a"}])");
  EXPECT_EQ(make_report(node).at("drops"), 12);
}

TEST_F(report_test, a_node_that_has_done_nothing_has_a_report_with_all_keys) {
  const auto report = make_report(node);
  for (const auto* key : {"messages", "packets", "gaps", "drops", "books", "orders", "acks",
                          "fills", "rejects", "profit"})
    EXPECT_EQ(report.at(key), 0) << key;
  EXPECT_EQ(report.at("positions"), json::array());
  EXPECT_EQ(report.at("latency_ns"), json::object());
  EXPECT_THAT(report_text(report), HasSubstr("messages 0"));
  EXPECT_THAT(progress_line(report, report, 1), HasSubstr("tick-to-order p50 0 p99 0 ns"));
}

TEST_F(report_test, latencies_are_in_nanoseconds_and_stages_without_any_are_left_out) {
  auto& stage = node.slots.make_latency("book", "lane");
  for (int i = 0; i < 100; ++i) stage.record(hw::tsc_clock::from(std::chrono::microseconds{1}));
  stage.record(hw::tsc_clock::from(std::chrono::seconds{20}));
  node.slots.make_latency("idle", "lane");
  node.slots.make_latency("tick_to_order", "gateway");
  const auto all = make_report(node).at("latency_ns");
  EXPECT_EQ(all.size(), 2U) << all;
  const auto& book = all.at("book");
  EXPECT_EQ(book.at("count"), 101);
  EXPECT_NEAR(book.at("p50").get<double>(), 1'000, 70);
  EXPECT_NEAR(book.at("max").get<double>(), 20e9, 1.3e9);
  EXPECT_EQ(all.at("tick_to_order").at("count"), 0) << "is promised, whatever happened";
}

TEST_F(report_test, positions_and_profit_are_those_of_all_risk_actors_that_answer) {
  node.add_risk("one", json::parse(R"({"profit": "10.5", "positions": [{"symbol": "A"}]})"));
  node.add_risk("two", json::parse(R"({"profit": "-4", "positions": [{"symbol": "B"}]})"));
  node.add_risk("silent", {});
  node.told.erase("silent");
  node.told["book"] = json::parse(R"({"profit": "1000"})");
  std::get<json>(*node.all_actors).push_back({{"actor", "book"}, {"kind", "book"}});
  const auto report = make_report(node);
  EXPECT_EQ(report.at("profit"), 6.5);
  EXPECT_EQ(report.at("positions"), json::parse(R"([{"symbol": "A"}, {"symbol": "B"}])"));
}

TEST_F(report_test, the_text_shows_what_was_traded_and_not_what_was_not) {
  node.add_risk("risk", json::parse(R"({"profit": "0", "positions": [
    {"symbol": "HELD", "position": 100, "avg_px": "12.5", "realised": "0", "unrealised": "-1.25"},
    {"symbol": "FLAT", "position": 0, "avg_px": "0", "realised": "3.75", "unrealised": "0"},
    {"symbol": "NONE", "position": 0, "avg_px": "0", "realised": "0", "unrealised": "0"}]})"));
  const auto text = report_text(make_report(node));
  for (const auto* shown : {"HELD", "FLAT", "12.5", "-1.25", "3.75"})
    EXPECT_THAT(text, HasSubstr(shown));
  EXPECT_THAT(text, Not(HasSubstr("NONE")));
}

// Cut off at a width, a profit of a million would have been shown as one of ten thousand.
TEST_F(report_test, long_numbers_lose_decimals_and_never_digits) {
  node.add_risk("risk", json::parse(R"({"profit": "0", "positions": [
    {"symbol": "A", "position": 1, "avg_px": "12.123456789", "realised": "-1234567890123.25",
     "unrealised": "12345678901.99"}]})"));
  const auto text = report_text(make_report(node));
  EXPECT_THAT(text, HasSubstr(" -1234567890123 "));
  EXPECT_THAT(text, HasSubstr(" 12345678901\n"));
  EXPECT_THAT(text, HasSubstr(" 12.123456789 "));
}

TEST_F(report_test, each_lane_has_a_row) {
  node.of_lanes = json::parse(R"([{"lane": "trading", "core": 3, "class": "low", "idle": "spin",
                                   "busy": 0.4567, "events": 12345}])");
  const auto text = report_text(make_report(node));
  for (const auto* shown : {"trading", "low", "spin", "45.7%", "12345"})
    EXPECT_THAT(text, HasSubstr(shown));
}

TEST_F(report_test, progress_is_what_came_since_the_last_line_by_the_second) {
  const auto before = make_report(node);
  node.count("corelane_feed_messages_total", 3'000, "feed");
  node.count("corelane_gateway_orders_total", 10, "gateway");
  node.count("corelane_gateway_replaces_total", 30, "gateway");
  node.count("corelane_gateway_fills_total", 4, "gateway");
  const auto line = progress_line(make_report(node), before, 2);
  for (const auto* shown : {" 1500 msg/s", " 20 orders/s", " 2 fills/s"})
    EXPECT_THAT(line, HasSubstr(shown));
}

TEST_F(report_test, a_latency_of_many_seconds_is_shown_as_it_is) {
  node.slots.make_latency("tick_to_order", "gateway")
      .record(hw::tsc_clock::from(std::chrono::seconds{20}));
  const auto report = make_report(node);
  const auto p50 = report.at("latency_ns").at("tick_to_order").at("p50").dump();
  EXPECT_THAT(progress_line(report, report, 1), HasSubstr("p50 " + p50 + " p99 " + p50));
  EXPECT_THAT(report_text(report), HasSubstr(" " + p50 + " " + p50 + " "));
}

} // namespace
} // namespace corelane
