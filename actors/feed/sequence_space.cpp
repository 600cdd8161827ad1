#include "corelane/actors/feed/sequence_space.hpp"

#include <algorithm>
#include <utility>

namespace corelane {

namespace {

using phase_of_recovery = gap_recovery::phase;

/// This many packets in a row before a jump of the sequence, and none after it, show that the
/// jump was not the exchange's.
constexpr std::uint32_t resync_run = 64;

} // namespace

void sequence_space::start(const recovery_settings& s, gap_recovery::services has) {
  recovery_.configure(s, has);
  hold_ = packet_hold{s.hold_bytes, s.hold_packets};
}

void sequence_space::begin(std::uint64_t next) {
  recovery_.end();
  hold_.clear();
  next_ = next;
  horizon_ = 0;
  given_up_ = {};
  late_run_ = 0;
  state_ = book_state::valid;
}

message_range sequence_space::missing() const noexcept {
  const auto after = hold_.empty() ? horizon_ : hold_.lowest();
  return after > next_ ? message_range{next_, after} : message_range{next_, next_};
}

void sequence_space::accept(const sequenced_packet& p, std::uint32_t skip) {
  late_run_ = 0;
  taking_ = true;
  const auto unread = owner_.take(p, skip);
  taking_ = false;
  next_ = p.after() - std::min(unread, p.count - skip);
}

sequence_space::arrival sequence_space::offer_out_of_order(const sequenced_packet& p) {
  if (phase() == phase_of_recovery::snapshot) return p.count == 0 ? arrival::dropped : hold(p);
  if (p.first < next_) {
    if (p.after() <= next_) return came_before(p);
    accept(p, static_cast<std::uint32_t>(next_ - p.first));
    if (horizon_ != 0 || distrusted_) advanced();
    return arrival::taken;
  }
  const auto result = p.count == 0 ? arrival::dropped : hold(p);
  horizon_ = std::max(horizon_, p.after());
  if (phase() == phase_of_recovery::none) open_gap();
  return result;
}

/// All of it was seen, or given up.
sequence_space::arrival sequence_space::came_before(const sequenced_packet& p) {
  if (p.first < given_up_.first || p.first >= given_up_.after || p.count == 0)
    return arrival::duplicate;
  probe_.late_packet();
  late_run_ = p.first == late_next_ ? late_run_ + 1 : 1;
  late_next_ = p.after();
  if (late_run_ < resync_run) return arrival::late;
  probe_.resynchronised();
  next_ = p.after();
  late_run_ = 0;
  given_up_ = {};
  distrust();
  return arrival::late;
}

sequence_space::arrival sequence_space::hold(const sequenced_packet& p) {
  switch (hold_.keep(p)) {
    case packet_hold::answer::kept: return arrival::held;
    case packet_hold::answer::known: return arrival::duplicate;
    case packet_hold::answer::full: break;
  }
  probe_.hold_overflowed();
  if (phase() == phase_of_recovery::snapshot) {
    // The snapshot to come may be older than what is thrown away: another will be needed.
    hold_.clear();
    return hold_.keep(p) == packet_hold::answer::kept ? arrival::held : arrival::dropped;
  }
  if (phase() == phase_of_recovery::none) recovery_.begin(owner_.time());
  carry_out(recovery_.take_snapshot(owner_.time()));
  // A snapshot will be newer than what was held.
  if (phase() == phase_of_recovery::snapshot) hold_.clear();
  return offer(p);
}

void sequence_space::drain() {
  while (!hold_.empty() && hold_.lowest() <= next_) {
    const auto p = hold_.front();
    if (p.after() > next_) accept(p, static_cast<std::uint32_t>(next_ - p.first));
    hold_.pop();
  }
}

/// Messages came while others behind them are here or known of.
void sequence_space::advanced() {
  drain();
  if (std::exchange(distrusted_, false)) return distrust();
  if (missing().size() != 0) {
    recovery_.progress(owner_.time());
    return wake();
  }
  horizon_ = 0;
  if (phase() == phase_of_recovery::none) return;
  probe_.recovery_took(owner_.time() - recovery_.since());
  if (phase() == phase_of_recovery::requested)
    probe_.recovered_by_retransmission();
  else
    probe_.recovered_by_line();
  recovery_.end();
  if (state_ == book_state::recovering) set_state(book_state::valid);
}

void sequence_space::open_gap() {
  probe_.gap_detected();
  recovery_.begin(owner_.time());
  seen_at_wait_ = next_;
  wake();
}

void sequence_space::on_deadline() {
  const auto now = owner_.time();
  if (phase() == phase_of_recovery::none) return;
  if (now < recovery_.deadline()) return wake();
  if (phase() == phase_of_recovery::waiting && next_ != seen_at_wait_) {
    // The stream is not broken, it is behind: what is held will come again, or is nobody's.
    hold_.clear();
    horizon_ = 0;
    return recovery_.end();
  }
  carry_out(recovery_.due(now, missing().size()));
}

void sequence_space::recovery_refused() {
  if (phase() == phase_of_recovery::none || phase() == phase_of_recovery::waiting) return;
  carry_out(recovery_.due(owner_.time(), missing().size()));
}

void sequence_space::carry_out(gap_recovery::step s) {
  for (;; s = recovery_.due(owner_.time(), missing().size())) {
    switch (s) {
      case gap_recovery::step::none: return;
      case gap_recovery::step::request_messages:
        probe_.messages_requested();
        if (state_ == book_state::valid) set_state(book_state::recovering);
        if (owner_.request_messages(missing())) return wake();
        break;
      case gap_recovery::step::request_snapshot:
        probe_.snapshot_requested();
        if (state_ != book_state::recovering) set_state(book_state::recovering);
        if (owner_.request_snapshot()) return wake();
        break;
      case gap_recovery::step::give_up: return give_up();
    }
  }
}

void sequence_space::give_up() {
  const auto lost = missing();
  probe_.recovery_took(owner_.time() - recovery_.since());
  probe_.given_up(lost.size());
  if (lost.size() != 0) given_up_ = lost;
  next_ = lost.after;
  recovery_.end();
  set_state(book_state::stale);
  drain();
  horizon_ = hold_.empty() ? 0 : hold_.lowest();
  if (horizon_ != 0) open_gap();
}

void sequence_space::snapshot_taken(std::uint64_t next) {
  if (phase() != phase_of_recovery::snapshot) return;
  probe_.recovery_took(owner_.time() - recovery_.since());
  probe_.recovered_by_snapshot();
  recovery_.end();
  given_up_ = {};
  next_ = next;
  set_state(book_state::valid);
  drain();
  // What still waits has a hole before it. If it is the exchange's, the next packet shows it.
  hold_.clear();
  horizon_ = 0;
}

void sequence_space::distrust() {
  if (taking_) {
    distrusted_ = true;
    return;
  }
  if (phase() == phase_of_recovery::snapshot) return;
  if (phase() == phase_of_recovery::none) recovery_.begin(owner_.time());
  carry_out(recovery_.take_snapshot(owner_.time()));
}

void sequence_space::flush() {
  while (phase() != phase_of_recovery::none) give_up();
}

void sequence_space::set_state(book_state s) {
  if (state_ == s) return;
  state_ = s;
  owner_.trust(s);
}

void sequence_space::wake() { owner_.wake_at(recovery_.deadline()); }

} // namespace corelane
