#include "corelane/actors/risk/exposure_ledger.hpp"

#include <algorithm>

namespace corelane {

exposure_ledger::exposure_ledger(std::size_t instruments, std::size_t traded_instruments,
                                 std::size_t strategies)
    : instruments_(instruments),
      exposures_((traded_instruments + 1) * (strategies + 1)),
      accounts_(strategies + 1) {}

bool exposure_ledger::trade(instrument_id id) noexcept {
  auto& i = of(id);
  if (i.slot != 0) return true;
  if (slots_ * accounts_.size() == exposures_.size()) return false;
  i.slot = slots_++;
  return true;
}

void exposure_ledger::reserve(const open_order& order, int sign) noexcept {
  // While a replace is in flight either version may be the one that fills.
  const auto replaced = order.pending_qty.units > 0
                            ? std::max(quantity{}, order.pending_qty - order.filled())
                            : quantity{};
  const quantity most{sign * std::max(order.leaves, replaced).units};
  const auto value = std::max(value_of(order.px, order.leaves).magnitude(),
                              value_of(order.pending_px, replaced).magnitude());
  auto& i = of(order.instrument);
  const auto strategy = static_cast<std::size_t>(order.strategy);
  for (auto* e : {&at(i, 0), &at(i, strategy)})
    (order.side == side::buy ? e->open_buy : e->open_sell) += most;
  i.open_orders += sign;
  accounts_[0].open_orders += sign;
  accounts_[strategy].open_orders += sign;
  open_value_ += sign > 0 ? value : -value;
}

void exposure_ledger::fill_one(const instrument_state& i, std::size_t strategy, quantity traded,
                               price px) noexcept {
  auto& held = at(i, strategy).held;
  auto& sums = accounts_[strategy];
  const auto realised = held.realised;
  held.fill(traded, px);
  sums.realised += held.realised - realised;
  // Bought below the mark is earned, above it is lost, whatever the cost was.
  sums.profit += value_of(i.reference - px, traded);
}

bool exposure_ledger::fill(instrument_id id, std::size_t strategy, quantity traded,
                           price px) noexcept {
  if (!knows(id) || !trade(id)) return false;
  auto& i = of(id);
  if (!i.referenced) mark(id, px);
  const auto& held = at(i, 0).held;
  const auto before = held.cost.magnitude();
  fill_one(i, 0, traded, px);
  held_cost_ += held.cost.magnitude() - before;
  if (strategy != 0) fill_one(i, strategy, traded, px);
  return true;
}

void exposure_ledger::mark(instrument_id id, price reference) noexcept {
  auto& i = of(id);
  const auto moved = reference - i.reference;
  i.reference = reference;
  i.referenced = true;
  if (i.slot == 0 || moved.nanos == 0) return;
  for (std::size_t s = 0; s < accounts_.size(); ++s)
    accounts_[s].profit += value_of(moved, at(i, s).held.qty);
}

void exposure_ledger::begin_day() noexcept {
  for (auto& a : accounts_) a.day_profit = a.profit;
  for (auto& i : instruments_)
    if (i.slot != 0) i.day_profit = profit_of(i).clamped();
}

notional exposure_ledger::profit_of(const instrument_state& i) const noexcept {
  const auto& held = of(i, 0).held;
  return held.realised + held.unrealised(i.reference);
}

} // namespace corelane
