#include "corelane/actors/venue/pitch/pitch_publisher.hpp"

namespace corelane::venue {

namespace {

constexpr auto market = pitch::market::equities;
constexpr std::size_t announced_at_once = 28;
constexpr std::size_t modified_orders = 1U << 18;

/// Fills in a price and a quantity in the short form of a message when that holds them, else in
/// its long form, and puts it.
template <class Short, class Long, class Fill, class Put>
void put_shortest(price px, std::int64_t units, Fill&& fill, Put&& put) {
  const auto short_px = pitch::to_short_price(px);
  if (short_px && units <= 0xFFFF) {
    Short m;
    m.price = *short_px;
    m.quantity = static_cast<std::uint16_t>(units);
    fill(m);
    return put(m);
  }
  Long m;
  m.price = pitch::to_long_price(px).value_or(pitch::long_price{});
  m.quantity = static_cast<std::uint32_t>(units);
  fill(m);
  put(m);
}

} // namespace

pitch_publisher::pitch_publisher(const std::vector<listing>& listings, const matching_engine& books,
                                 datagram_sink& out, venue_probe& probe)
    : listings_{listings}, books_{books}, out_{out, probe}, ids_{modified_orders} {}

pitch::trading_status pitch_publisher::status_of(const listing& l) noexcept {
  pitch::trading_status m;
  m.symbol = pitch::feed_symbol{l.symbol};
  m.status = 'T';
  m.reg_sho_action = '0';
  return m;
}

bool pitch_publisher::announce(timestamp at) {
  at_ = at;
  if (announced_ == listings_.size()) return false;
  for (std::size_t n = 0; n < announced_at_once && announced_ < listings_.size(); ++n)
    put(status_of(listings_[announced_++]));
  flush();
  return true;
}

void pitch_publisher::close_session(timestamp at) {
  at_ = at;
  put(pitch::end_of_session{});
  flush();
}

void pitch_publisher::idle(timestamp now) {
  if (!out_.is_quiet(now)) return;
  at_ = now;
  out_.send(packet_.finish(), 0, at_);
}

void pitch_publisher::flush() {
  const auto messages = packet_.count();
  if (messages > 0) out_.send(packet_.finish(), messages, at_);
}

template <class Message>
void pitch_publisher::put_raw(const Message& m) {
  if (pitch::add<market>(packet_, m)) return;
  flush();
  (void)pitch::add<market>(packet_, m);
}

template <class Message>
void pitch_publisher::put(Message m) {
  if (const auto second = pitch_time::second_of_day(at_); second != second_) {
    second_ = second;
    pitch::unit_time clock;
    clock.time = static_cast<std::uint32_t>(second);
    put_raw(clock);
  }
  m.time_offset = pitch_time::offset_of(at_);
  put_raw(m);
}

void pitch_publisher::rested(const book_order& order) {
  put_add(order, ids_.id_of(order.reference), listing_of(order.instrument), 0,
          [this](const auto& m) { put(m); });
}

void pitch_publisher::executed(const execution& e) {
  pitch::order_executed m;
  m.order_id = ids_.id_of(e.resting.reference);
  m.executed_quantity = static_cast<std::uint32_t>(e.qty.units);
  m.execution_id = e.match;
  put(m);
  if (e.resting.leaves.units == 0) ids_.forget(e.resting.reference);
}

void pitch_publisher::canceled(const cancellation& c) {
  if (c.cause == cancel_cause::requested) put_delete(c.order);
}

void pitch_publisher::put_delete(const book_order& order) {
  pitch::delete_order m;
  m.order_id = ids_.id_of(order.reference);
  put(m);
  ids_.forget(order.reference);
}

void pitch_publisher::replaced(const replacement& r) {
  if (!r.rests) return put_delete(r.before);
  const auto id = ids_.id_of(r.before.reference);
  if (r.kept_place()) {
    const auto less = r.before.leaves.units - r.after.leaves.units;
    if (less <= 0xFFFF) {
      pitch::reduce_size_short m;
      m.order_id = id;
      m.canceled_quantity = static_cast<std::uint16_t>(less);
      return put(m);
    }
    pitch::reduce_size_long m;
    m.order_id = id;
    m.canceled_quantity = static_cast<std::uint32_t>(less);
    return put(m);
  }
  if (!ids_.keep(r.before.reference, r.after.reference)) {
    put_delete(r.before);
    return rested(r.after);
  }
  put_shortest<pitch::modify_order_short, pitch::modify_order_long>(
      r.after.px, r.after.leaves.units,
      [&](auto& m) {
        m.order_id = id;
        m.flags = 1; // displayed, and to the back of its queue
      },
      [this](const auto& m) { put(m); });
}

void pitch_publisher::printed(const print& p) {
  const auto& symbol = listing_of(p.instrument).symbol;
  const auto fill = [&](auto& m) {
    m.side = 'B'; // always
    m.symbol = pitch::feed_symbol{symbol};
    m.execution_id = p.match;
  };
  const auto write = [this](const auto& m) { put(m); };
  constexpr std::size_t short_symbol = 6;
  if (symbol.size() <= short_symbol)
    return put_shortest<pitch::trade_short, pitch::trade_long>(p.px, p.qty.units, fill, write);
  pitch::trade_expanded m;
  m.price = pitch::to_long_price(p.px).value_or(pitch::long_price{});
  m.quantity = static_cast<std::uint32_t>(p.qty.units);
  fill(m);
  put(m);
}

void pitch_publisher::inspect(inspection& out) const {
  out.field("pitch_next_sequence", next_sequence());
}

} // namespace corelane::venue
