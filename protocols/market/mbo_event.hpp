#pragma once

#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <string_view>

namespace corelane {

/// What a market-by-order message does to the book.
enum class mbo_action : std::uint8_t {
  add,        ///< a new order `order_id` at `px` for `qty`
  execute,    ///< `qty` of `order_id` traded at the order's price
  execute_at, ///< `qty` of `order_id` traded at `px`, not the order's price
  reduce,     ///< `qty` of `order_id` cancelled; it keeps its place
  remove,     ///< `order_id` is gone
  replace,    ///< `order_id` becomes `new_order_id` at `px` for `qty`, at the back of the queue
  modify,     ///< `order_id` gets `px` and `qty`; place lost on a price change or an increase
  clear,      ///< the instrument's book is empty from here on
  trust       ///< no order changes; `state()` says what the instrument's book is worth now
};

/// One change of one order, in the same form for every venue.
///
/// `last_in_event` says that the exchange's event ends here: only then is the book a state
/// that existed at the exchange, and only then is it shown to strategies. A `clear` and each event
/// of a book that is not valid say so, and the book stays like that until a `clear` or a `trust`.
struct mbo_event {
  static constexpr std::string_view event_name = "mbo_event";
  static constexpr std::uint8_t last_in_event = 0x01;
  static constexpr std::uint8_t non_printable = 0x02; ///< an execution not to be counted as volume
  static constexpr std::uint8_t stale = 0x04;         ///< messages before it are lost for good
  static constexpr std::uint8_t recovering = 0x08;    ///< ... are being fetched
  static constexpr std::uint8_t keeps_place = 0x10;   ///< a `modify` that leaves the queue's order

  mbo_action action{mbo_action::add};
  corelane::side side{corelane::side::buy}; ///< of `add`; others inherit it from the order
  std::uint8_t flags{0};
  std::uint8_t venue{0};
  instrument_id instrument{no_instrument};
  std::uint64_t order_id{0};
  std::uint64_t new_order_id{0}; ///< of `replace`; the match number of an execution
  price px{};
  quantity qty{};
  timestamp exchange_time{};
  tsc_stamp received{}; ///< when the packet came in

  [[nodiscard]] static constexpr std::uint8_t flag_of(book_state s) noexcept {
    return s == book_state::valid ? 0 : s == book_state::stale ? stale : recovering;
  }
  [[nodiscard]] constexpr book_state state() const noexcept {
    if ((flags & stale) != 0) return book_state::stale;
    return (flags & recovering) != 0 ? book_state::recovering : book_state::valid;
  }
};

static_assert(sizeof(mbo_event) == 56);

} // namespace corelane
