#pragma once

#include "corelane/protocols/itch50/auction_messages.hpp"
#include "corelane/protocols/itch50/order_messages.hpp"
#include "corelane/protocols/itch50/status_messages.hpp"
#include "corelane/protocols/itch50/trade_messages.hpp"
#include "corelane/protocols/wire/message_list.hpp"

#include <cstddef>
#include <type_traits>

namespace corelane::itch50 {

/// All messages. Everything else that must know them asks here.
using all_messages =
    wire::message_list<add_order, add_order_attributed, order_executed, order_executed_with_price,
                       order_cancel, order_delete, order_replace, non_cross_trade, cross_trade,
                       broken_trade, net_order_imbalance, retail_interest, ipo_quoting_period,
                       direct_listing, system_event, stock_directory, trading_action, reg_sho,
                       participant_position, mwcb_decline_levels, mwcb_status, luld_auction_collar,
                       operational_halt>;

/// The length of a message of `type` on the wire; 0 when there is no such type.
[[nodiscard]] constexpr std::size_t wire_size_of(char type) noexcept {
  return all_messages::with(type, std::size_t{0},
                            []<class M>(std::type_identity<M>) { return M::wire_size; });
}

} // namespace corelane::itch50
