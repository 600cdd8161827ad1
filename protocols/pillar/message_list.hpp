#pragma once

#include "corelane/protocols/pillar/auction_messages.hpp"
#include "corelane/protocols/pillar/order_messages.hpp"
#include "corelane/protocols/pillar/request_messages.hpp"
#include "corelane/protocols/pillar/status_messages.hpp"
#include "corelane/protocols/pillar/trade_messages.hpp"
#include "corelane/protocols/wire/message_list.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace corelane::pillar {

/// All messages, the frequent ones first. Everything else that must know them asks here.
using all_messages = wire::message_list<
    add_order, delete_order, order_execution, modify_order, replace_order, non_displayed_trade,
    imbalance, source_time_reference, retail_price_improvement, cross_trade, security_status,
    trade_cancel, cross_correction, add_order_refresh, stock_summary, symbol_mapping, symbol_clear,
    sequence_reset, refresh_header, message_unavailable, retransmission_request, request_response,
    heartbeat_response, symbol_mapping_request, refresh_request>;

/// The length of a message of `type` as we write it; 0 when there is no such type.
[[nodiscard]] constexpr std::size_t wire_size_of(std::uint16_t type) noexcept {
  return all_messages::with(type, std::size_t{0},
                            []<class M>(std::type_identity<M>) { return M::wire_size; });
}

/// What we call it; empty when there is no such type.
[[nodiscard]] constexpr std::string_view name_of(std::uint16_t type) noexcept {
  return all_messages::with(type, std::string_view{},
                            []<class M>(std::type_identity<M>) { return M::name; });
}

} // namespace corelane::pillar
