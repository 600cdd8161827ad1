#include "corelane/actors/venue/pillar/pillar_publisher.hpp"

#include "corelane/protocols/pillar/trade_messages.hpp"

#include <chrono>

namespace corelane::venue {

namespace {

constexpr std::size_t announced_at_once = 12;
constexpr std::int64_t second_ns = 1'000'000'000;

std::uint32_t seconds(timestamp t) noexcept { return static_cast<std::uint32_t>(t.ns / second_ns); }
std::uint32_t nanoseconds(timestamp t) noexcept {
  return static_cast<std::uint32_t>(t.ns % second_ns);
}
std::uint64_t number(order_reference r) noexcept { return static_cast<std::uint64_t>(r); }
std::uint32_t shares(quantity q) noexcept { return static_cast<std::uint32_t>(q.units); }
char letter(side s) noexcept { return s == side::buy ? 'B' : 'S'; }

/// Six decimals as long as prices stay well below what 31 bits hold of them.
std::uint8_t scale_of(price opening) noexcept {
  return opening < price::from_1e4(5'000'000) ? 6 : 4;
}

} // namespace

pillar_publisher::pillar_publisher(const std::vector<listing>& listings,
                                   const matching_engine& books, price tick, datagram_sink& out,
                                   venue_probe& probe)
    : listings_{listings}, books_{books}, out_{out, probe}, tick_{tick} {
  for (const auto& l : listings) {
    const auto code = scale_of(l.opening);
    symbols_.push_back({*pillar::price_scale::of_code(code), code, 0});
  }
}

pillar::symbol_mapping pillar_publisher::mapping_of(std::uint32_t i) const {
  pillar::symbol_mapping m;
  m.symbol_index = i + 1;
  m.symbol = std::string_view{listings_[i].symbol};
  m.market_id = 1;
  m.system_id = engine;
  m.exchange_code = 'N';
  m.price_scale_code = symbols_[i].scale_code;
  m.security_type = 'C';
  m.lot_size = 100;
  m.prev_close_price = wire(i, listings_[i].opening);
  m.round_lot = 'Y';
  m.mpv = static_cast<std::uint16_t>(tick_.nanos / price::from_1e4(1).nanos);
  m.unit_of_trade = 1;
  return m;
}

pillar::security_status pillar_publisher::status_of(std::uint32_t i, char status,
                                                    timestamp at) const {
  pillar::security_status m;
  m.source_time = seconds(at);
  m.source_time_ns = nanoseconds(at);
  m.symbol_index = i + 1;
  m.symbol_seq_num = symbols_[i].sequence;
  m.status = status;
  m.market_state = status;
  m.session_state = status;
  return m;
}

void pillar_publisher::orders_of(std::uint32_t i, timestamp at,
                                 std::vector<pillar::add_order_refresh>& orders) const {
  orders.clear();
  for (const auto s : {side::buy, side::sell})
    for (const auto& level : books_.levels(instrument_id{i}, s))
      books_.for_each_order(level, [&](const book_order& o) {
        pillar::add_order_refresh m;
        m.source_time = seconds(at);
        m.source_time_ns = nanoseconds(at);
        m.symbol_index = i + 1;
        m.order_id = number(o.reference);
        m.price = wire(i, o.px);
        m.volume = shares(o.leaves);
        m.side = letter(s);
        orders.push_back(m);
      });
}

void pillar_publisher::open_session(timestamp at) {
  at_ = at;
  pillar::sequence_reset m;
  m.source_time = seconds(at);
  m.source_time_ns = nanoseconds(at);
  put_raw(m);
  const auto messages = packet_.count();
  out_.send(packet_.finish(at_, pillar::delivery_flag::sequence_reset), messages, at_);
}

bool pillar_publisher::announce(timestamp at) {
  at_ = at;
  if (announced_ == listings_.size()) return false;
  for (std::size_t n = 0; n < announced_at_once && announced_ < listings_.size();
       ++n, ++announced_) {
    const auto i = static_cast<std::uint32_t>(announced_);
    put_raw(mapping_of(i));
    put(status_of(i, 'O', at_), i);
  }
  flush();
  return true;
}

void pillar_publisher::close_session(timestamp at) {
  at_ = at;
  for (std::uint32_t i = 0; i < listings_.size(); ++i) put(status_of(i, 'X', at_), i);
  flush();
}

void pillar_publisher::idle(timestamp now) {
  if (!out_.is_quiet(now)) return;
  at_ = now;
  out_.send(packet_.heartbeat(at_), 0, at_);
}

void pillar_publisher::flush() {
  const auto messages = packet_.count();
  if (messages > 0) out_.send(packet_.finish(at_), messages, at_);
}

std::uint32_t pillar_publisher::last_sequence() {
  flush();
  return packet_.next_sequence() - 1;
}

template <class Message>
void pillar_publisher::put_raw(const Message& m) {
  if (packet_.add(m)) return;
  flush();
  (void)packet_.add(m);
}

template <class Message>
void pillar_publisher::put(Message m, std::uint32_t i) {
  if (const auto second = at_.ns / second_ns; second != second_) {
    second_ = second;
    pillar::source_time_reference clock;
    clock.id = engine;
    clock.source_time = seconds(at_);
    put_raw(clock);
  }
  m.source_time_ns = nanoseconds(at_);
  m.symbol_index = i + 1;
  m.symbol_seq_num = ++symbols_[i].sequence;
  put_raw(m);
}

void pillar_publisher::rested(const book_order& o) {
  const auto i = index_of(o.instrument);
  pillar::add_order m;
  m.order_id = number(o.reference);
  m.price = wire(i, o.px);
  m.volume = shares(o.leaves);
  m.side = letter(o.side);
  put(m, i);
}

void pillar_publisher::executed(const execution& e) {
  const auto i = index_of(e.resting.instrument);
  pillar::order_execution m;
  m.order_id = number(e.resting.reference);
  m.trade_id = static_cast<std::uint32_t>(e.match);
  m.price = wire(i, e.px);
  m.volume = shares(e.qty);
  put(m, i);
}

void pillar_publisher::canceled(const cancellation& c) {
  if (c.cause == cancel_cause::requested) put_delete(c.order);
}

void pillar_publisher::put_delete(const book_order& o) {
  pillar::delete_order m;
  m.order_id = number(o.reference);
  put(m, index_of(o.instrument));
}

void pillar_publisher::replaced(const replacement& r) {
  if (!r.rests) return put_delete(r.before);
  const auto i = index_of(r.before.instrument);
  if (r.kept_place()) {
    pillar::modify_order m;
    m.order_id = number(r.before.reference);
    m.price = wire(i, r.after.px);
    m.volume = shares(r.after.leaves);
    m.side = letter(r.after.side);
    return put(m, i);
  }
  pillar::replace_order m;
  m.order_id = number(r.before.reference);
  m.new_order_id = number(r.after.reference);
  m.price = wire(i, r.after.px);
  m.volume = shares(r.after.leaves);
  m.side = letter(r.after.side);
  put(m, i);
}

void pillar_publisher::printed(const print& p) {
  const auto i = index_of(p.instrument);
  pillar::non_displayed_trade m;
  m.trade_id = static_cast<std::uint32_t>(p.match);
  m.price = wire(i, p.px);
  m.volume = shares(p.qty);
  put(m, i);
}

void pillar_publisher::inspect(inspection& out) const {
  out.field("pillar_next_sequence", packet_.next_sequence());
}

} // namespace corelane::venue
