#pragma once

#include "corelane/protocols/ouch50/field_text.hpp"
#include "corelane/protocols/wire/message_list.hpp"

#include <cstdint>
#include <string_view>

/// What an order may say besides its fields: each by a tag and a value of a fixed width, in the
/// message's appendage.
namespace corelane::ouch50::option {

struct secondary_ord_ref_num { ///< of the displayed part, in Nasdaq's market data
  static constexpr std::uint8_t type = 1;
  static constexpr std::string_view name = "secondary_ord_ref_num";
  using value = std::uint64_t;
};
struct firm { ///< blank: the account's own
  static constexpr std::uint8_t type = 2;
  static constexpr std::string_view name = "firm";
  using value = firm_id;
};
struct min_qty { ///< a round lot
  static constexpr std::uint8_t type = 3;
  static constexpr std::string_view name = "min_qty";
  using value = std::uint32_t;
};
struct customer_type { ///< `R` retail, `N` not
  static constexpr std::uint8_t type = 4;
  static constexpr std::string_view name = "customer_type";
  using value = char;
};
struct max_floor { ///< shares to display
  static constexpr std::uint8_t type = 5;
  static constexpr std::string_view name = "max_floor";
  using value = std::uint32_t;
};
struct price_type { ///< `L` limit, `P` `M` `R` `Q` `m` pegs
  static constexpr std::uint8_t type = 6;
  static constexpr std::string_view name = "price_type";
  using value = char;
};
struct peg_offset { ///< four decimals
  static constexpr std::uint8_t type = 7;
  static constexpr std::string_view name = "peg_offset";
  using value = std::int32_t;
};
struct discretion_price { ///< four decimals
  static constexpr std::uint8_t type = 9;
  static constexpr std::string_view name = "discretion_price";
  using value = std::uint64_t;
};
struct discretion_price_type { ///< `L` limit, `P` `M` `R` pegs
  static constexpr std::uint8_t type = 10;
  static constexpr std::string_view name = "discretion_price_type";
  using value = char;
};
struct discretion_peg_offset { ///< four decimals
  static constexpr std::uint8_t type = 11;
  static constexpr std::string_view name = "discretion_peg_offset";
  using value = std::int32_t;
};
struct post_only { ///< `P` or `N`
  static constexpr std::uint8_t type = 12;
  static constexpr std::string_view name = "post_only";
  using value = char;
};
struct random_reserves { ///< shares to reserve at random
  static constexpr std::uint8_t type = 13;
  static constexpr std::string_view name = "random_reserves";
  using value = std::uint32_t;
};
struct route {
  static constexpr std::uint8_t type = 14;
  static constexpr std::string_view name = "route";
  using value = route_id;
};
struct expire_time { ///< seconds to live, below 86,400; with time in force `6`
  static constexpr std::uint8_t type = 15;
  static constexpr std::string_view name = "expire_time";
  using value = std::uint32_t;
};
struct trade_now { ///< `Y` or `N`
  static constexpr std::uint8_t type = 16;
  static constexpr std::string_view name = "trade_now";
  using value = char;
};
struct handle_inst { ///< by cross type: imbalance only, retail, extended life
  static constexpr std::uint8_t type = 17;
  static constexpr std::string_view name = "handle_inst";
  using value = char;
};
struct bbo_weight_indicator { ///< how an accepted order stood to the market's best
  static constexpr std::uint8_t type = 18;
  static constexpr std::string_view name = "bbo_weight_indicator";
  using value = char;
};
struct reference_price { ///< of an execution, four decimals; before May 2023
  static constexpr std::uint8_t type = 19;
  static constexpr std::string_view name = "reference_price";
  using value = std::uint64_t;
};
struct reference_price_type {
  static constexpr std::uint8_t type = 20;
  static constexpr std::string_view name = "reference_price_type";
  using value = char;
};
struct display_quantity { ///< of a restated order
  static constexpr std::uint8_t type = 22;
  static constexpr std::string_view name = "display_quantity";
  using value = std::uint32_t;
};
struct display_price { ///< of a restated order, four decimals
  static constexpr std::uint8_t type = 23;
  static constexpr std::string_view name = "display_price";
  using value = std::uint64_t;
};
struct group_id { ///< a customer of the firm
  static constexpr std::uint8_t type = 24;
  static constexpr std::string_view name = "group_id";
  using value = std::uint16_t;
};
struct shares_located { ///< for a short sale: `Y` or `N`
  static constexpr std::uint8_t type = 25;
  static constexpr std::string_view name = "shares_located";
  using value = char;
};

} // namespace corelane::ouch50::option

namespace corelane::ouch50 {

using all_options =
    wire::message_list<option::secondary_ord_ref_num, option::firm, option::min_qty,
                       option::customer_type, option::max_floor, option::price_type,
                       option::peg_offset, option::discretion_price, option::discretion_price_type,
                       option::discretion_peg_offset, option::post_only, option::random_reserves,
                       option::route, option::expire_time, option::trade_now, option::handle_inst,
                       option::bbo_weight_indicator, option::reference_price,
                       option::reference_price_type, option::display_quantity,
                       option::display_price, option::group_id, option::shares_located>;

} // namespace corelane::ouch50
