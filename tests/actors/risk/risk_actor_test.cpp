#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>

namespace corelane {

void register_risks(registry& all);

namespace {

using support::actor_harness;

registry kinds() {
  registry all;
  register_risks(all);
  return all;
}

class risk_actor_test : public testing::Test {
protected:
  explicit risk_actor_test(std::string_view parameters = "{max_order_size: 500}")
      : risk{kinds(), "risk", parameters} {
    risk.start();
  }

  order_request order(std::int64_t qty) {
    order_request r;
    r.strategy = strategy_id{1};
    r.instrument = risk.id("AAPL");
    r.cl_ord_id = ++last_id;
    r.px = price{100 * price::scale};
    r.qty = {qty};
    r.created = risk.now();
    r.received = {77};
    return r;
  }
  static execution_report fill(const order_request& o, std::int64_t qty) {
    execution_report r;
    r.exec_type = exec_type::trade;
    r.ord_status = ord_status::partially_filled;
    r.side = o.side;
    r.instrument = o.instrument;
    r.strategy = o.strategy;
    r.cl_ord_id = o.cl_ord_id;
    r.last_px = o.px;
    r.last_qty = r.cum_qty = {qty};
    r.leaves_qty = o.qty - r.cum_qty;
    return r;
  }
  void show(std::int64_t mid) {
    book_update top;
    top.instrument = risk.id("AAPL");
    top.flags = book_update::valid;
    top.bid = {price{(mid - 1) * price::scale}, quantity{1}};
    top.ask = {price{(mid + 1) * price::scale}, quantity{1}};
    risk.feed("books", top);
  }

  actor_harness risk;
  std::uint64_t last_id{0};
};

TEST_F(risk_actor_test, passes_on_what_breaks_no_limit_unchanged) {
  const auto o = order(500);
  risk.feed("orders", o);
  const auto passed = risk.take<order_request>("approved");
  ASSERT_EQ(passed.size(), 1U);
  EXPECT_EQ(std::memcmp(&passed[0], &o, sizeof o), 0);
  EXPECT_TRUE(risk.take<execution_report>("reports").empty());
  EXPECT_EQ(risk.count_of("corelane_risk_checks_total"), 1U);
}

TEST_F(risk_actor_test, answers_a_refused_order_itself_and_names_limit_and_value) {
  const auto o = order(501);
  risk.feed("orders", o);
  EXPECT_TRUE(risk.take<order_request>("approved").empty());
  const auto reports = risk.take<execution_report>("reports");
  ASSERT_EQ(reports.size(), 1U);
  const auto& r = reports[0];
  EXPECT_EQ(r.exec_type, exec_type::risk_rejected);
  EXPECT_EQ(r.ord_status, ord_status::rejected);
  EXPECT_EQ(r.reason, reject_reason::order_size);
  EXPECT_EQ(r.scope, limit_scope::instrument);
  EXPECT_EQ(r.limit, 500);
  EXPECT_EQ(r.value, 501);
  EXPECT_EQ(r.cl_ord_id, o.cl_ord_id);
  EXPECT_EQ(r.strategy, o.strategy);
  EXPECT_EQ(r.received.ticks, 77U);
  EXPECT_EQ(r.transact_time, risk.now());
  EXPECT_EQ(risk.count_of("corelane_risk_rejects_total", "reason=\"order_size\""), 1U);
}

TEST_F(risk_actor_test, a_refused_replace_tells_how_the_order_still_stands) {
  const auto o = order(100);
  risk.feed("orders", o);
  risk.feed("executions", fill(o, 40));
  auto r = order(501);
  r.action = order_action::replace;
  r.orig_cl_ord_id = o.cl_ord_id;
  risk.feed("orders", r);
  const auto report = risk.take<execution_report>("reports").back();
  EXPECT_EQ(report.exec_type, exec_type::risk_rejected);
  EXPECT_EQ(report.orig_cl_ord_id, o.cl_ord_id);
  EXPECT_EQ(report.ord_status, ord_status::partially_filled);
  EXPECT_EQ(report.cum_qty.units, 40);
  EXPECT_EQ(report.leaves_qty.units, 60);
}

TEST_F(risk_actor_test, a_cancel_of_an_unknown_order_is_rejected_as_such) {
  auto c = order(1);
  c.action = order_action::cancel;
  c.orig_cl_ord_id = 999;
  risk.feed("orders", c);
  const auto reports = risk.take<execution_report>("reports");
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].exec_type, exec_type::cancel_rejected);
  EXPECT_EQ(reports[0].reason, reject_reason::unknown_order);
  EXPECT_EQ(reports[0].orig_cl_ord_id, 999U);
}

TEST_F(risk_actor_test, refuses_with_the_kill_switch_while_the_node_is_halted) {
  risk.node().halt().halt();
  risk.feed("orders", order(1));
  EXPECT_EQ(risk.take<execution_report>("reports").at(0).reason, reject_reason::kill_switch);
  risk.node().halt().resume();
  risk.feed("orders", order(1));
  EXPECT_EQ(risk.take<order_request>("approved").size(), 1U);
}

TEST_F(risk_actor_test, knows_the_position_when_the_report_passes) {
  const auto o = order(100);
  risk.feed("orders", o);
  risk.feed("executions", fill(o, 40));
  EXPECT_EQ(risk.take<execution_report>("reports").at(0).last_qty.units, 40);
  show(103);
  const auto seen = risk.inspect();
  const auto& row = seen.tables.find("positions")->second.at(0);
  EXPECT_EQ(row.at("symbol"), "AAPL");
  EXPECT_EQ(row.at("position"), "40");
  EXPECT_EQ(row.at("avg_px"), "100000000000");
  EXPECT_EQ(row.at("unrealised"), "120000000000");
  EXPECT_EQ(row.at("open_buy"), "60");
  EXPECT_EQ(seen.fields.at("open_orders"), "1");
  EXPECT_EQ(risk.gauge_of("corelane_risk_unrealised_profit_nanos"), 120'000'000'000);
}

TEST_F(risk_actor_test, a_limit_that_is_set_holds_for_the_next_order) {
  EXPECT_EQ(risk.set("max_order_size", "1000"), "");
  risk.feed("orders", order(1000));
  EXPECT_EQ(risk.take<order_request>("approved").size(), 1U);
  EXPECT_NE(risk.set("max_order_size", "-2"), "");
}

TEST_F(risk_actor_test, shows_its_limits_and_what_it_refused) {
  risk.feed("orders", order(501));
  const auto seen = risk.inspect();
  EXPECT_EQ(seen.tables.at("limits").at(0).at("max_order_size"), "500");
  EXPECT_EQ(seen.tables.at("rejects").at(0).at("reason"), "order_size");
  EXPECT_EQ(seen.tables.at("last_reject").at(0).at("value"), "501");
}

class risk_with_tables : public risk_actor_test {
protected:
  risk_with_tables()
      : risk_actor_test{
          "{max_order_size: 500, instruments: [{symbol: AAPL, max_order_size: 50}],"
          " strategies: [{strategy: 2, max_order_size: 10}]}"} {}
};

TEST_F(risk_with_tables, rows_override_the_limits_of_each) {
  auto o = order(51);
  risk.feed("orders", o);
  EXPECT_EQ(risk.take<execution_report>("reports").at(0).limit, 50);
  o = order(11);
  o.strategy = strategy_id{2};
  risk.feed("orders", o);
  EXPECT_EQ(risk.take<execution_report>("reports").at(0).limit, 10);
  o = order(500);
  o.instrument = risk.id("MSFT");
  risk.feed("orders", o);
  EXPECT_EQ(risk.take<order_request>("approved").size(), 1U);
}

TEST(risk_parameters, a_misspelt_limit_is_refused_with_the_nearest_one) {
  const auto refusal = actor_harness::refusal(kinds(), "risk", "{max_positon: 5}");
  EXPECT_NE(refusal.find("max_position"), std::string::npos) << refusal;
}

} // namespace
} // namespace corelane
