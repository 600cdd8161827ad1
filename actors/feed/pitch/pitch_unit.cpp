#include "corelane/actors/feed/pitch/pitch_unit.hpp"

#include "corelane/actors/feed/pitch/pitch_feed.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/protocols/pitch/unit_sequence.hpp"

namespace corelane {

pitch_unit::pitch_unit(pitch_feed& feed, instrument_directory& instruments, const settings& s)
    : feed_{feed},
      settings_{s},
      normaliser_{*this, instruments, feed.probe_, s.max_orders, s.max_symbols},
      space_{*this, feed.recovery_probe_} {
  normaliser_.configure(s.market, feed.wanted(), feed.venue());
  spin_.configure(s.spin_server, s.market == pitch::market::options);
  space_.start(feed.recovery_, {.retransmission = s.gap_proxy, .snapshot = spin_.is_configured()});
}

template <class Event>
inline void pitch_unit::emit(const Event& e) {
  feed_.emit(e);
}

void pitch_unit::no_room() {
  feed_.probe_.malformed_skipped();
  overflowed_ = true;
  normaliser_.message_lost();
}

/// A spin that was given up must not go on to hide what happens.
void pitch_unit::trust(book_state state) {
  if (state == book_state::stale) {
    spin_.close();
    normaliser_.end_snapshot();
  }
  normaliser_.trust(overflowed_ ? book_state::stale : state);
}

timestamp pitch_unit::time() const { return feed_.now(); }
void pitch_unit::wake_at(timestamp at) { feed_.wake(at); }

bool pitch_unit::request_messages(message_range missing) {
  asked_ = missing;
  return feed_.ask_proxy(settings_.number, missing);
}

void pitch_unit::ask_on() {
  if (space_.phase() != gap_recovery::phase::requested) return;
  const auto missing = space_.missing();
  if (missing.size() != 0 && missing.first >= asked_.after) (void)request_messages(missing);
}

bool pitch_unit::request_snapshot() {
  if (!spin_.request()) return false;
  feed_.watch(spin_.descriptor());
  return true;
}

sequence_space::arrival pitch_unit::take_packet(const packet& p, const pitch::unit_header& header,
                                                feed_line& line) {
  // A session begins with 1: the first one, one after an end, and one after a time of silence.
  if (!begun_ || (header.sequence == 1 && (ended_ || may_restart_)))
    begin_session(p, settings_.join_late && !begun_ ? header.sequence : 1);
  const sequenced_packet numbered{p, pitch::unrolled(header.sequence, space_.next()), header.count};
  const auto arrival = space_.offer(numbered);
  line.came(numbered, arrival, line_next_[p.line]);
  if (arrival == sequence_space::arrival::taken) may_restart_ = false;
  return arrival;
}

void pitch_unit::begin_session(const packet& p, std::uint64_t first) {
  feed_.probe_.session_begun();
  begun_ = true;
  ended_ = overflowed_ = false;
  normaliser_.begin_packet(p.received);
  normaliser_.begin_session(feed_.midnight_of(p));
  space_.begin(first);
  line_next_.fill(0);
}

void pitch_unit::take_unsequenced(const packet& p, const pitch::unit_header& header) {
  normaliser_.begin_packet(p.received);
  pitch::unit_messages messages{p.payload, header};
  while (const auto m = messages.next()) (void)take_message(*m);
  if (messages.malformed()) feed_.probe_.malformed_skipped();
}

std::uint32_t pitch_unit::take(const sequenced_packet& p, std::uint32_t skip) {
  normaliser_.begin_packet(p.raw.received);
  pitch::unit_messages messages{p.raw.payload, *pitch::read_header(p.raw.payload)};
  while (const auto m = messages.next()) {
    if (skip != 0) {
      --skip;
    } else if (!take_message(*m)) { // no copy can make good for it
      normaliser_.message_lost();
      space_.distrust();
    }
  }
  if (messages.malformed()) feed_.probe_.malformed_skipped();
  return messages.lost();
}

pitch::decode_result pitch_unit::decode(std::span<const std::byte> message) {
  switch (settings_.market) {
    case pitch::market::equities:
      return pitch::decode<pitch::market::equities>(message, normaliser_);
    case pitch::market::options: return pitch::decode<pitch::market::options>(message, normaliser_);
    case pitch::market::futures: return pitch::decode<pitch::market::futures>(message, normaliser_);
  }
  return pitch::decode_result::unknown_type;
}

/// False when the message was too short to be read.
bool pitch_unit::take_message(std::span<const std::byte> message) {
  feed_.probe_.message_received();
  const auto type = static_cast<std::uint8_t>(message[1]);
  if (type == pitch::end_of_session::type) ended_ = true;
  if (type == pitch::unit_clear::type) overflowed_ = false;
  switch (decode(message)) {
    case pitch::decode_result::handled: feed_.count(type); return true;
    case pitch::decode_result::truncated: feed_.probe_.malformed_skipped(); return false;
    case pitch::decode_result::unknown_type: feed_.probe_.malformed_skipped(); return true;
  }
  return true;
}

void pitch_unit::on_silence(bool silent) {
  silent_ = silent;
  may_restart_ |= silent;
  if (!begun_ || ended_) return;
  normaliser_.trust(silent || overflowed_ ? book_state::stale : space_.state());
}

/// Nothing older will do than what the books have, and nothing that leaves a hole before what is
/// held.
bool pitch_unit::wants_spin(std::uint32_t sequence) const {
  const auto& held = space_.held();
  const auto from = held.empty() ? space_.next() : held.lowest();
  return pitch::unrolled(sequence == 0 ? 1 : sequence, from) + 1 >= from;
}

void pitch_unit::on_spin_begin() {
  normaliser_.begin_packet({});
  normaliser_.begin_snapshot();
  overflowed_ = false;
}

void pitch_unit::on_spin_message(std::span<const std::byte> message) {
  space_.snapshot_goes_on();
  if (decode(message) != pitch::decode_result::handled) feed_.probe_.malformed_skipped();
}

void pitch_unit::on_spin_end(std::uint32_t sequence) {
  normaliser_.end_snapshot();
  const auto next = sequence == 0 ? 1 : pitch::sequence_after(sequence, 1);
  space_.snapshot_taken(pitch::unrolled(next, space_.next()));
}

void pitch_unit::inspect(inspection& out) const {
  out.field("unit", settings_.number);
  out.field("next_sequence", space_.next());
  out.field("books", to_string(silent_ || overflowed_ ? book_state::stale : space_.state()));
  out.field("recovery", to_string(space_.phase()));
  out.field("missing_now", space_.missing().size());
  out.field("held_packets", space_.held().size());
  out.field("orders", normaliser_.orders());
  out.field("session_ended", ended_);
  out.field("last_spin_error", spin_.fault());
}

} // namespace corelane
