#pragma once

#include "corelane/actors/risk/risk_checks.hpp"
#include "corelane/actors/risk/risk_limits.hpp"
#include "corelane/actors/risk/risk_probe.hpp"
#include "corelane/runtime/api/actor.hpp"

#include <optional>

namespace corelane {

/// Stands between the strategies and the gateways: passes on the requests that break no limit,
/// answers the others itself, and keeps positions from the reports on their way back.
///
/// Reports of all strategies leave by `reports`; each strategy takes its own.
class risk_actor : public actor {
public:
  explicit risk_actor(actor_setup& setup);

  void on_start() override;
  void on_parameters_changed() override;
  void inspect(inspection& out) const override;

private:
  void take_order(const order_request& request);
  void take_execution(const execution_report& report);
  void take_book(const book_update& top);
  void take_trade(const trade& print);
  void take_status(const trading_status& status);
  void refuse(const order_request& request, const risk_verdict& verdict);
  void inspect_limits(inspection& out) const;
  void inspect_positions(inspection& out) const;
  void inspect_strategies(inspection& out) const;

  inlet<order_request> orders_{*this, "orders", on<&risk_actor::take_order>};
  inlet<execution_report> executions_{*this, "executions", on<&risk_actor::take_execution>};
  inlet<book_update> books_{*this, "books", on<&risk_actor::take_book>};
  inlet<trade> trades_{*this, "trades", on<&risk_actor::take_trade>};
  inlet<trading_status> statuses_{*this, "statuses", on<&risk_actor::take_status>};
  outlet<order_request> approved_{*this, "approved"};
  outlet<execution_report> reports_{*this, "reports"};

  instrument_directory& instruments_;
  halt_switch& halt_;
  risk_limits limits_;
  std::uint64_t traded_instruments_{1024};
  std::uint64_t strategies_{16};
  std::uint64_t open_orders_{8192};
  risk_probe probe_;
  std::optional<risk_checks> checks_; ///< from `on_start` on
  execution_report last_refusal_{};
};

} // namespace corelane
