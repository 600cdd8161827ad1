#pragma once

#include "corelane/actors/risk/risk_checks.hpp"

#include <gtest/gtest.h>

#include <optional>

/// What the tests of the checks share: limits wide open, and a market to trade in.
namespace corelane {

inline void PrintTo(const risk_verdict& v, std::ostream* out) {
  *out << to_string(v.reason) << " of the " << to_string(v.scope) << ", limit " << v.limit
       << ", value " << v.value;
}

inline bool operator==(const risk_verdict& a, const risk_verdict& b) {
  return a.reason == b.reason && a.scope == b.scope && a.limit == b.limit && a.value == b.value;
}

namespace {

constexpr timestamp opening{1'736'173'800'000'000'000};
constexpr risk_verdict passed{};

inline price dollars(double n) { return {static_cast<std::int64_t>(n * 10'000) * 100'000}; }

inline risk_verdict refused(reject_reason reason, limit_scope scope, std::int64_t limit,
                            std::int64_t value) {
  return {reason, scope, limit, value};
}

/// Limits wide open, but for those that a test tightens; AAPL stands at 99.99 / 100.01.
class risk_checks_test : public testing::Test {
protected:
  risk_checks_test() {
    limits.each = {quantity{1'000'000},
                   dollars(100'000'000),
                   quantity{10'000'000},
                   1000,
                   1'000'000,
                   dollars(100'000'000),
                   1'000'000};
    limits.node_open_orders = 1000;
    limits.node_message_rate = 1'000'000;
    limits.node_daily_loss = dollars(1'000'000'000);
    limits.node_notional = dollars(1'000'000'000);
  }

  risk_checks& checks() {
    if (!made) {
      made.emplace(limits, instruments, risk_checks::room{8, 4, 64});
      show(aapl, 99.99, 100.01);
    }
    return *made;
  }

  void show(instrument_id id, double bid, double ask) {
    book_update top;
    top.instrument = id;
    top.flags = book_update::valid;
    top.bid = {dollars(bid), quantity{100}};
    top.ask = {dollars(ask), quantity{100}};
    checks().take(top);
  }

  order_request order(side s, std::int64_t qty, double px, int strategy = 1) {
    order_request r;
    r.side = s;
    r.strategy = strategy_id(strategy);
    r.instrument = aapl;
    r.cl_ord_id = ++last_id;
    r.qty = {qty};
    r.px = dollars(px);
    return r;
  }
  order_request replace_of(const order_request& o, std::int64_t qty, double px) {
    auto r = o;
    r.action = order_action::replace;
    r.orig_cl_ord_id = o.cl_ord_id;
    r.cl_ord_id = ++last_id;
    r.qty = {qty};
    r.px = dollars(px);
    return r;
  }
  order_request cancel_of(const order_request& o) {
    auto r = replace_of(o, o.qty.units, 0);
    r.action = order_action::cancel;
    return r;
  }

  risk_verdict check(const order_request& r) { return checks().check(r, clock, halted); }
  risk_verdict check(side s, std::int64_t qty, double px, int strategy = 1) {
    return check(order(s, qty, px, strategy));
  }

  /// The venue's word on an order; leaves is what remains after.
  void filled(const order_request& o, std::int64_t qty, double px, std::int64_t leaves) {
    auto r =
        about(o, exec_type::trade, leaves == 0 ? ord_status::filled : ord_status::partially_filled);
    r.last_qty = {qty};
    r.last_px = dollars(px);
    r.cum_qty = o.qty - quantity{leaves};
    r.leaves_qty = {leaves};
    checks().take(r);
  }
  void closed(const order_request& o, exec_type why, ord_status status) {
    checks().take(about(o, why, status));
  }
  static execution_report about(const order_request& o, exec_type type, ord_status status) {
    execution_report r;
    r.exec_type = type;
    r.ord_status = status;
    r.side = o.side;
    r.instrument = o.instrument;
    r.strategy = o.strategy;
    r.cl_ord_id = o.cl_ord_id;
    r.orig_cl_ord_id = o.orig_cl_ord_id;
    return r;
  }
  /// Holds `qty` shares (negative: short), bought at `px`.
  void hold(std::int64_t qty, double px, int strategy = 1) {
    const auto o = order(qty > 0 ? side::buy : side::sell, std::abs(qty), px, strategy);
    ASSERT_EQ(check(o), passed);
    filled(o, std::abs(qty), px, 0);
  }

  risk_limits limits;
  instrument_directory instruments{32};
  instrument_id aapl{instruments.add("AAPL")};
  instrument_id msft{instruments.add("MSFT")};
  timestamp clock{opening};
  bool halted{false};
  std::uint64_t last_id{0};
  std::optional<risk_checks> made;
};

using enum reject_reason;
using scope = limit_scope;

} // namespace
} // namespace corelane
