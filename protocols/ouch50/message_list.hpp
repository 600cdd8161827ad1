#pragma once

#include "corelane/protocols/ouch50/answer_messages.hpp"
#include "corelane/protocols/ouch50/order_messages.hpp"
#include "corelane/protocols/ouch50/request_messages.hpp"
#include "corelane/protocols/ouch50/trade_messages.hpp"
#include "corelane/protocols/wire/message_list.hpp"

namespace corelane::ouch50 {

/// What a client sends, as SoupBinTCP's unsequenced data. The frequent ones first.
using requests =
    wire::message_list<enter_order, cancel_order, replace_order, modify_order, account_query>;

/// What the venue sends, as sequenced data. A letter may mean another message than among requests.
using reports =
    wire::message_list<order_accepted, order_executed, order_canceled, order_replaced,
                       order_rejected, order_restated, order_modified, order_priority_update,
                       aiq_canceled, broken_trade, trade_correction, cancel_pending,
                       cancel_rejected, account_query_response, system_event>;

} // namespace corelane::ouch50
