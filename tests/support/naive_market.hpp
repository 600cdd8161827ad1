#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/side.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <random>
#include <tuple>
#include <vector>

namespace corelane::support {

/// The orders of a venue as a test that writes its messages believes them to stand: a map, and a
/// counter for the place in the queue. What a feed and a book make of the messages must equal it.
class naive_market {
public:
  struct order {
    std::uint32_t instrument;
    side s;
    std::int64_t px; ///< nanos
    std::int64_t qty;
    std::uint64_t place; ///< lower trades first at its price
  };
  /// An order as books show it.
  using shown = std::tuple<std::int64_t, std::uint64_t, std::int64_t>; ///< price, id, quantity

  void add(std::uint64_t id, std::uint32_t instrument, side s, std::int64_t px, std::int64_t qty) {
    orders_[id] = {instrument, s, px, qty, ++places_};
  }
  void take_off(std::uint64_t id, std::int64_t qty) {
    auto& o = orders_.at(id);
    o.qty -= qty;
    if (o.qty <= 0) orders_.erase(id);
  }
  void remove(std::uint64_t id) { orders_.erase(id); }
  void change(std::uint64_t id, std::int64_t px, std::int64_t qty, bool keeps_place) {
    auto& o = orders_.at(id);
    if (!keeps_place || o.px != px) o.place = ++places_;
    o.px = px;
    o.qty = qty;
    if (qty <= 0) orders_.erase(id);
  }
  void replace(std::uint64_t id, std::uint64_t new_id, std::int64_t px, std::int64_t qty) {
    const auto o = orders_.at(id);
    orders_.erase(id);
    add(new_id, o.instrument, o.s, px, qty);
  }
  void clear() { orders_.clear(); }
  void clear(std::uint32_t instrument) {
    std::erase_if(orders_, [&](const auto& o) { return o.second.instrument == instrument; });
  }

  [[nodiscard]] bool empty() const { return orders_.empty(); }
  [[nodiscard]] std::size_t size() const { return orders_.size(); }
  [[nodiscard]] const order& at(std::uint64_t id) const { return orders_.at(id); }
  [[nodiscard]] const std::map<std::uint64_t, order>& orders() const { return orders_; }
  /// Some live order. Not when there is none.
  template <class Random>
  [[nodiscard]] std::uint64_t any(Random& random) const {
    return std::next(orders_.begin(), static_cast<std::ptrdiff_t>(random() % orders_.size()))
        ->first;
  }

  /// A side of a book, in the order in which it trades.
  [[nodiscard]] std::vector<shown> queue(std::uint32_t instrument, side s) const {
    std::vector<std::pair<std::uint64_t, order>> all;
    for (const auto& o : orders_)
      if (o.second.instrument == instrument && o.second.s == s) all.emplace_back(o.first, o.second);
    std::sort(all.begin(), all.end(), [s](const auto& a, const auto& b) {
      const auto key = [s](const order& o) {
        return std::pair{s == side::buy ? -o.px : o.px, o.place};
      };
      return key(a.second) < key(b.second);
    });
    std::vector<shown> out;
    for (const auto& [id, o] : all) out.emplace_back(o.px, id, o.qty);
    return out;
  }

private:
  std::map<std::uint64_t, order> orders_;
  std::uint64_t places_{0};
};

/// The same of `order_books`, or of what shows its levels and orders as they do.
template <class Books>
[[nodiscard]] std::vector<naive_market::shown> queue_of(const Books& books, instrument_id id,
                                                        side s) {
  std::vector<naive_market::shown> out;
  books.visit_levels(id, s, [&](const auto& level) {
    books.visit_orders(id, s, level.px, [&](std::uint64_t order, auto qty) {
      out.emplace_back(level.px.nanos, order, qty.units);
    });
  });
  return out;
}

} // namespace corelane::support
