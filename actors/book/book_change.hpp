#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"

#include <cstdint>

namespace corelane {

/// What became of an event. Only `applied` and `clamped` have done all that was asked; `overflow`
/// and `duplicate_order` may have taken an order away.
enum class book_outcome : std::uint8_t {
  applied,
  clamped,            ///< took more than there was: the order is gone, the rest is ignored
  unknown_order,      ///< nothing changed: not live, or another instrument's
  unknown_instrument, ///< nothing changed: no such book
  duplicate_order,    ///< the id is live already; that order stays, a replaced one is gone
  refused,            ///< nothing changed: the quantity makes no sense
  overflow            ///< no room; the order is not in the book, which is invalid until cleared
};

/// What one event has changed, and where.
struct book_change {
  book_outcome outcome{book_outcome::applied};
  corelane::side side{side::buy}; ///< of the order
  bool changed{false};            ///< the book differs from before
  bool cleared{false};            ///< the whole book is empty now
  instrument_id instrument{no_instrument};
  price px{};     ///< where the order rested, or rests since an add
  price new_px{}; ///< where it rests after a replace or modify; else as `px`
  quantity qty{}; ///< how much was added, or taken off at `px`
};

} // namespace corelane
