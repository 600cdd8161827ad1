#pragma once

#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

namespace corelane {

/// A report that says `type` of the request `r`; nothing filled.
[[nodiscard]] inline execution_report answer_to(const order_request& r, exec_type type,
                                                ord_status status, timestamp now) noexcept {
  execution_report e;
  e.exec_type = type;
  e.ord_status = status;
  e.side = r.side;
  e.instrument = r.instrument;
  e.strategy = r.strategy;
  e.cl_ord_id = r.cl_ord_id;
  e.orig_cl_ord_id = r.orig_cl_ord_id;
  e.order_px = r.px;
  e.transact_time = now;
  return e;
}

/// The gateway itself refuses `r`: the order does not come to be, or stays as it was.
[[nodiscard]] inline execution_report refusal_of(const order_request& r, reject_reason why,
                                                 timestamp now) noexcept {
  const bool submit = r.action == order_action::submit;
  auto e = answer_to(r, submit ? exec_type::risk_rejected : exec_type::cancel_rejected,
                     submit ? ord_status::rejected : ord_status::new_order, now);
  e.reason = why;
  if (!submit && why == reject_reason::unknown_order) e.ord_status = ord_status::rejected;
  return e;
}

} // namespace corelane
