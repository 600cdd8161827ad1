#pragma once

#include "corelane/actors/book/book_capacity.hpp"
#include "corelane/actors/book/book_change.hpp"
#include "corelane/actors/book/depth_level.hpp"
#include "corelane/actors/book/instrument_book.hpp"
#include "corelane/actors/book/order_store.hpp"
#include "corelane/actors/book/price_level.hpp"
#include "corelane/protocols/market/mbo_event.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace corelane {

/// The full books of many instruments, order by order.
///
/// Each side keeps its prices in order, each price its orders in time priority and their sum, and
/// each book its best bid and offer. Orders are found by the exchange's reference; those of all
/// instruments share one store. All memory is taken in the constructor. A change costs O(1) plus
/// at most 32 moved entries per level of the side's tree; only `clear` is linear, in the orders
/// it removes. Whatever an event says, the books stay consistent. One thread.
class order_books {
public:
  explicit order_books(const book_capacity& capacity);

  /// Does what `e` says.
  book_change apply(const mbo_event& e) noexcept;

  /// Applies `events` in order and calls `sink(event, book_change)` after each.
  /// Loads what later events will touch while earlier ones are applied: for a packet of events
  /// over many instruments this is two to three times faster than one by one.
  template <class Sink>
  void apply(std::span<const mbo_event> events, Sink&& sink) noexcept {
    const auto n = events.size();
    std::array<book_index, hints> level{}; // where an event's price is, as far as it was found
    for (std::size_t i = 0; i < n + far_ahead; ++i) {
      if (i < n) prefetch_index(events[i]);
      if (i >= stage && i - stage < n) prefetch_order(events[i - stage]);
      if (i >= 2 * stage && i - 2 * stage < n)
        level[(i - 2 * stage) % hints] = prefetch_level(events[i - 2 * stage]);
      if (i >= 3 * stage && i - 3 * stage < n)
        prefetch_neighbours(events[i - 3 * stage], level[(i - 3 * stage) % hints]);
      if (i >= far_ahead) {
        const auto& e = events[i - far_ahead];
        hint_ = level[(i - far_ahead) % hints];
        sink(e, apply(e));
      }
    }
    hint_ = 0;
  }

  /// What the feed says of a book. An order without room makes it stale whatever that is, until
  /// it is cleared.
  void trust(instrument_id instrument, book_state s) noexcept;
  [[nodiscard]] book_state state(instrument_id instrument) const noexcept;
  /// An event has named it.
  [[nodiscard]] bool seen(instrument_id instrument) const noexcept;

  /// The best level of a side; quantity 0 when it is empty.
  [[nodiscard]] depth_level best(instrument_id instrument, side s) const noexcept;
  /// Writes the best levels of a side, best first, and returns how many there were.
  std::size_t depth(instrument_id instrument, side s, std::span<depth_level> out) const noexcept;
  /// The sum of the quantities at the `n` best prices.
  [[nodiscard]] quantity depth_qty(instrument_id instrument, side s,
                                   std::uint32_t n) const noexcept;
  /// Whether fewer than `n` prices of a side are better than `px`.
  [[nodiscard]] bool among_best(instrument_id instrument, side s, price px,
                                std::uint32_t n) const noexcept;

  /// Calls `visit(const depth_level&)` for each price of a side, best first.
  template <class Visit>
  void visit_levels(instrument_id instrument, side s, Visit&& visit) const {
    if (!known(instrument)) return;
    books_[index_of(instrument)].ladder[static_cast<int>(s)].visit_from_best(
        blocks_, [&](std::int64_t, book_index at) {
          visit(view(levels_[at]));
          return true;
        });
  }
  /// Calls `visit(order id, quantity)` for each order at a price, the next to trade first.
  template <class Visit>
  void visit_orders(instrument_id instrument, side s, price px, Visit&& visit) const {
    if (!known(instrument)) return;
    const auto level =
        books_[index_of(instrument)].ladder[static_cast<int>(s)].find(blocks_, key_of(s, px.nanos));
    if (level == 0) return;
    for (auto at = levels_[level].first; at != 0; at = orders_[at].behind)
      visit(orders_[at].id, quantity{static_cast<std::int64_t>(orders_[at].qty)});
  }

  [[nodiscard]] std::size_t instruments() const noexcept { return books_.size(); }
  [[nodiscard]] std::size_t seen_instruments() const noexcept { return seen_; }
  [[nodiscard]] std::size_t orders() const noexcept { return orders_.size(); }
  [[nodiscard]] std::size_t orders(instrument_id instrument) const noexcept;
  [[nodiscard]] std::size_t levels(instrument_id instrument, side s) const noexcept;
  /// Events that changed the book.
  [[nodiscard]] std::uint64_t changes(instrument_id instrument) const noexcept;
  /// Bytes taken.
  [[nodiscard]] std::size_t memory() const noexcept;

private:
  static constexpr std::size_t stage = 4; ///< events between two steps of the prefetching
  static constexpr std::size_t far_ahead = 4 * stage;
  static constexpr std::size_t hints = 4 * stage;

  /// Ascends towards the best price of either side.
  [[nodiscard]] static constexpr std::int64_t key_of(side s, std::int64_t px) noexcept {
    return px ^ -static_cast<std::int64_t>(s); // the complement of an ask's
  }
  [[nodiscard]] static depth_level view(const price_level& l) noexcept {
    return {{l.px}, {static_cast<std::int64_t>(l.qty)}, l.orders};
  }
  [[nodiscard]] bool known(instrument_id instrument) const noexcept {
    return index_of(instrument) < books_.size();
  }

  /// Where the book is, or some book.
  [[nodiscard]] std::size_t place_of(instrument_id instrument) const noexcept {
    return known(instrument) ? index_of(instrument) : 0;
  }
  void prefetch_index(const mbo_event& e) const noexcept;
  void prefetch_order(const mbo_event& e) const noexcept;
  [[nodiscard]] book_index prefetch_level(const mbo_event& e) const noexcept;
  void prefetch_neighbours(const mbo_event& e, book_index hint) const noexcept;

  book_change add(const mbo_event& e) noexcept;
  book_change take(const mbo_event& e, bool all) noexcept;
  book_change replace(const mbo_event& e) noexcept;
  book_change modify(const mbo_event& e) noexcept;
  book_change clear(const mbo_event& e) noexcept;

  [[nodiscard]] book_index find(const mbo_event& e, book_change& change) const noexcept;
  book_outcome rest(std::uint32_t instrument, side s, std::int64_t px, std::uint64_t qty,
                    std::uint64_t id) noexcept;
  static void show_if_best(instrument_book& book, side s, book_index at,
                           const price_level& level) noexcept;
  [[nodiscard]] book_index level_for(instrument_book& book, std::uint32_t instrument, side s,
                                     std::int64_t px) noexcept;
  void leave(book_index order) noexcept;
  void reduce(book_index order, std::uint64_t by) noexcept;
  void drop_level(instrument_book& book, book_index level) noexcept;
  void clear_side(instrument_book& book, side s) noexcept;
  void touch(instrument_book& book) noexcept;

  order_store orders_;
  level_pool levels_;
  block_pool blocks_;
  hw::huge_array<instrument_book> books_;
  std::size_t seen_{0};
  book_index hint_{0}; ///< where the level of the event being applied may be; 0: no idea
};

} // namespace corelane
