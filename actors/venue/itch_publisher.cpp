#include "corelane/actors/venue/itch_publisher.hpp"

#include "corelane/protocols/itch50/order_messages.hpp"
#include "corelane/protocols/itch50/status_messages.hpp"
#include "corelane/protocols/itch50/trade_messages.hpp"
#include "corelane/protocols/itch50/wire_layout.hpp"

#include <algorithm>

namespace corelane::venue {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t day_ns = 86'400'000'000'000;
constexpr nanoseconds heartbeat_every = std::chrono::seconds{1};
constexpr int end_of_session_packets = 3; // each may be lost
constexpr std::size_t announced_at_once = 28;

moldudp64::session_name padded(std::string_view text) {
  moldudp64::session_name name;
  name.fill(' ');
  std::copy_n(text.begin(), std::min(text.size(), name.size()), name.begin());
  return name;
}

std::uint64_t number(order_reference reference) noexcept {
  return static_cast<std::uint64_t>(reference);
}
std::uint32_t locate_of(instrument_id instrument) noexcept { return index_of(instrument) + 1; }
char letter(side s) noexcept { return s == side::buy ? 'B' : 'S'; }
std::uint32_t shares(quantity qty) noexcept { return static_cast<std::uint32_t>(qty.units); }
std::uint32_t four_decimals(price px) noexcept {
  return static_cast<std::uint32_t>(px.nanos / price::from_1e4(1).nanos);
}

} // namespace

itch_publisher::itch_publisher(std::string_view session, const std::vector<listing>& listings,
                               datagram_sink& out, venue_probe& probe)
    : listings_{listings},
      out_{out},
      probe_{probe},
      session_{padded(session)},
      packet_{buffer_, session_, 1} {}

void itch_publisher::open_session(timestamp at) {
  at_ = at;
  put_system_event('O');
  flush();
}

bool itch_publisher::announce(timestamp at) {
  at_ = at;
  const auto listed = static_cast<std::uint32_t>(listings_.size());
  if (announced_ == 2 * listed) return false;
  for (std::size_t n = 0; n < announced_at_once && announced_ < 2 * listed; ++n, ++announced_)
    announced_ < listed ? put_stock_directory(announced_) : put_trading_action(announced_ - listed);
  flush();
  return true;
}

void itch_publisher::open_market(timestamp at) {
  at_ = at;
  put_system_event('S');
  put_system_event('Q');
  flush();
}

void itch_publisher::close_session(timestamp at) {
  at_ = at;
  for (const char code : {'M', 'E', 'C'}) put_system_event(code);
  flush();
  for (int i = 0; i < end_of_session_packets; ++i) send(packet_.finish_session(), 0);
}

void itch_publisher::idle(timestamp now) {
  if (now - last_sent_ < heartbeat_every) return;
  at_ = now;
  send(packet_.finish(), 0);
}

void itch_publisher::flush() {
  const auto messages = packet_.count();
  if (messages > 0) send(packet_.finish(), messages);
}

void itch_publisher::send(std::span<const std::byte> packet, std::size_t messages) {
  if (out_.send(packet))
    probe_.packet_sent();
  else
    probe_.packet_not_sent();
  probe_.messages_published(messages);
  last_sent_ = at_;
}

template <class Message>
void itch_publisher::put(Message message, std::uint32_t locate) {
  message.header.stock_locate = static_cast<std::uint16_t>(locate);
  message.header.timestamp = static_cast<std::uint64_t>(at_.ns % day_ns);
  auto room = packet_.begin_message(Message::wire_size);
  if (room.empty()) {
    flush();
    room = packet_.begin_message(Message::wire_size);
  }
  packet_.end_message(itch50::write(message, room.data()));
}

void itch_publisher::rested(const book_order& order) {
  itch50::add_order m;
  m.order_reference = number(order.reference);
  m.buy_sell = letter(order.side);
  m.shares = shares(order.leaves);
  m.symbol = itch50::stock{listings_[index_of(order.instrument)].symbol};
  m.price = four_decimals(order.px);
  put(m, locate_of(order.instrument));
}

void itch_publisher::executed(const execution& e) {
  itch50::order_executed m;
  m.order_reference = number(e.resting.reference);
  m.executed_shares = shares(e.qty);
  m.match_number = e.match;
  put(m, locate_of(e.resting.instrument));
}

void itch_publisher::canceled(const cancellation& c) {
  if (c.cause == cancel_cause::requested) put_delete(c.order);
}

void itch_publisher::replaced(const replacement& r) {
  if (!r.rests) return put_delete(r.before);
  const auto locate = locate_of(r.before.instrument);
  if (r.kept_place()) {
    itch50::order_cancel m;
    m.order_reference = number(r.before.reference);
    m.cancelled_shares = shares(r.before.leaves - r.after.leaves);
    return put(m, locate);
  }
  itch50::order_replace m;
  m.original_reference = number(r.before.reference);
  m.new_reference = number(r.after.reference);
  m.shares = shares(r.after.leaves);
  m.price = four_decimals(r.after.px);
  put(m, locate);
}

void itch_publisher::printed(const print& p) {
  itch50::non_cross_trade m;
  m.buy_sell = 'B'; // always, as the reference is always 0, since 2014
  m.shares = shares(p.qty);
  m.symbol = itch50::stock{listings_[index_of(p.instrument)].symbol};
  m.price = four_decimals(p.px);
  m.match_number = p.match;
  put(m, locate_of(p.instrument));
}

void itch_publisher::put_delete(const book_order& order) {
  itch50::order_delete m;
  m.order_reference = number(order.reference);
  put(m, locate_of(order.instrument));
}

void itch_publisher::put_system_event(char code) {
  itch50::system_event m;
  m.event_code = code;
  put(m, 0);
}

void itch_publisher::put_stock_directory(std::uint32_t instrument) {
  itch50::stock_directory m;
  m.symbol = itch50::stock{listings_[instrument].symbol};
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
  put(m, instrument + 1);
}

void itch_publisher::put_trading_action(std::uint32_t instrument) {
  itch50::trading_action m;
  m.symbol = itch50::stock{listings_[instrument].symbol};
  m.trading_state = 'T';
  put(m, instrument + 1);
}

void itch_publisher::inspect(inspection& out) const {
  out.field("itch_session", std::string_view{session_.data(), session_.size()});
  out.field("itch_next_sequence", next_sequence());
}

} // namespace corelane::venue
