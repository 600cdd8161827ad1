#pragma once

#include "corelane/actors/venue/book_order.hpp"

#include <cstdint>

namespace corelane::venue {

/// Why an order or a request on one was refused. Nothing has changed then.
enum class refusal : std::uint8_t {
  none,
  unknown_instrument,
  unknown_order, ///< not open: never was, or filled or cancelled meanwhile
  bad_quantity,  ///< not within 1 and the engine's `max_qty`
  bad_price,     ///< not positive, above `max_px`, or between ticks
  no_room        ///< the planned number of orders or price levels is reached
};

/// Why an order left without being filled.
enum class cancel_cause : std::uint8_t {
  requested,
  immediate_or_cancel, ///< the rest of an IOC order
  fill_or_kill,        ///< an FOK order that could not be filled whole
  no_liquidity         ///< the rest of a market order
};

/// Two orders traded. `resting` and `taker` are as they stand afterwards.
struct execution {
  book_order resting{};
  book_order taker{};
  price px{};
  quantity qty{};
  match_number match{0};
};

/// An order left the venue with `qty` unfilled. Only a `requested` one was in the book.
struct cancellation {
  book_order order{}; ///< as it was before
  quantity qty{};
  cancel_cause cause{cancel_cause::requested};
};

/// An order has new terms. With the same reference it got smaller and kept its place.
/// Otherwise it lost it; `rests` says whether it stands in the book again at once, or goes
/// through the other side first (executions and perhaps `rested` follow).
struct replacement {
  book_order before{};
  book_order after{};
  bool rests{true};

  [[nodiscard]] bool kept_place() const noexcept { return before.reference == after.reference; }
};

/// A trade that no displayed order took part in.
struct print {
  instrument_id instrument{no_instrument};
  corelane::side side{corelane::side::buy};
  price px{};
  quantity qty{};
  match_number match{0};
};

/// What comes out of a matching engine, in the order in which it happened.
///
/// Called within the engine's own calls, on their thread; must not call the engine. A new order
/// yields `accepted`, then executions, then at most one of `rested` and `canceled`.
class matching_handler {
public:
  virtual ~matching_handler() = default;

  virtual void accepted(const book_order&) {}
  /// What is left of an order now stands in the book, last at its price.
  virtual void rested(const book_order&) {}
  virtual void executed(const execution&) {}
  virtual void canceled(const cancellation&) {}
  virtual void replaced(const replacement&) {}
  virtual void printed(const print&) {}
  virtual void order_refused(const new_order&, refusal) {}
  /// A cancel or replace was refused. `by` is whoever asked.
  virtual void request_refused(order_reference, order_owner /*by*/, refusal) {}
};

[[nodiscard]] constexpr const char* to_string(refusal r) noexcept {
  switch (r) {
    case refusal::none: return "none";
    case refusal::unknown_instrument: return "unknown instrument";
    case refusal::unknown_order: return "unknown order";
    case refusal::bad_quantity: return "quantity out of range";
    case refusal::bad_price: return "price out of range or between ticks";
    case refusal::no_room: return "book is full";
  }
  return "?";
}

} // namespace corelane::venue
