#pragma once

#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/side.hpp"
#include "corelane/protocols/order/order_type.hpp"

#include <cstdint>

namespace corelane::venue {

/// The venue's own number of an order, in the order of acceptance. 0 is none.
enum class order_reference : std::uint64_t {};
inline constexpr order_reference no_order{0};

/// Numbers each execution of the venue, from 1.
using match_number = std::uint64_t;

/// Who entered an order: the `entry` it came through (0 is the background flow) and a number
/// that means something to that entry alone.
struct order_owner {
  std::uint32_t entry{0};
  std::uint32_t token{0};
};
inline constexpr std::uint32_t background_entry = 0;

/// An order as it comes to the matching engine. `instrument` counts the venue's listings from 0.
struct new_order {
  instrument_id instrument{no_instrument};
  corelane::side side{corelane::side::buy};
  corelane::ord_type ord_type{corelane::ord_type::limit};
  corelane::time_in_force time_in_force{corelane::time_in_force::day};
  price px{}; ///< of a limit order
  quantity qty{};
  order_owner owner{};
};

/// An order that the engine has taken, as it stands at one moment.
struct book_order {
  order_reference reference{no_order};
  instrument_id instrument{no_instrument};
  corelane::side side{corelane::side::buy};
  price px{}; ///< 0 for a market order
  quantity leaves{};
  order_owner owner{};
};

} // namespace corelane::venue
