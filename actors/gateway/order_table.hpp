#pragma once

#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"
#include "corelane/runtime/api/open_orders.hpp"

#include <cstdint>

namespace corelane {

/// A gateway's open orders: what has been asked of the venue and what it has said.
///
/// One thread; allocates when made.
class order_table {
public:
  explicit order_table(std::size_t capacity) : orders_{capacity} {}

  /// Why `r` cannot be sent, or `none`, and then it counts as sent.
  [[nodiscard]] reject_reason take(const order_request& r) noexcept {
    if (r.action == order_action::submit) {
      open_order order;
      order.cl_ord_id = r.cl_ord_id;
      order.instrument = r.instrument;
      order.side = r.side;
      order.strategy = r.strategy;
      order.px = r.px;
      order.qty = order.leaves = r.qty;
      if (orders_.insert(order) != nullptr) return reject_reason::none;
      return orders_.size() == orders_.capacity() ? reject_reason::open_orders
                                                  : reject_reason::duplicate_cl_ord_id;
    }
    auto* order = orders_.find(r.orig_cl_ord_id);
    if (order == nullptr) return reject_reason::unknown_order;
    order->pending_cl_ord_id = r.cl_ord_id;
    order->pending_px = r.px;
    order->pending_qty = r.action == order_action::replace ? r.qty : quantity{0};
    return reject_reason::none;
  }
  /// `r` was taken but could not be sent.
  void take_back(const order_request& r) noexcept {
    if (r.action == order_action::submit)
      orders_.erase(r.cl_ord_id);
    else if (auto* order = orders_.find(r.orig_cl_ord_id))
      order->pending_cl_ord_id = 0;
  }

  /// Completes the venue's report by what is known of the order, and applies it. False when the
  /// order is not open here: then only the venue's own words are in `report`.
  bool apply(execution_report& report) noexcept {
    auto* order = orders_.find(report);
    if (order == nullptr) return false;
    report.instrument = order->instrument;
    report.strategy = order->strategy;
    report.side = order->side;
    orders_.apply(order, report);
    return true;
  }

  [[nodiscard]] const open_orders& open() const noexcept { return orders_; }
  [[nodiscard]] const open_order* find(std::uint64_t id) const noexcept { return orders_.find(id); }

  /// A cancel of `order`. Its id is of the form of strategies' ids, of strategy 255, which there
  /// is not: unique over restarts.
  [[nodiscard]] order_request cancel_of(const open_order& order, timestamp now) noexcept {
    order_request r;
    r.action = order_action::cancel;
    r.side = order.side;
    r.strategy = order.strategy;
    r.instrument = order.instrument;
    if (last_cancel_id_ == 0) {
      const auto seconds = static_cast<std::uint64_t>(now.ns / 1'000'000'000);
      last_cancel_id_ = 0xFFULL << 56 | (seconds & 0xFF'FFFF) << 32;
    }
    r.cl_ord_id = ++last_cancel_id_;
    r.orig_cl_ord_id = order.cl_ord_id;
    r.qty = order.qty;
    r.created = now;
    return r;
  }

private:
  open_orders orders_;
  std::uint64_t last_cancel_id_{0};
};

} // namespace corelane
