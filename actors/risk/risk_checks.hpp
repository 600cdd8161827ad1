#pragma once

#include "corelane/actors/risk/exposure_ledger.hpp"
#include "corelane/actors/risk/risk_limits.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane {

/// What the checks say of one request; with `reason` none it may go.
struct risk_verdict {
  reject_reason reason{reject_reason::none};
  limit_scope scope{limit_scope::none};
  std::int64_t limit{0}; ///< of the kind `reason` names: shares, 1e-9 currency units, orders...
  std::int64_t value{0}; ///< what broke it

  [[nodiscard]] bool passed() const noexcept { return reason == reject_reason::none; }
};

/// The limits of a node, checked against what it holds and what its open orders could do.
///
/// An order that passes is reserved for at once, so that orders in flight count; reports settle
/// the reservation. A refusal changes nothing but the last client order id seen, which must grow
/// with each request of a strategy. All memory is taken in the constructor. One thread.
class risk_checks {
public:
  struct room {
    std::size_t traded_instruments{1024};
    std::size_t strategies{16};
    std::size_t open_orders{8192};
  };

  /// `limits` must outlive it. Symbols that have limits of their own join the directory.
  risk_checks(const risk_limits& limits, instrument_directory& instruments, room r);

  /// `limits` differ from those seen last.
  void limits_changed();

  /// Whether a new order or a replace may go; if so, it is reserved for. Cancels pass as long as
  /// their order is open. `halted` is the node's kill switch.
  [[nodiscard]] risk_verdict check(const order_request& request, timestamp now,
                                   bool halted) noexcept;
  /// Settles a report; false when its fill could not be placed in the books.
  bool take(const execution_report& report) noexcept;
  /// The order that a request acts on, or null.
  [[nodiscard]] const open_order* order_of(const order_request& request) const noexcept;

  void take(const book_update& top) noexcept;
  void take(const trade& print) noexcept;
  void take(const trading_status& status) noexcept;
  /// Begins a new day for the loss limits when `now` is past 00:00 UTC.
  void roll_day(timestamp now) noexcept;

  [[nodiscard]] const exposure_ledger& ledger() const noexcept { return ledger_; }
  [[nodiscard]] const open_orders& orders() const noexcept { return orders_; }

private:
  /// A set of limits as the checks read them. One cache line.
  struct alignas(64) row {
    std::int64_t order_size, order_notional, position, open_orders, daily_loss, collar_bps;
    message_rate rate;
  };
  /// What a request would add.
  struct proposal;

  [[nodiscard]] static row row_of(const limit_set& set) noexcept;
  [[nodiscard]] risk_verdict submit(const order_request& request, timestamp now) noexcept;
  [[nodiscard]] risk_verdict replace(const order_request& request, timestamp now) noexcept;
  [[nodiscard]] risk_verdict check_form(const order_request& request) noexcept;
  [[nodiscard]] risk_verdict check_order(const proposal& p, const row& own,
                                         limit_scope scope) const noexcept;
  [[nodiscard]] risk_verdict check_sums(const proposal& p, timestamp now) const noexcept;
  [[nodiscard]] risk_verdict check_losses(const proposal& p) const noexcept;
  [[nodiscard]] risk_verdict judge(const proposal& p, timestamp now) const noexcept;
  void count_message(std::size_t strategy, timestamp now) noexcept;

  const risk_limits& limits_;
  instrument_directory& instruments_;
  exposure_ledger ledger_;
  open_orders orders_;
  std::vector<row> instrument_rows_; ///< [0]: of all without a row of their own
  std::vector<row> strategy_rows_;   ///< by strategy id; [0]: the node's sums
  timestamp day_ends_{};
};

} // namespace corelane
