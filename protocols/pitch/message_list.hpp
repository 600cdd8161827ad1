#pragma once

#include "corelane/protocols/pitch/auction_messages.hpp"
#include "corelane/protocols/pitch/futures_messages.hpp"
#include "corelane/protocols/pitch/instrument_messages.hpp"
#include "corelane/protocols/pitch/order_messages.hpp"
#include "corelane/protocols/pitch/session_messages.hpp"
#include "corelane/protocols/pitch/status_messages.hpp"
#include "corelane/protocols/pitch/trade_messages.hpp"
#include "corelane/protocols/pitch/wire_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace corelane::pitch {

template <class... Messages>
struct message_list {
  static constexpr std::size_t size = sizeof...(Messages);

  /// Calls `take(std::type_identity<Message>{})` for the message of this type, when `In` sends
  /// it; else false. The compiler makes a switch of it.
  template <market In, class Take>
  static constexpr bool with(std::uint8_t type, Take&& take) {
    return (with_one<In, Messages>(type, take) || ...);
  }
  template <class Take>
  static constexpr void for_each(Take&& take) {
    (take(std::type_identity<Messages>{}), ...);
  }

private:
  template <market In, class Message, class Take>
  static constexpr bool with_one(std::uint8_t type, Take&& take) {
    if constexpr (Message::sent_in.has(In)) {
      if (type == Message::type) {
        take(std::type_identity<Message>{});
        return true;
      }
    }
    return false;
  }
};

/// All messages of all markets, the frequent ones first. Everything else that must know them asks
/// here.
using all_messages = message_list<
    add_order_short, delete_order, modify_order_short, add_order_long, modify_order_long,
    order_executed, reduce_size_short, reduce_size_long, trade_short, trade_long, unit_time,
    add_order_expanded, order_executed_at_price, trade_expanded, transaction_begin, transaction_end,
    trading_status, symbol_mapping, futures_instrument_definition, retail_price_improvement,
    auction_update, options_auction_update, auction_summary, auction_notification, auction_cancel,
    auction_trade, trade_break, time_reference, unit_clear, end_of_session, width_update,
    soq_strike_range_update, constituent_symbol_mapping, futures_variance_symbol_mapping,
    price_limits, settlement, open_interest, end_of_day_summary, login, login_response, gap_request,
    gap_response, spin_image_available, spin_request, spin_response, spin_finished,
    instrument_definition_request, instrument_definition_response, instrument_definition_finished>;

/// The length of a message of `type` as `In` sends it, legs aside; 0 when there is no such type.
template <market In>
[[nodiscard]] constexpr std::size_t wire_size_of(std::uint8_t type) noexcept {
  std::size_t size = 0;
  all_messages::with<In>(type, [&]<class M>(std::type_identity<M>) { size = wire_size<M, In>; });
  return size;
}

/// What we call it; empty when `In` has no such type.
template <market In>
[[nodiscard]] constexpr std::string_view name_of(std::uint8_t type) noexcept {
  std::string_view name;
  all_messages::with<In>(type, [&]<class M>(std::type_identity<M>) { name = M::name; });
  return name;
}

} // namespace corelane::pitch
