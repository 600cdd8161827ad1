#include "corelane/actors/venue/matching_engine.hpp"

#include <algorithm>
#include <limits>

namespace corelane::venue {

namespace {

/// The worst key of the other side that an order may trade with.
std::int64_t limit_key(const new_order& order) noexcept {
  return order.ord_type == ord_type::market ? std::numeric_limits<std::int64_t>::min()
                                            : key_of(opposite(order.side), order.px);
}

std::uint64_t key_of(order_reference reference) noexcept {
  return static_cast<std::uint64_t>(reference);
}

bool may_rest(const new_order& order) noexcept {
  return order.ord_type == ord_type::limit && order.time_in_force == time_in_force::day;
}

cancel_cause cause_of_rest(const new_order& order) noexcept {
  if (order.time_in_force == time_in_force::fok) return cancel_cause::fill_or_kill;
  return order.ord_type == ord_type::market ? cancel_cause::no_liquidity
                                            : cancel_cause::immediate_or_cancel;
}

} // namespace

matching_engine::matching_engine(const settings& s, matching_handler& out)
    : settings_{s},
      out_{out},
      level_memory_{std::make_unique_for_overwrite<price_level[]>(std::size_t{s.instruments} * 2
                                                                  * s.levels_per_side)},
      orders_(s.max_orders),
      index_{s.max_orders} {
  ladders_.reserve(std::size_t{s.instruments} * 2);
  for (std::size_t i = 0; i < std::size_t{s.instruments} * 2; ++i)
    ladders_.emplace_back(
        std::span{level_memory_.get() + i * s.levels_per_side, s.levels_per_side});
  for (std::uint32_t slot = 0; slot < s.max_orders; ++slot)
    orders_[slot].next = slot + 1 == s.max_orders ? none : slot + 1;
}

order_reference matching_engine::submit(const new_order& order) {
  if (const auto why = check(order); why != refusal::none) {
    out_.order_refused(order, why);
    return no_order;
  }
  const auto limit = limit_key(order);
  book_order taker{order_reference{next_reference_++},
                   order.instrument,
                   order.side,
                   order.ord_type == ord_type::market ? price{} : order.px,
                   order.qty,
                   order.owner};
  out_.accepted(taker);
  if (order.time_in_force != time_in_force::fok || can_fill(order, limit)) match(taker, limit);
  if (taker.leaves.units == 0) return taker.reference;
  if (may_rest(order)) {
    rest(taker);
    out_.rested(taker);
  } else {
    out_.canceled({taker, taker.leaves, cause_of_rest(order)});
  }
  return taker.reference;
}

bool matching_engine::cancel(order_reference reference, order_owner by) {
  const auto slot = index_.find(key_of(reference));
  if (slot == none) {
    out_.request_refused(reference, by, refusal::unknown_order);
    return false;
  }
  const auto order = view(slot);
  remove(slot);
  out_.canceled({order, order.leaves, cancel_cause::requested});
  return true;
}

order_reference matching_engine::replace(order_reference reference, price px, quantity leaves,
                                         order_owner by) {
  const auto refuse = [&](refusal why) {
    out_.request_refused(reference, by, why);
    return no_order;
  };
  const auto slot = index_.find(key_of(reference));
  if (slot == none) return refuse(refusal::unknown_order);
  if (!valid_quantity(leaves)) return refuse(refusal::bad_quantity);
  if (!valid_price(px)) return refuse(refusal::bad_price);
  const auto& order = orders_[slot];
  if (px.nanos == order.px && leaves.units < order.leaves) return shrink(slot, leaves);
  if (!room_for_level(instrument_id{order.instrument}, order.side, px))
    return refuse(refusal::no_room);
  return requeue(slot, px, leaves);
}

void matching_engine::print_trade(instrument_id instrument, side s, price px, quantity qty) {
  out_.printed({instrument, s, px, qty, next_match_++});
}

book_level matching_engine::best(instrument_id instrument, side s) const noexcept {
  const auto& ladder = ladders_[ladder_index(instrument, s)];
  if (ladder.empty()) return {};
  return {price_of(s, ladder.best().key), quantity{ladder.best().qty}};
}

book_order matching_engine::view(std::uint32_t slot) const noexcept {
  const auto& o = orders_[slot];
  return {order_reference{o.reference},
          instrument_id{o.instrument},
          o.side,
          price{o.px},
          quantity{o.leaves},
          o.owner};
}

refusal matching_engine::check(const new_order& order) noexcept {
  if (index_of(order.instrument) >= settings_.instruments) return refusal::unknown_instrument;
  if (!valid_quantity(order.qty)) return refusal::bad_quantity;
  if (order.ord_type == ord_type::limit && !valid_price(order.px)) return refusal::bad_price;
  if (may_rest(order) && (free_ == none || !room_for_level(order.instrument, order.side, order.px)))
    return refusal::no_room;
  return refusal::none;
}

bool matching_engine::valid_price(price px) const noexcept {
  return px.nanos > 0 && px <= settings_.max_px && px.nanos % settings_.tick.nanos == 0;
}

bool matching_engine::valid_quantity(quantity qty) const noexcept {
  return qty.units > 0 && qty <= settings_.max_qty;
}

bool matching_engine::room_for_level(instrument_id instrument, side s, price px) noexcept {
  auto& levels = ladder(instrument, s);
  return !levels.full() || levels.find(key_of(s, px)) != nullptr;
}

bool matching_engine::can_fill(const new_order& order, std::int64_t limit) const noexcept {
  const auto levels = this->levels(order.instrument, opposite(order.side));
  auto wanted = order.qty.units;
  for (auto level = levels.rbegin(); level != levels.rend() && level->key >= limit; ++level) {
    wanted -= level->qty;
    if (wanted <= 0) return true;
  }
  return false;
}

void matching_engine::match(book_order& taker, std::int64_t limit) {
  auto& other = ladder(taker.instrument, opposite(taker.side));
  while (taker.leaves.units > 0 && !other.empty() && other.best().key >= limit)
    fill_head(other.best(), other, taker);
}

void matching_engine::fill_head(price_level& level, price_ladder& side_of, book_order& taker) {
  const auto slot = level.head;
  auto& order = orders_[slot];
  const quantity qty{std::min(order.leaves, taker.leaves.units)};
  order.leaves -= qty.units;
  level.qty -= qty.units;
  taker.leaves -= qty;
  const auto resting = view(slot);
  if (order.leaves == 0) {
    unlink(slot, level);
    if (level.orders == 0) side_of.drop_best();
    release(slot);
  }
  out_.executed({resting, taker, resting.px, qty, next_match_++});
}

void matching_engine::rest(const book_order& order) noexcept {
  const auto slot = free_;
  auto& level = ladder(order.instrument, order.side).at(key_of(order.side, order.px));
  auto& o = orders_[slot];
  free_ = o.next;
  ++open_;
  const auto previous = level.orders == 0 ? none : level.tail;
  o = {key_of(order.reference),    order.px.nanos, order.leaves.units, none, previous,
       index_of(order.instrument), order.owner,    order.side};
  (previous == none ? level.head : orders_[previous].next) = slot;
  level.tail = slot;
  ++level.orders;
  level.qty += o.leaves;
  index_.insert(key_of(order.reference), slot);
}

void matching_engine::remove(std::uint32_t slot) noexcept {
  const auto& order = orders_[slot];
  auto& levels = ladder(instrument_id{order.instrument}, order.side);
  auto& level = *levels.find(key_of(order.side, price{order.px}));
  level.qty -= order.leaves;
  unlink(slot, level);
  if (level.orders == 0) levels.erase(level);
  release(slot);
}

void matching_engine::unlink(std::uint32_t slot, price_level& level) noexcept {
  const auto& order = orders_[slot];
  (order.previous == none ? level.head : orders_[order.previous].next) = order.next;
  (order.next == none ? level.tail : orders_[order.next].previous) = order.previous;
  --level.orders;
}

void matching_engine::release(std::uint32_t slot) noexcept {
  index_.erase(orders_[slot].reference);
  orders_[slot].next = free_;
  free_ = slot;
  --open_;
}

order_reference matching_engine::shrink(std::uint32_t slot, quantity leaves) {
  const auto before = view(slot);
  auto& level = *ladder(before.instrument, before.side).find(key_of(before.side, before.px));
  level.qty -= before.leaves.units - leaves.units;
  orders_[slot].leaves = leaves.units;
  out_.replaced({before, view(slot), true});
  return before.reference;
}

order_reference matching_engine::requeue(std::uint32_t slot, price px, quantity leaves) {
  const auto before = view(slot);
  remove(slot);
  auto after = before;
  after.reference = order_reference{next_reference_++};
  after.px = px;
  after.leaves = leaves;
  const auto& other = ladder(after.instrument, opposite(after.side));
  const auto limit = key_of(opposite(after.side), px);
  const bool crosses = !other.empty() && other.best().key >= limit;
  if (!crosses) rest(after);
  out_.replaced({before, after, !crosses});
  if (!crosses) return after.reference;
  match(after, limit);
  if (after.leaves.units > 0) {
    rest(after);
    out_.rested(after);
  }
  return after.reference;
}

} // namespace corelane::venue
