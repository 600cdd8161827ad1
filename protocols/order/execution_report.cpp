#include "corelane/protocols/order/execution_report.hpp"

namespace corelane {

const char* to_string(exec_type t) noexcept {
  switch (t) {
    case exec_type::pending_new: return "pending_new";
    case exec_type::new_order: return "new";
    case exec_type::trade: return "trade";
    case exec_type::canceled: return "canceled";
    case exec_type::replaced: return "replaced";
    case exec_type::rejected: return "rejected";
    case exec_type::expired: return "expired";
    case exec_type::cancel_rejected: return "cancel_rejected";
    case exec_type::risk_rejected: return "risk_rejected";
  }
  return "?";
}

const char* to_string(ord_status s) noexcept {
  switch (s) {
    case ord_status::pending_new: return "pending_new";
    case ord_status::new_order: return "new";
    case ord_status::partially_filled: return "partially_filled";
    case ord_status::filled: return "filled";
    case ord_status::canceled: return "canceled";
    case ord_status::replaced: return "replaced";
    case ord_status::pending_cancel: return "pending_cancel";
    case ord_status::pending_replace: return "pending_replace";
    case ord_status::rejected: return "rejected";
    case ord_status::expired: return "expired";
  }
  return "?";
}

const char* to_string(reject_reason r) noexcept {
  switch (r) {
    case reject_reason::none: return "none";
    case reject_reason::unknown_order: return "unknown_order";
    case reject_reason::too_late_to_cancel: return "too_late_to_cancel";
    case reject_reason::duplicate_cl_ord_id: return "duplicate_cl_ord_id";
    case reject_reason::unknown_instrument: return "unknown_instrument";
    case reject_reason::exchange_closed: return "exchange_closed";
    case reject_reason::venue_other: return "venue_other";
    case reject_reason::order_size: return "order_size";
    case reject_reason::order_notional: return "order_notional";
    case reject_reason::position: return "position";
    case reject_reason::open_orders: return "open_orders";
    case reject_reason::price_collar: return "price_collar";
    case reject_reason::message_rate: return "message_rate";
    case reject_reason::daily_loss: return "daily_loss";
    case reject_reason::instrument_halted: return "instrument_halted";
    case reject_reason::kill_switch: return "kill_switch";
    case reject_reason::gateway_down: return "gateway_down";
    case reject_reason::invalid_order: return "invalid_order";
    case reject_reason::node_notional: return "node_notional";
    case reject_reason::stale_book: return "stale_book";
  }
  return "?";
}

const char* to_string(limit_scope s) noexcept {
  switch (s) {
    case limit_scope::none: return "none";
    case limit_scope::instrument: return "instrument";
    case limit_scope::strategy: return "strategy";
    case limit_scope::node: return "node";
  }
  return "?";
}

} // namespace corelane
