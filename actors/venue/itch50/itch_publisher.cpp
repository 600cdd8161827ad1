#include "corelane/actors/venue/itch50/itch_publisher.hpp"

#include "corelane/actors/venue/itch50/itch_messages.hpp"
#include "corelane/protocols/itch50/trade_messages.hpp"
#include "corelane/protocols/itch50/wire_layout.hpp"

#include <algorithm>

namespace corelane::venue {

namespace {

using std::chrono::nanoseconds;

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
std::uint32_t shares(quantity qty) noexcept { return static_cast<std::uint32_t>(qty.units); }

} // namespace

itch_publisher::itch_publisher(std::string_view session, const std::vector<listing>& listings,
                               datagram_sink& out, venue_probe& probe)
    : listings_{listings},
      out_{out, probe},
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
    announce_listing(announced_ % listed, announced_ >= listed);
  flush();
  return true;
}

void itch_publisher::announce_listing(std::uint32_t i, bool its_status) {
  const auto locate = locate_of(instrument_id{i});
  its_status ? put(trading_action_of(listings_[i]), locate)
             : put(directory_of(listings_[i]), locate);
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
  for (int i = 0; i < end_of_session_packets; ++i) out_.send(packet_.finish_session(), 0, at_);
}

void itch_publisher::idle(timestamp now) {
  if (!out_.is_quiet(now)) return;
  at_ = now;
  out_.send(packet_.finish(), 0, at_);
}

void itch_publisher::flush() {
  const auto messages = packet_.count();
  if (messages > 0) out_.send(packet_.finish(), messages, at_);
}

template <class Message>
void itch_publisher::put(const Message& message, std::uint16_t locate) {
  auto room = packet_.begin_message(Message::wire_size);
  if (room.empty()) {
    flush();
    room = packet_.begin_message(Message::wire_size);
  }
  packet_.end_message(itch50::write(stamped(message, locate, at_), room.data()));
}

void itch_publisher::rested(const book_order& order) {
  put(add_of(order, listings_[index_of(order.instrument)]), locate_of(order.instrument));
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

void itch_publisher::put_system_event(char code) { put(system_event_of(code), 0); }

void itch_publisher::inspect(inspection& out) const {
  out.field("itch_session", std::string_view{session_.data(), session_.size()});
  out.field("itch_next_sequence", next_sequence());
}

} // namespace corelane::venue
