#pragma once

#include "corelane/protocols/itch50/auction_messages.hpp"
#include "corelane/protocols/itch50/order_messages.hpp"
#include "corelane/protocols/itch50/status_messages.hpp"
#include "corelane/protocols/itch50/trade_messages.hpp"
#include "corelane/protocols/itch50/wire_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace corelane::itch50 {

/// What became of one message.
enum class decode_result : std::uint8_t {
  handled,
  truncated,   ///< shorter than its type demands; skip it
  unknown_type ///< none of the 23; skip it
};

/// Decodes one message and calls `handler(const add_order&)` or the overload for its type.
///
/// Reads nothing outside `bytes`; more bytes than the type needs are ignored, as later versions
/// may append fields. Does not allocate or throw. Types the handler does not take fall to its
/// catch-all overload, if it has one (`void operator()(const auto&)`).
template <class Handler>
inline decode_result decode(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  if (bytes.empty()) return decode_result::truncated;
  const auto take = [&]<class Message>(std::type_identity<Message>) {
    if (bytes.size() < Message::wire_size) [[unlikely]]
      return decode_result::truncated;
    handler(read<Message>(bytes.data()));
    return decode_result::handled;
  };
  switch (static_cast<char>(bytes.front())) {
    case add_order::type: return take(std::type_identity<add_order>{});
    case add_order_attributed::type: return take(std::type_identity<add_order_attributed>{});
    case order_executed::type: return take(std::type_identity<order_executed>{});
    case order_executed_with_price::type:
      return take(std::type_identity<order_executed_with_price>{});
    case order_cancel::type: return take(std::type_identity<order_cancel>{});
    case order_delete::type: return take(std::type_identity<order_delete>{});
    case order_replace::type: return take(std::type_identity<order_replace>{});
    case non_cross_trade::type: return take(std::type_identity<non_cross_trade>{});
    case cross_trade::type: return take(std::type_identity<cross_trade>{});
    case broken_trade::type: return take(std::type_identity<broken_trade>{});
    case net_order_imbalance::type: return take(std::type_identity<net_order_imbalance>{});
    case retail_interest::type: return take(std::type_identity<retail_interest>{});
    case ipo_quoting_period::type: return take(std::type_identity<ipo_quoting_period>{});
    case direct_listing::type: return take(std::type_identity<direct_listing>{});
    case system_event::type: return take(std::type_identity<system_event>{});
    case stock_directory::type: return take(std::type_identity<stock_directory>{});
    case trading_action::type: return take(std::type_identity<trading_action>{});
    case reg_sho::type: return take(std::type_identity<reg_sho>{});
    case participant_position::type: return take(std::type_identity<participant_position>{});
    case mwcb_decline_levels::type: return take(std::type_identity<mwcb_decline_levels>{});
    case mwcb_status::type: return take(std::type_identity<mwcb_status>{});
    case luld_auction_collar::type: return take(std::type_identity<luld_auction_collar>{});
    case operational_halt::type: return take(std::type_identity<operational_halt>{});
    default: return decode_result::unknown_type;
  }
}

/// The length of a message of `type` on the wire; 0 when there is no such type.
[[nodiscard]] constexpr std::size_t wire_size_of(char type) noexcept {
  switch (type) {
    case add_order::type: return add_order::wire_size;
    case add_order_attributed::type: return add_order_attributed::wire_size;
    case order_executed::type: return order_executed::wire_size;
    case order_executed_with_price::type: return order_executed_with_price::wire_size;
    case order_cancel::type: return order_cancel::wire_size;
    case order_delete::type: return order_delete::wire_size;
    case order_replace::type: return order_replace::wire_size;
    case non_cross_trade::type: return non_cross_trade::wire_size;
    case cross_trade::type: return cross_trade::wire_size;
    case broken_trade::type: return broken_trade::wire_size;
    case net_order_imbalance::type: return net_order_imbalance::wire_size;
    case retail_interest::type: return retail_interest::wire_size;
    case ipo_quoting_period::type: return ipo_quoting_period::wire_size;
    case direct_listing::type: return direct_listing::wire_size;
    case system_event::type: return system_event::wire_size;
    case stock_directory::type: return stock_directory::wire_size;
    case trading_action::type: return trading_action::wire_size;
    case reg_sho::type: return reg_sho::wire_size;
    case participant_position::type: return participant_position::wire_size;
    case mwcb_decline_levels::type: return mwcb_decline_levels::wire_size;
    case mwcb_status::type: return mwcb_status::wire_size;
    case luld_auction_collar::type: return luld_auction_collar::wire_size;
    case operational_halt::type: return operational_halt::wire_size;
    default: return 0;
  }
}

} // namespace corelane::itch50
