#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// FIX tag 150, and two of ours: a refusal by our own risk and a lost session.
enum class exec_type : std::uint8_t {
  pending_new,
  new_order,
  trade,
  canceled,
  replaced,
  rejected,
  expired,
  cancel_rejected, ///< FIX message 9: the order stays as it was
  risk_rejected    ///< never left the node
};

/// FIX tag 39.
enum class ord_status : std::uint8_t {
  pending_new,
  new_order,
  partially_filled,
  filled,
  canceled,
  replaced,
  pending_cancel,
  pending_replace,
  rejected,
  expired
};

/// Why an order or a cancel was refused: FIX 103 and 102, and our own risk limits.
enum class reject_reason : std::uint8_t {
  none,
  unknown_order, ///< cancel or replace of an order that is not open
  too_late_to_cancel,
  duplicate_cl_ord_id,
  unknown_instrument,
  exchange_closed,
  venue_other, ///< the venue's text is in its session log
  order_size,
  order_notional,
  position,
  open_orders,
  price_collar,
  message_rate,
  daily_loss,
  instrument_halted,
  kill_switch,
  gateway_down,
  invalid_order, ///< no quantity, no price, unknown side
  node_notional,
  stale_book ///< the book behind the reference price is not to be believed
};

/// Whose limit refused an order.
enum class limit_scope : std::uint8_t { none, instrument, strategy, node };

/// What became of an order: the venue's execution report (FIX 8, 9) or our own refusal.
///
/// Passes risk before it reaches the strategy, so that positions never lag.
struct execution_report {
  static constexpr std::string_view event_name = "execution_report";
  static constexpr bool flows_back = true;
  static constexpr bool may_be_lost = false;

  corelane::exec_type exec_type{corelane::exec_type::new_order};
  corelane::ord_status ord_status{corelane::ord_status::new_order};
  corelane::side side{corelane::side::buy};
  reject_reason reason{reject_reason::none};
  instrument_id instrument{no_instrument};
  strategy_id strategy{};
  bool poss_resend{false};              ///< seen before: FIX 43 or 97 was set
  limit_scope scope{limit_scope::none}; ///< of a risk refusal
  std::uint8_t reserved[5]{};
  std::uint64_t cl_ord_id{0};
  std::uint64_t orig_cl_ord_id{0};
  std::uint64_t order_id{0}; ///< the venue's, FIX 37
  std::uint64_t exec_id{0};  ///< FIX 17
  price order_px{};          ///< FIX 44 of the order as it now stands
  price last_px{};           ///< FIX 31
  quantity last_qty{};       ///< FIX 32
  quantity cum_qty{};        ///< FIX 14
  quantity leaves_qty{};     ///< FIX 151
  std::int64_t limit{0};     ///< of a risk refusal: the limit, in the unit of the checked value
  std::int64_t value{0};     ///< of a risk refusal: the value that broke it
  timestamp transact_time{}; ///< FIX 60
  tsc_stamp received{};      ///< when its bytes came in
};

static_assert(sizeof(execution_report) == 120);

[[nodiscard]] const char* to_string(exec_type) noexcept;
[[nodiscard]] const char* to_string(ord_status) noexcept;
[[nodiscard]] const char* to_string(reject_reason) noexcept;
[[nodiscard]] const char* to_string(limit_scope) noexcept;

/// No more executions can follow for this order.
[[nodiscard]] constexpr bool is_final(ord_status s) noexcept {
  return s == ord_status::filled || s == ord_status::canceled || s == ord_status::rejected
         || s == ord_status::expired;
}

} // namespace corelane
