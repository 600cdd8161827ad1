#include "corelane/actors/venue/itch50/itch_messages.hpp"

namespace corelane::venue {

itch50::system_event system_event_of(char code) noexcept {
  itch50::system_event m;
  m.event_code = code;
  return m;
}

itch50::stock_directory directory_of(const listing& l) noexcept {
  itch50::stock_directory m;
  m.symbol = itch50::stock{l.symbol};
  m.market_category = 'Q';  // Global Select
  m.financial_status = 'N'; // normal
  m.round_lot_size = 100;
  m.round_lots_only = 'N';
  m.issue_classification = 'C'; // common stock
  m.issue_subtype = itch50::field_text<2>{"Z"};
  m.authenticity = 'T'; // nothing here is real
  m.short_sale_threshold = 'N';
  m.ipo_flag = 'N';
  m.luld_tier = '1';
  m.etp_flag = 'N';
  m.inverse_indicator = 'N';
  return m;
}

itch50::trading_action trading_action_of(const listing& l) noexcept {
  itch50::trading_action m;
  m.symbol = itch50::stock{l.symbol};
  m.trading_state = 'T';
  return m;
}

itch50::add_order add_of(const book_order& order, const listing& l) noexcept {
  itch50::add_order m;
  m.order_reference = static_cast<std::uint64_t>(order.reference);
  m.buy_sell = order.side == side::buy ? 'B' : 'S';
  m.shares = static_cast<std::uint32_t>(order.leaves.units);
  m.symbol = itch50::stock{l.symbol};
  m.price = four_decimals(order.px);
  return m;
}

} // namespace corelane::venue
