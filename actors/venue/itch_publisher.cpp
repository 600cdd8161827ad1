#include "corelane/actors/venue/itch_publisher.hpp"

#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace corelane::venue {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t day_ns = 86'400'000'000'000;
constexpr nanoseconds heartbeat_every = std::chrono::seconds{1};
constexpr std::uint16_t heartbeat = 0;
constexpr std::uint16_t end_of_session = 0xFFFF;
constexpr int end_of_session_packets = 3; // each may be lost
constexpr std::size_t announced_at_once = 28;

std::uint64_t number(order_reference reference) noexcept {
  return static_cast<std::uint64_t>(reference);
}
char letter(side s) noexcept { return s == side::buy ? 'B' : 'S'; }

} // namespace

/// Appends one message to the packet: the length, the common fields, then each field in turn.
class itch_publisher::message {
public:
  message(itch_publisher& to, char type, std::uint32_t locate, std::size_t size) : to_{to} {
    to.reserve(size + 2);
    u16(static_cast<std::uint16_t>(size));
    letter(type);
    u16(static_cast<std::uint16_t>(locate));
    u16(0); // tracking number
    const auto ns = static_cast<std::uint64_t>(to.at_.ns % day_ns);
    u16(static_cast<std::uint16_t>(ns >> 32));
    u32(static_cast<std::uint32_t>(ns));
    ++to.count_;
  }
  message& letter(char value) { return store(static_cast<std::uint8_t>(value)); }
  message& u16(std::uint16_t value) { return store(value); }
  message& u32(std::uint32_t value) { return store(value); }
  message& u64(std::uint64_t value) { return store(value); }
  message& px(price value) {
    return u32(static_cast<std::uint32_t>(value.nanos / price::from_1e4(1).nanos));
  }
  message& qty(quantity value) { return u32(static_cast<std::uint32_t>(value.units)); }
  message& text(std::string_view value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) letter(i < value.size() ? value[i] : ' ');
    return *this;
  }

private:
  template <class T>
  message& store(T value) {
    wire::store_be(to_.packet_.data() + to_.used_, value);
    to_.used_ += sizeof value;
    return *this;
  }
  itch_publisher& to_;
};

itch_publisher::itch_publisher(std::string session, const std::vector<listing>& listings,
                               datagram_sink& out, venue_probe& probe)
    : session_{std::move(session)}, listings_{listings}, out_{out}, probe_{probe} {
  session_.resize(session_size, ' ');
}

void itch_publisher::open_session(timestamp at) {
  at_ = at;
  system_event('O');
  flush();
}

bool itch_publisher::announce(timestamp at) {
  at_ = at;
  const auto listed = static_cast<std::uint32_t>(listings_.size());
  if (announced_ == 2 * listed) return false;
  for (std::size_t n = 0; n < announced_at_once && announced_ < 2 * listed; ++n, ++announced_)
    announced_ < listed ? stock_directory(announced_) : trading_action(announced_ - listed);
  flush();
  return true;
}

void itch_publisher::open_market(timestamp at) {
  at_ = at;
  system_event('S');
  system_event('Q');
  flush();
}

void itch_publisher::close_session(timestamp at) {
  at_ = at;
  for (const char code : {'M', 'E', 'C'}) system_event(code);
  flush();
  for (int i = 0; i < end_of_session_packets; ++i) send(end_of_session);
}

void itch_publisher::idle(timestamp now) {
  if (now - last_sent_ < heartbeat_every) return;
  at_ = now;
  send(heartbeat);
}

void itch_publisher::rested(const book_order& order) {
  message{*this, 'A', index_of(order.instrument) + 1, 36}
      .u64(number(order.reference))
      .letter(letter(order.side))
      .qty(order.leaves)
      .text(listings_[index_of(order.instrument)].symbol, symbol_size)
      .px(order.px);
}

void itch_publisher::executed(const execution& e) {
  message{*this, 'E', index_of(e.resting.instrument) + 1, 31}
      .u64(number(e.resting.reference))
      .qty(e.qty)
      .u64(e.match);
}

void itch_publisher::canceled(const cancellation& c) {
  if (c.cause == cancel_cause::requested) remove(c.order);
}

void itch_publisher::replaced(const replacement& r) {
  if (!r.rests) return remove(r.before);
  const auto locate = index_of(r.before.instrument) + 1;
  if (r.kept_place()) {
    message{*this, 'X', locate, 23}
        .u64(number(r.before.reference))
        .qty(r.before.leaves - r.after.leaves);
    return;
  }
  message{*this, 'U', locate, 35}
      .u64(number(r.before.reference))
      .u64(number(r.after.reference))
      .qty(r.after.leaves)
      .px(r.after.px);
}

void itch_publisher::printed(const print& p) {
  // Reference 0 and side B, as the specification has it for non-displayed orders since 2014.
  message{*this, 'P', index_of(p.instrument) + 1, 44}
      .u64(0)
      .letter('B')
      .qty(p.qty)
      .text(listings_[index_of(p.instrument)].symbol, symbol_size)
      .px(p.px)
      .u64(p.match);
}

void itch_publisher::remove(const book_order& order) {
  message{*this, 'D', index_of(order.instrument) + 1, 19}.u64(number(order.reference));
}

void itch_publisher::system_event(char code) { message{*this, 'S', 0, 12}.letter(code); }

void itch_publisher::stock_directory(std::uint32_t instrument) {
  message{*this, 'R', instrument + 1, 39}
      .text(listings_[instrument].symbol, symbol_size)
      .letter('Q')  // market category: Global Select
      .letter('N')  // financial status: normal
      .u32(100)     // round lot size
      .letter('N')  // not round lots only
      .letter('C')  // issue classification: common stock
      .text("Z", 2) // issue subtype: not applicable
      .letter('T')  // a test issue: nothing here is real
      .letter('N')  // no short sale threshold
      .letter('N')  // no IPO
      .letter('1')  // LULD tier
      .letter('N')  // no ETP
      .u32(0)       // ETP leverage factor
      .letter('N'); // not inverse
}

void itch_publisher::trading_action(std::uint32_t instrument) {
  message{*this, 'H', instrument + 1, 25}
      .text(listings_[instrument].symbol, symbol_size)
      .letter('T') // trading
      .letter(' ')
      .text("", 4);
}

void itch_publisher::reserve(std::size_t size) {
  if (used_ + size > max_payload) flush();
}

void itch_publisher::flush() {
  if (count_ > 0) send(count_);
}

void itch_publisher::send(std::uint16_t count) {
  std::memcpy(packet_.data(), session_.data(), session_size);
  wire::store_be(packet_.data() + 10, next_sequence_);
  wire::store_be(packet_.data() + 18, count);
  if (out_.send({packet_.data(), used_}))
    probe_.packet_sent();
  else
    probe_.packet_not_sent();
  probe_.messages_published(count_);
  next_sequence_ += count_;
  count_ = 0;
  used_ = header_size;
  last_sent_ = at_;
}

void itch_publisher::inspect(inspection& out) const {
  out.field("itch_session", session_);
  out.field("itch_next_sequence", next_sequence());
}

} // namespace corelane::venue
