#pragma once

#include "corelane/actors/book/book_change.hpp"
#include "corelane/actors/book/order_books.hpp"
#include "corelane/protocols/market/mbo_event.hpp"

#include <algorithm>
#include <cstdint>
#include <list>
#include <map>
#include <span>
#include <unordered_map>

namespace corelane::testing {

/// What `order_books` promises, in the plainest way: maps of lists, slow and hard to get wrong.
/// Never full, so it knows no overflow.
class naive_books {
public:
  explicit naive_books(const book_capacity& capacity) : instruments_{capacity.instruments} {}

  book_change apply(const mbo_event& e) {
    book_change change;
    change.instrument = e.instrument;
    if (e.instrument != no_instrument && index_of(e.instrument) >= instruments_)
      return fail(change, book_outcome::unknown_instrument);
    if (e.action == mbo_action::add) return add(e, change);
    if (e.action == mbo_action::clear) return clear(e, change);
    const auto found = live_.find(e.order_id);
    if (found == live_.end()) return fail(change, book_outcome::unknown_order);
    const auto where = found->second;
    if (e.instrument != no_instrument && e.instrument != where.instrument)
      return fail(change, book_outcome::unknown_order);
    change.instrument = where.instrument;
    change.side = where.s;
    change.px = change.new_px = {where.px};
    const auto left = order(where, e.order_id).qty;
    switch (e.action) {
      case mbo_action::remove: erase(e.order_id); break;
      case mbo_action::replace:
        erase(e.order_id);
        change.changed = true;
        if (e.qty.units > 0 && live_.contains(e.new_order_id))
          return fail(change, book_outcome::duplicate_order);
        if (e.qty.units > 0) append(where.instrument, where.s, e.px.nanos, e.new_order_id, e.qty);
        break;
      case mbo_action::modify:
        if (e.px.nanos == where.px && e.qty.units == left) return change;
        change.changed = true;
        if (e.px.nanos == where.px && e.qty.units > 0
            && (e.qty.units < left || (e.flags & mbo_event::keeps_place) != 0)) {
          order(where, e.order_id).qty = e.qty.units;
          break;
        }
        erase(e.order_id);
        if (e.qty.units > 0) append(where.instrument, where.s, e.px.nanos, e.order_id, e.qty);
        break;
      default:
        if (e.qty.units <= 0) return fail(change, book_outcome::refused);
        if (e.qty.units > left) change.outcome = book_outcome::clamped;
        if (e.qty.units >= left)
          erase(e.order_id);
        else
          order(where, e.order_id).qty -= e.qty.units;
    }
    change.changed = true;
    return change;
  }

  [[nodiscard]] depth_level best(instrument_id i, side s) const {
    depth_level top[1]{};
    (void)depth(i, s, top);
    return top[0];
  }
  std::size_t depth(instrument_id i, side s, std::span<depth_level> out) const {
    std::size_t n = 0;
    visit_levels(i, s, [&](const depth_level& l) {
      if (n < out.size()) out[n++] = l;
    });
    return n;
  }
  template <class Visit>
  void visit_levels(instrument_id i, side s, Visit&& visit) const {
    const auto found = sides_.find({i, s});
    if (found == sides_.end()) return;
    const auto show = [&](const auto& entry) {
      depth_level level{{entry.first}, {}, 0};
      for (const auto& o : entry.second) {
        level.qty.units += o.qty;
        ++level.orders;
      }
      visit(level);
    };
    if (s == side::buy)
      std::for_each(found->second.rbegin(), found->second.rend(), show);
    else
      std::for_each(found->second.begin(), found->second.end(), show);
  }
  template <class Visit>
  void visit_orders(instrument_id i, side s, price px, Visit&& visit) const {
    const auto found = sides_.find({i, s});
    if (found == sides_.end()) return;
    const auto level = found->second.find(px.nanos);
    if (level == found->second.end()) return;
    for (const auto& o : level->second) visit(o.id, quantity{o.qty});
  }

  [[nodiscard]] std::size_t orders() const { return live_.size(); }
  [[nodiscard]] std::size_t orders(instrument_id i) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        live_, [i](const auto& entry) { return entry.second.instrument == i; }));
  }
  [[nodiscard]] std::size_t levels(instrument_id i, side s) const {
    const auto found = sides_.find({i, s});
    return found == sides_.end() ? 0 : found->second.size();
  }

private:
  struct resting {
    std::uint64_t id;
    std::int64_t qty;
  };
  struct location {
    instrument_id instrument;
    side s;
    std::int64_t px;
  };
  using ladder = std::map<std::int64_t, std::list<resting>>;

  static book_change fail(book_change change, book_outcome why) {
    change.outcome = why;
    return change;
  }

  book_change add(const mbo_event& e, book_change change) {
    if (e.instrument == no_instrument) return fail(change, book_outcome::unknown_instrument);
    if (e.qty.units <= 0) return fail(change, book_outcome::refused);
    if (live_.contains(e.order_id)) return fail(change, book_outcome::duplicate_order);
    append(e.instrument, e.side, e.px.nanos, e.order_id, e.qty);
    change.changed = true;
    return change;
  }

  book_change clear(const mbo_event& e, book_change change) {
    if (e.instrument == no_instrument) return fail(change, book_outcome::unknown_instrument);
    sides_.erase({e.instrument, side::buy});
    sides_.erase({e.instrument, side::sell});
    std::erase_if(live_, [&](const auto& o) { return o.second.instrument == e.instrument; });
    change.changed = true;
    return change;
  }

  std::list<resting>& queue(const location& w) { return sides_[{w.instrument, w.s}][w.px]; }
  resting& order(const location& w, std::uint64_t id) {
    return *std::ranges::find(queue(w), id, &resting::id);
  }
  void append(instrument_id i, side s, std::int64_t px, std::uint64_t id, quantity qty) {
    sides_[{i, s}][px].push_back({id, qty.units});
    live_[id] = {i, s, px};
  }
  void erase(std::uint64_t id) {
    const auto w = live_.at(id);
    auto& at_price = queue(w);
    at_price.remove_if([id](const resting& o) { return o.id == id; });
    if (at_price.empty()) sides_[{w.instrument, w.s}].erase(w.px);
    live_.erase(id);
  }

  std::size_t instruments_;
  std::map<std::pair<instrument_id, side>, ladder> sides_;
  std::unordered_map<std::uint64_t, location> live_;
};

} // namespace corelane::testing
