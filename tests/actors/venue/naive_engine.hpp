#pragma once

#include "corelane/actors/venue/matching_handler.hpp"

#include <algorithm>
#include <cstdint>
#include <list>
#include <map>
#include <vector>

namespace corelane::venue {

/// One instrument's book, written to be obviously right: a map of prices to lists of orders.
/// Says the same as `matching_engine` for requests that are valid and have room.
class naive_engine {
public:
  explicit naive_engine(matching_handler& out) : out_{out} {}

  order_reference submit(const new_order& order) {
    book_order taker{order_reference{next_reference_++},
                     order.instrument,
                     order.side,
                     order.ord_type == ord_type::market ? price{} : order.px,
                     order.qty,
                     order.owner};
    out_.accepted(taker);
    const bool any_price = order.ord_type == ord_type::market;
    if (order.time_in_force == time_in_force::fok) {
      if (reachable(order.side, order.px, any_price) < order.qty.units) {
        out_.canceled({taker, taker.leaves, cancel_cause::fill_or_kill});
        return taker.reference;
      }
    }
    trade(taker, any_price);
    if (taker.leaves.units == 0) return taker.reference;
    if (any_price)
      out_.canceled({taker, taker.leaves, cancel_cause::no_liquidity});
    else if (order.time_in_force == time_in_force::ioc)
      out_.canceled({taker, taker.leaves, cancel_cause::immediate_or_cancel});
    else
      rest(taker), out_.rested(taker);
    return taker.reference;
  }

  void cancel(order_reference reference, order_owner by) {
    auto* found = find(reference);
    if (!found) return out_.request_refused(reference, by, refusal::unknown_order);
    const auto order = *found;
    erase(order);
    out_.canceled({order, order.leaves, cancel_cause::requested});
  }

  void replace(order_reference reference, price px, quantity leaves, order_owner by) {
    auto* found = find(reference);
    if (!found) return out_.request_refused(reference, by, refusal::unknown_order);
    const auto before = *found;
    if (px == before.px && leaves < before.leaves) {
      found->leaves = leaves;
      return out_.replaced({before, *found, true});
    }
    erase(before);
    auto after = before;
    after.reference = order_reference{next_reference_++};
    after.px = px;
    after.leaves = leaves;
    const bool crosses = reachable(after.side, px, false) > 0;
    out_.replaced({before, after, !crosses});
    if (crosses) trade(after, false);
    if (after.leaves.units == 0) return;
    rest(after);
    if (crosses) out_.rested(after);
  }

  /// All orders of a side, best first.
  [[nodiscard]] std::vector<book_order> orders(side s) const {
    std::vector<book_order> all;
    for (const auto& [rank, level] : s == side::buy ? bids_ : asks_)
      all.insert(all.end(), level.begin(), level.end());
    return all;
  }

private:
  // Ranked so that the best price comes first on either side.
  using half = std::map<std::int64_t, std::list<book_order>>;
  static std::int64_t rank(side s, price px) { return s == side::buy ? -px.nanos : px.nanos; }
  half& of(side s) { return s == side::buy ? bids_ : asks_; }
  static bool meets(side taker, price limit, price resting) {
    return taker == side::buy ? resting <= limit : resting >= limit;
  }

  std::int64_t reachable(side taker, price limit, bool any_price) {
    std::int64_t sum = 0;
    for (const auto& [rank, level] : of(opposite(taker)))
      for (const auto& order : level)
        if (any_price || meets(taker, limit, order.px)) sum += order.leaves.units;
    return sum;
  }

  void trade(book_order& taker, bool any_price) {
    auto& other = of(opposite(taker.side));
    while (taker.leaves.units > 0 && !other.empty()) {
      auto level = other.begin();
      auto& first = level->second.front();
      if (!any_price && !meets(taker.side, taker.px, first.px)) return;
      const auto qty = std::min(first.leaves, taker.leaves);
      first.leaves -= qty;
      taker.leaves -= qty;
      out_.executed({first, taker, first.px, qty, next_match_++});
      if (first.leaves.units == 0) level->second.pop_front();
      if (level->second.empty()) other.erase(level);
    }
  }

  void rest(const book_order& order) {
    of(order.side)[rank(order.side, order.px)].push_back(order);
  }

  book_order* find(order_reference reference) {
    for (auto* half : {&bids_, &asks_})
      for (auto& [rank, level] : *half)
        for (auto& order : level)
          if (order.reference == reference) return &order;
    return nullptr;
  }

  void erase(const book_order& order) {
    auto& levels = of(order.side);
    auto level = levels.find(rank(order.side, order.px));
    level->second.remove_if([&](const auto& o) { return o.reference == order.reference; });
    if (level->second.empty()) levels.erase(level);
  }

  matching_handler& out_;
  half bids_;
  half asks_;
  std::uint64_t next_reference_{1};
  match_number next_match_{1};
};

} // namespace corelane::venue
