#pragma once

#include "corelane/actors/venue/book_order.hpp"
#include "corelane/actors/venue/matching_handler.hpp"
#include "corelane/actors/venue/price_ladder.hpp"
#include "corelane/actors/venue/slot_index.hpp"
#include "corelane/protocols/market/book_update.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace corelane::venue {

/// The venue's books: continuous matching by price, then by time of arrival.
///
/// - Limit orders trade up to their price, market orders at any; each execution is at the
///   resting order's price. What is left of a day limit order rests; of an IOC or market order
///   it is cancelled; an FOK order trades whole or not at all.
/// - A replace that only shrinks an order at its price keeps its place and reference. Any other
///   takes a new reference and goes to the back, through the other side first if it crosses.
/// - Nothing prevents an owner from trading with itself.
///
/// Deterministic: no clock, no randomness. All memory is taken in the constructor. One thread.
class matching_engine {
public:
  struct settings {
    std::uint32_t instruments{1};
    std::uint32_t max_orders{65'536};   ///< open at once, over all instruments
    std::uint32_t levels_per_side{256}; ///< price levels of one side of one book
    price tick{price::from_1e4(100)};   ///< prices are multiples of it
    price max_px{price::from_1e4(1'999'999'900)};
    quantity max_qty{999'999};
  };

  matching_engine(const settings& s, matching_handler& out);

  /// The reference of the order, be it open or done by now; `no_order` when refused.
  order_reference submit(const new_order& order);
  /// False when refused. `by` is told of a refusal.
  bool cancel(order_reference reference, order_owner by);
  /// Gives an open order another price and another open quantity. Returns its reference from
  /// here on, `no_order` when refused.
  order_reference replace(order_reference reference, price px, quantity leaves, order_owner by);
  /// Numbers and reports a trade of hidden interest; the book stays as it is.
  void print_trade(instrument_id instrument, side s, price px, quantity qty);

  /// The best level; quantity 0 when the side is empty.
  [[nodiscard]] book_level best(instrument_id instrument, side s) const noexcept;
  /// Worst first.
  [[nodiscard]] std::span<const price_level> levels(instrument_id instrument,
                                                    side s) const noexcept {
    return ladders_[ladder_index(instrument, s)].levels();
  }
  /// Calls `f(const book_order&)` for each order of `level`, oldest first.
  template <class F>
  void for_each_order(const price_level& level, F&& f) const {
    for (auto slot = level.head; slot != none; slot = orders_[slot].next) f(view(slot));
  }
  [[nodiscard]] std::uint32_t open_orders() const noexcept { return open_; }
  [[nodiscard]] std::uint32_t instruments() const noexcept { return settings_.instruments; }
  [[nodiscard]] price tick() const noexcept { return settings_.tick; }

private:
  static constexpr std::uint32_t none = slot_index::none;

  struct resting_order {
    std::uint64_t reference{0};
    std::int64_t px{0};
    std::int64_t leaves{0};
    std::uint32_t next{0}; ///< in its level; of a free slot: the next free one
    std::uint32_t previous{0};
    std::uint32_t instrument{0};
    order_owner owner{};
    corelane::side side{corelane::side::buy};
  };

  [[nodiscard]] static std::size_t ladder_index(instrument_id instrument, side s) noexcept {
    return std::size_t{index_of(instrument)} * 2 + static_cast<std::size_t>(s);
  }
  [[nodiscard]] price_ladder& ladder(instrument_id instrument, side s) noexcept {
    return ladders_[ladder_index(instrument, s)];
  }
  [[nodiscard]] book_order view(std::uint32_t slot) const noexcept;
  [[nodiscard]] refusal check(const new_order& order) noexcept;
  [[nodiscard]] bool valid_price(price px) const noexcept;
  [[nodiscard]] bool valid_quantity(quantity qty) const noexcept;
  [[nodiscard]] bool room_for_level(instrument_id instrument, side s, price px) noexcept;
  [[nodiscard]] bool can_fill(const new_order& order, std::int64_t limit) const noexcept;
  void match(book_order& taker, std::int64_t limit);
  void fill_head(price_level& level, price_ladder& side_of, book_order& taker);
  void rest(const book_order& order) noexcept;
  void remove(std::uint32_t slot) noexcept;
  void unlink(std::uint32_t slot, price_level& level) noexcept;
  void release(std::uint32_t slot) noexcept;
  order_reference shrink(std::uint32_t slot, quantity leaves);
  order_reference requeue(std::uint32_t slot, price px, quantity leaves);

  settings settings_;
  matching_handler& out_;
  std::unique_ptr<price_level[]> level_memory_; ///< touched only as far as it is used
  std::vector<price_ladder> ladders_;           ///< buy and sell of each instrument
  std::vector<resting_order> orders_;
  slot_index index_;
  std::uint32_t free_{0};
  std::uint32_t open_{0};
  std::uint64_t next_reference_{1};
  match_number next_match_{1};
};

} // namespace corelane::venue
