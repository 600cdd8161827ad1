#include "corelane/runtime/api/open_orders.hpp"

#include <bit>

namespace corelane {

namespace {

void settle_request(open_order& order, const execution_report& report) noexcept {
  // A refused cancel of the gateway's own says nothing of a replace in flight.
  if (report.cl_ord_id != order.pending_cl_ord_id && report.exec_type != exec_type::replaced)
    return;
  order.pending_cl_ord_id = 0;
  order.pending_px = {};
  order.pending_qty = {};
}

/// What a trade report fills that the order does not have yet.
quantity new_fill(const open_order* order, const execution_report& report) noexcept {
  if (report.exec_type != exec_type::trade) return {};
  if (!report.poss_resend) return report.last_qty;
  if (order == nullptr || report.cum_qty <= order->filled()) return {};
  return report.last_qty;
}

/// The order itself is refused, not a request to change it.
bool refuses_order(const open_order& order, const execution_report& report) noexcept {
  return report.cl_ord_id == order.cl_ord_id
         && (report.exec_type == exec_type::rejected
             || report.exec_type == exec_type::risk_rejected);
}

} // namespace

open_orders::open_orders(std::size_t capacity)
    : capacity_{capacity}, mask_{std::bit_ceil(capacity * 2 + 2) - 1}, slots_(mask_ + 1) {}

// Ids count up in their low half, so their bits are spread by a multiplication (Fibonacci
// hashing) and taken from the top.
std::size_t open_orders::home_of(std::uint64_t id) const noexcept {
  return ((id * 0x9E37'79B9'7F4A'7C15) >> 32) & mask_;
}

std::size_t open_orders::slot_of(std::uint64_t id) const noexcept {
  auto slot = home_of(id);
  while (slots_[slot].cl_ord_id != id && slots_[slot].cl_ord_id != 0) slot = (slot + 1) & mask_;
  return slot;
}

open_order* open_orders::insert(const open_order& order) noexcept {
  if (order.cl_ord_id == 0 || size_ == capacity_) return nullptr;
  auto& slot = slots_[slot_of(order.cl_ord_id)];
  if (slot.cl_ord_id != 0) return nullptr;
  slot = order;
  ++size_;
  return &slot;
}

open_order* open_orders::find(std::uint64_t cl_ord_id) noexcept {
  auto& slot = slots_[slot_of(cl_ord_id)];
  return slot.cl_ord_id == 0 ? nullptr : &slot;
}

const open_order* open_orders::find(std::uint64_t cl_ord_id) const noexcept {
  const auto& slot = slots_[slot_of(cl_ord_id)];
  return slot.cl_ord_id == 0 ? nullptr : &slot;
}

bool open_orders::erase(std::uint64_t cl_ord_id) noexcept {
  auto hole = slot_of(cl_ord_id);
  if (slots_[hole].cl_ord_id == 0) return false;
  // Moves back whoever would no longer be reached over the hole, so no tombstones remain.
  for (auto next = (hole + 1) & mask_; slots_[next].cl_ord_id != 0; next = (next + 1) & mask_) {
    const auto home = home_of(slots_[next].cl_ord_id);
    if (((next - home) & mask_) < ((next - hole) & mask_)) continue;
    slots_[hole] = slots_[next];
    hole = next;
  }
  slots_[hole] = {};
  --size_;
  return true;
}

open_order* open_orders::rename(std::uint64_t from, std::uint64_t to) noexcept {
  const auto* found = find(from);
  if (found == nullptr || to == 0 || find(to) != nullptr) return nullptr;
  auto order = *found;
  erase(from);
  order.cl_ord_id = to;
  return insert(order);
}

open_order* open_orders::find(const execution_report& report) noexcept {
  if (report.orig_cl_ord_id != 0)
    if (auto* order = find(report.orig_cl_ord_id)) return order;
  return find(report.cl_ord_id);
}

open_orders::change open_orders::apply(open_order* order, const execution_report& report) noexcept {
  const auto filled = new_fill(order, report);
  if (order == nullptr) return {nullptr, filled};
  switch (report.exec_type) {
    case exec_type::pending_new: return {order, filled};
    case exec_type::new_order: order->acknowledged = true; return {order, filled};
    case exec_type::trade:
      if (filled.units != 0) order->leaves = report.leaves_qty;
      order->acknowledged = true;
      if (order->leaves.units > 0) return {order, filled};
      break;
    case exec_type::replaced: {
      if (report.poss_resend && report.cum_qty < order->filled()) return {order, filled};
      settle_request(*order, report);
      order->acknowledged = true;
      order->px = report.order_px;
      order->qty = report.cum_qty + report.leaves_qty;
      order->leaves = report.leaves_qty;
      if (order->leaves.units <= 0) break;
      if (report.cl_ord_id == order->cl_ord_id) return {order, filled};
      auto* renamed = rename(order->cl_ord_id, report.cl_ord_id);
      return {renamed != nullptr ? renamed : order, filled};
    }
    case exec_type::rejected:
    case exec_type::risk_rejected:
    case exec_type::cancel_rejected:
      if (refuses_order(*order, report)) break;
      settle_request(*order, report);
      // FIX 9 gives the order's own status: final when the venue does not have it any more.
      if (report.exec_type != exec_type::cancel_rejected || !is_final(report.ord_status))
        return {order, filled};
      break;
    case exec_type::canceled:
    case exec_type::expired: break;
  }
  erase(order->cl_ord_id);
  return {nullptr, filled};
}

} // namespace corelane
