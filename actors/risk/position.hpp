#pragma once

#include "corelane/actors/risk/notional.hpp"

#include <cstdlib>

namespace corelane {

/// What is held of one instrument and what trading it has earned, by average cost.
///
/// Exact: whatever is rounded when a part of the cost is released stays in the cost, so
/// `realised - cost` is always the money that fills brought in, to the last nano.
struct position {
  notional cost{};     ///< what the holding was bought (or, negative, sold short) for
  notional realised{}; ///< earned by what has been closed
  quantity qty{};      ///< bought minus sold

  /// Takes a fill of `traded` shares, negative for a sale, at `px`. Divides only when it reduces.
  void fill(quantity traded, price px) noexcept {
    const bool opposite = (qty.units < 0) != (traded.units < 0);
    if (qty.units != 0 && opposite) {
      const auto closed = std::abs(traded.units) > std::abs(qty.units) ? -qty : traded;
      const notional released{cost.nanos * -closed.units / qty.units};
      realised -= value_of(px, closed) + released;
      cost -= released;
      qty += closed;
      traded -= closed;
    }
    cost += value_of(px, traded);
    qty += traded;
  }

  /// Rounded towards zero; 0 when nothing is held.
  [[nodiscard]] constexpr price average_px() const noexcept {
    return {qty.units == 0 ? 0 : static_cast<std::int64_t>(cost.nanos / qty.units)};
  }
  /// What closing at `mark` would add to `realised`.
  [[nodiscard]] constexpr notional unrealised(price mark) const noexcept {
    return value_of(mark, qty) - cost;
  }
};

} // namespace corelane
