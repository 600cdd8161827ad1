#pragma once

#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

namespace corelane::support {

/// What a venue would say to `request`, for tests that play the venue.
[[nodiscard]] inline execution_report report_on(const order_request& request, exec_type type,
                                                ord_status status) {
  execution_report r;
  r.exec_type = type;
  r.ord_status = status;
  r.side = request.side;
  r.instrument = request.instrument;
  r.strategy = request.strategy;
  r.cl_ord_id = request.cl_ord_id;
  r.orig_cl_ord_id = request.orig_cl_ord_id;
  r.order_px = request.px;
  r.leaves_qty = is_final(status) ? quantity{} : request.qty;
  return r;
}

[[nodiscard]] inline execution_report acknowledged(const order_request& request) {
  return report_on(request, exec_type::new_order, ord_status::new_order);
}

/// A fill of `last`, after `before` had been filled already.
[[nodiscard]] inline execution_report filled(const order_request& request, quantity last,
                                             quantity before = {}) {
  auto r = report_on(request, exec_type::trade, ord_status::partially_filled);
  r.orig_cl_ord_id = 0;
  r.last_px = request.px;
  r.last_qty = last;
  r.cum_qty = before + last;
  r.leaves_qty = request.qty - r.cum_qty;
  if (r.leaves_qty.units == 0) r.ord_status = ord_status::filled;
  return r;
}

/// Grants a cancel or ends an IOC order.
[[nodiscard]] inline execution_report canceled(const order_request& request) {
  return report_on(request, exec_type::canceled, ord_status::canceled);
}

/// Grants a replace of an order of which `cum` had been filled.
[[nodiscard]] inline execution_report replaced(const order_request& request, quantity cum = {}) {
  auto r = report_on(request, exec_type::replaced, ord_status::new_order);
  r.cum_qty = cum;
  r.leaves_qty = request.qty - cum;
  return r;
}

[[nodiscard]] inline execution_report refused(const order_request& request, exec_type type,
                                              reject_reason why) {
  auto r = report_on(request, type, ord_status::rejected);
  r.reason = why;
  return r;
}

} // namespace corelane::support
