#include "corelane/actors/book/order_books.hpp"

#include <algorithm>

namespace corelane {

namespace {

constexpr int index_of(side s) noexcept { return static_cast<int>(s); }

/// Blocks are at least a third full on average, and each side has one of its own.
constexpr std::size_t blocks_for(const book_capacity& c) noexcept {
  return 2 * c.instruments + c.levels / 8 + 16;
}

} // namespace

order_books::order_books(const book_capacity& capacity)
    : orders_{capacity.orders},
      levels_{capacity.levels},
      blocks_{blocks_for(capacity)},
      books_(capacity.instruments) {}

book_change order_books::apply(const mbo_event& e) noexcept {
  switch (e.action) {
    case mbo_action::add: return add(e);
    case mbo_action::execute:
    case mbo_action::execute_at:
    case mbo_action::reduce: return take(e, false);
    case mbo_action::remove: return take(e, true);
    case mbo_action::replace: return replace(e);
    case mbo_action::modify: return modify(e);
    case mbo_action::clear: return clear(e);
    case mbo_action::trust: {
      book_change none;
      none.instrument = e.instrument;
      trust(e.instrument, e.state());
      return none;
    }
  }
  book_change refused;
  refused.outcome = book_outcome::refused;
  return refused;
}

void order_books::touch(instrument_book& book) noexcept {
  ++book.changes;
  if ((book.flags & instrument_book::seen) != 0) return;
  book.flags |= instrument_book::seen;
  ++seen_;
}

/// The order that `e` names; 0, and why, if there is none of that instrument.
book_index order_books::find(const mbo_event& e, book_change& change) const noexcept {
  change.instrument = e.instrument;
  if (e.instrument != no_instrument && !known(e.instrument)) {
    change.outcome = book_outcome::unknown_instrument;
    return 0;
  }
  const auto at = orders_.find(e.order_id);
  if (at != 0) {
    const auto& level = levels_[orders_[at].level];
    change.instrument = instrument_id{level.instrument()};
    change.side = level.side();
    change.px = change.new_px = {level.px};
    if (e.instrument == no_instrument || e.instrument == change.instrument) return at;
  }
  change.outcome = book_outcome::unknown_order;
  return 0;
}

book_change order_books::add(const mbo_event& e) noexcept {
  book_change change{book_outcome::applied, e.side, false, false, e.instrument, e.px, e.px, e.qty};
  if (!known(e.instrument))
    change.outcome = book_outcome::unknown_instrument;
  else if (e.qty.units <= 0)
    change.outcome = book_outcome::refused;
  else
    change.outcome = rest(index_of(e.instrument), e.side, e.px.nanos,
                          static_cast<std::uint64_t>(e.qty.units), e.order_id);
  change.changed = change.outcome == book_outcome::applied;
  return change;
}

/// Executions, partial cancels and deletes.
book_change order_books::take(const mbo_event& e, bool all) noexcept {
  book_change change;
  const auto at = find(e, change);
  if (at == 0) return change;
  const auto left = orders_[at].qty;
  if (!all && e.qty.units <= 0) {
    change.outcome = book_outcome::refused;
    return change;
  }
  const auto asked = all ? left : static_cast<std::uint64_t>(e.qty.units);
  if (asked > left) change.outcome = book_outcome::clamped;
  change.qty = {static_cast<std::int64_t>(std::min(asked, left))};
  change.changed = true;
  if (asked >= left)
    leave(at);
  else
    reduce(at, asked);
  return change;
}

book_change order_books::replace(const mbo_event& e) noexcept {
  book_change change;
  const auto at = find(e, change);
  if (at == 0) return change;
  change.changed = true;
  change.qty = {static_cast<std::int64_t>(orders_[at].qty)};
  change.new_px = e.px;
  leave(at);
  if (e.qty.units > 0)
    change.outcome = rest(index_of(change.instrument), change.side, e.px.nanos,
                          static_cast<std::uint64_t>(e.qty.units), e.new_order_id);
  return change;
}

book_change order_books::modify(const mbo_event& e) noexcept {
  book_change change;
  const auto at = find(e, change);
  if (at == 0) return change;
  const auto left = orders_[at].qty;
  const auto wanted = static_cast<std::uint64_t>(std::max<std::int64_t>(e.qty.units, 0));
  change.new_px = e.px;
  if (change.px == e.px && wanted == left) return change;
  change.changed = true;
  change.qty = {static_cast<std::int64_t>(left)};
  const bool stays = wanted < left || (e.flags & mbo_event::keeps_place) != 0;
  if (change.px == e.px && wanted > 0 && stays) {
    // An increase in place wraps around, and so comes out right.
    change.qty = {static_cast<std::int64_t>(left > wanted ? left - wanted : wanted - left)};
    reduce(at, left - wanted);
    return change;
  }
  leave(at);
  if (wanted > 0)
    change.outcome = rest(index_of(change.instrument), change.side, e.px.nanos, wanted, e.order_id);
  return change;
}

book_change order_books::clear(const mbo_event& e) noexcept {
  book_change change;
  change.instrument = e.instrument;
  if (!known(e.instrument)) {
    change.outcome = book_outcome::unknown_instrument;
    return change;
  }
  change.changed = change.cleared = true;
  auto& book = books_[index_of(e.instrument)];
  clear_side(book, side::buy);
  clear_side(book, side::sell);
  book.orders = 0;
  book.flags &= ~instrument_book::overflowed;
  book.trust(e.state());
  touch(book);
  return change;
}

void order_books::clear_side(instrument_book& book, side s) noexcept {
  const auto i = index_of(s);
  book.ladder[i].visit_from_best(blocks_, [&](std::int64_t, book_index level) {
    for (auto at = levels_[level].first; at != 0;) {
      const auto behind = orders_[at].behind;
      orders_.erase(at);
      at = behind;
    }
    levels_.give_back(level);
    return true;
  });
  book.ladder[i].clear(blocks_);
  book.best[i] = {};
  book.best_orders[i] = 0;
  book.best_level_at[i] = 0;
}

/// The level at `px`, made if there is none; 0 when there is no room for it.
book_index order_books::level_for(instrument_book& book, std::uint32_t instrument, side s,
                                  std::int64_t px) noexcept {
  const auto i = index_of(s);
  const auto owner = price_level::owner_of(instrument, s);
  if (levels_[hint_].is(px, owner)) return hint_;
  if (book.best_level_at[i] != 0 && book.best[i].px == px) return book.best_level_at[i];
  auto& ladder = book.ladder[i];
  const auto key = key_of(s, px);
  const auto where = ladder.locate(blocks_, key);
  if (where.found) return blocks_[where.leaf].ref[where.at];
  const auto level = levels_.take(px, owner);
  if (level == 0) return 0;
  if (!ladder.insert(blocks_, where, key, level)) {
    levels_.give_back(level);
    return 0;
  }
  if (book.best_level_at[i] == 0 || key > key_of(s, book.best[i].px)) {
    book.best_level_at[i] = level;
    book.best[i].px = px;
  }
  return level;
}

/// Puts a new order at the back of its price's queue. The book is stale when it cannot.
book_outcome order_books::rest(std::uint32_t instrument, side s, std::int64_t px, std::uint64_t qty,
                               std::uint64_t id) noexcept {
  auto& book = books_[instrument];
  const auto at = orders_.insert(id);
  if (at == order_store::taken) return book_outcome::duplicate_order;
  touch(book);
  const auto level_at = at == order_store::full ? 0 : level_for(book, instrument, s, px);
  if (level_at == 0) {
    if (at != order_store::full) orders_.erase(at);
    book.flags |= instrument_book::overflowed;
    return book_outcome::overflow;
  }
  auto& order = orders_[at];
  auto& level = levels_[level_at];
  order.qty = qty;
  order.level = level_at;
  order.ahead = level.last;
  order.behind = 0;
  orders_[level.last].behind = at; // of order 0, which is none, if it is the first
  level.first = level.last == 0 ? at : level.first;
  level.last = at;
  level.qty += qty;
  ++level.orders;
  ++book.orders;
  show_if_best(book, s, level_at, level);
  return book_outcome::applied;
}

/// Brings the kept best of a side up to date, if it is `level`. Without a branch: whether a
/// change is at the best price is as good as random.
inline void order_books::show_if_best(instrument_book& book, side s, book_index at,
                                      const price_level& level) noexcept {
  const auto i = index_of(s);
  const bool is_best = book.best_level_at[i] == at;
  book.best[i].qty = is_best ? level.qty : book.best[i].qty;
  book.best_orders[i] = is_best ? level.orders : book.best_orders[i];
}

/// Takes an order out, and its level with the last of its orders.
void order_books::leave(book_index at) noexcept {
  const auto order = orders_[at];
  orders_.erase(at);
  auto& level = levels_[order.level];
  auto& book = books_[level.instrument()];
  touch(book);
  --book.orders;
  if (level.orders == 1) {
    drop_level(book, order.level);
    return;
  }
  orders_[order.ahead].behind = order.behind; // of order 0, which is none, at the ends
  orders_[order.behind].ahead = order.ahead;
  level.first = order.ahead == 0 ? order.behind : level.first;
  level.last = order.behind == 0 ? order.ahead : level.last;
  level.qty -= order.qty;
  --level.orders;
  show_if_best(book, level.side(), order.level, level);
}

void order_books::reduce(book_index at, std::uint64_t by) noexcept {
  auto& order = orders_[at];
  auto& level = levels_[order.level];
  auto& book = books_[level.instrument()];
  touch(book);
  order.qty -= by;
  level.qty -= by;
  show_if_best(book, level.side(), order.level, level);
}

void order_books::drop_level(instrument_book& book, book_index at) noexcept {
  const auto s = levels_[at].side();
  const auto i = index_of(s);
  book.ladder[i].erase(blocks_, key_of(s, levels_[at].px));
  levels_.give_back(at);
  if (book.best_level_at[i] != at) return;
  const auto next = book.ladder[i].best(blocks_);
  book.best_level_at[i] = next;
  if (next == 0) {
    book.best[i] = {};
    book.best_orders[i] = 0;
    return;
  }
  book.best[i] = {levels_[next].px, levels_[next].qty};
  book.best_orders[i] = levels_[next].orders;
}

// Without branches: what kind of event comes next is as good as random, and a mispredicted branch
// costs as much as what these save. Order, level and block 0 are none, and always at hand.

void order_books::prefetch_index(const mbo_event& e) const noexcept {
  orders_.prefetch(orders_.slot_of(e.order_id));
  orders_.prefetch(orders_.slot_of(e.action == mbo_action::replace ? e.new_order_id : e.order_id));
  const auto* book = reinterpret_cast<const char*>(&books_[place_of(e.instrument)]);
  __builtin_prefetch(book, 1);
  __builtin_prefetch(book + 64, 1);
}

void order_books::prefetch_order(const mbo_event& e) const noexcept {
  books_[place_of(e.instrument)].ladder[index_of(e.side)].prefetch(blocks_,
                                                                   e.action == mbo_action::add);
}

/// Says where the level of an add is, if it is among the best; 0 says nothing.
book_index order_books::prefetch_level(const mbo_event& e) const noexcept {
  const auto& order = orders_[orders_.slot_of(e.order_id)];
  levels_.prefetch(order.level);
  orders_.prefetch(order.ahead);
  orders_.prefetch(order.behind);
  const auto& ladder = books_[place_of(e.instrument)].ladder[index_of(e.side)];
  const auto at =
      ladder.find_among_best(blocks_, key_of(e.side, e.px.nanos), e.action == mbo_action::add);
  levels_.prefetch(at);
  return at;
}

void order_books::prefetch_neighbours(const mbo_event& e, book_index hint) const noexcept {
  orders_.prefetch(levels_[hint].last);
  const auto& left = levels_[orders_[orders_.slot_of(e.order_id)].level];
  const bool empties = left.orders == 1;
  books_[place_of(e.instrument)].ladder[index_of(left.side())].prefetch(blocks_, empties);
}

void order_books::trust(instrument_id instrument, book_state s) noexcept {
  if (known(instrument)) books_[index_of(instrument)].trust(s);
}

book_state order_books::state(instrument_id instrument) const noexcept {
  return known(instrument) ? books_[index_of(instrument)].state() : book_state::stale;
}

bool order_books::seen(instrument_id instrument) const noexcept {
  return known(instrument) && (books_[index_of(instrument)].flags & instrument_book::seen) != 0;
}

depth_level order_books::best(instrument_id instrument, side s) const noexcept {
  if (!known(instrument)) return {};
  const auto& book = books_[index_of(instrument)];
  const auto i = index_of(s);
  return {{book.best[i].px}, {static_cast<std::int64_t>(book.best[i].qty)}, book.best_orders[i]};
}

std::size_t order_books::depth(instrument_id instrument, side s,
                               std::span<depth_level> out) const noexcept {
  std::size_t n = 0;
  if (!known(instrument) || out.empty()) return n;
  books_[index_of(instrument)].ladder[index_of(s)].visit_from_best(
      blocks_, [&](std::int64_t, book_index at) {
        out[n++] = view(levels_[at]);
        return n < out.size();
      });
  return n;
}

quantity order_books::depth_qty(instrument_id instrument, side s, std::uint32_t n) const noexcept {
  std::uint64_t sum = 0;
  if (!known(instrument) || n == 0) return {};
  books_[index_of(instrument)].ladder[index_of(s)].visit_from_best(
      blocks_, [&](std::int64_t, book_index at) {
        sum += levels_[at].qty;
        return --n > 0;
      });
  return {static_cast<std::int64_t>(sum)};
}

bool order_books::among_best(instrument_id instrument, side s, price px,
                             std::uint32_t n) const noexcept {
  return known(instrument)
         && books_[index_of(instrument)].ladder[index_of(s)].among_best(blocks_,
                                                                        key_of(s, px.nanos), n);
}

std::size_t order_books::orders(instrument_id instrument) const noexcept {
  return known(instrument) ? books_[index_of(instrument)].orders : 0;
}

std::size_t order_books::levels(instrument_id instrument, side s) const noexcept {
  return known(instrument) ? books_[index_of(instrument)].ladder[index_of(s)].size() : 0;
}

std::uint64_t order_books::changes(instrument_id instrument) const noexcept {
  return known(instrument) ? books_[index_of(instrument)].changes : 0;
}

std::size_t order_books::memory() const noexcept {
  return orders_.memory() + levels_.memory() + blocks_.memory() + books_.bytes();
}

} // namespace corelane
