#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/session.hpp"

#include <algorithm>

namespace corelane::fix44 {

namespace {

bool is_yes(std::string_view v) noexcept { return v == "Y"; }

bool is_type(const field_index& fields, char type) noexcept {
  const auto text = fields.msg_type();
  return text.size() == 1 && text[0] == type;
}

/// The number of a message that cannot be taken apart as a whole.
std::optional<std::uint64_t> number_in(std::string_view message) noexcept {
  constexpr std::string_view key =
      "\x01"
      "34=";
  const auto at = message.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const auto value = message.substr(at + key.size());
  return to_number(value.substr(0, value.find(soh)));
}

} // namespace

std::size_t session::receive(std::string_view stream, timestamp now) {
  std::size_t used = 0;
  last_now_ = now;
  while (used < stream.size() && state_ != session_state::disconnected) {
    const auto f = read_frame(stream.substr(used), fields_);
    if (f.what == frame::state::partial) break;
    if (f.what == frame::state::garbled) {
      used += f.skipped; // FIX: a garbled message is ignored, and found by its sequence number
      continue;
    }
    used += f.message.size();
    last_received_ = now;
    test_request_open_ = false;
    if (f.what == frame::state::unreadable)
      take_unreadable(f.message, now);
    else if (!fields_.msg_type().empty()) // else 35 is not the third field: garbled too
      take(fields_, f.message, now);
    take_queued(now);
  }
  if (resend_next_ != 0) continue_resend(now);
  return used;
}

bool session::names_match(const field_index& fields) const {
  return fields.find(tag::target_comp_id) == settings_.sender_comp_id
         && (peer_.empty() || fields.find(tag::sender_comp_id) == peer_);
}

bool session::is_timely(const field_index& fields, timestamp now) const {
  if (settings_.max_clock_skew.count() == 0) return true;
  const auto sent = to_timestamp(fields.find(tag::sending_time));
  if (!sent) return true; // its form is the dictionary's to judge
  return std::max(now - *sent, *sent - now) <= settings_.max_clock_skew;
}

void session::take(const field_index& fields, std::string_view message, timestamp now) {
  if (fields[0].value != "FIX.4.4") return refuse("BeginString (8) must be FIX.4.4", now);
  const auto seq_num = to_number(fields.find(tag::msg_seq_num));
  if (!seq_num || *seq_num == 0) return refuse("MsgSeqNum (34) is missing or no number", now);
  const bool logon = is_type(fields, 'A');
  if (state_ == session_state::awaiting_logon && !logon)
    return end("the first message was no logon");
  if (!names_match(fields)) {
    reject(fields, {session_reject_reason::comp_id_problem, 0}, {}, now);
    return refuse("CompIDs (49, 56) are not this session's", now);
  }
  if (!is_timely(fields, now)) {
    reject(fields, {session_reject_reason::sending_time_accuracy, tag::sending_time}, {}, now);
    return refuse("SendingTime (52) is too far from our clock", now);
  }
  if (state_ == session_state::awaiting_logon) {
    if (!accept_logon(fields, *seq_num, now)) return;
    if (*seq_num == next_in_)
      advance_to(next_in_ + 1);
    else
      too_high(*seq_num, message, now);
    return handler_.on_logon();
  }
  if (logon && is_yes(fields.find(tag::reset_seq_num_flag)))
    return logon_again(fields, *seq_num, now);
  if (reset_asked_) return; // of before the reset
  if (is_type(fields, '4') && !is_yes(fields.find(tag::gap_fill_flag)))
    return reset_sequence(fields, *seq_num, now);
  if (*seq_num < next_in_) return take_again(fields, *seq_num, now);
  if (*seq_num == next_in_) return take_in_turn(fields, *seq_num, now);
  if (is_type(fields, '2')) resend(fields, now); // else two requests may wait for each other
  if (is_type(fields, '5')) return act_on(fields, *seq_num, now);
  too_high(*seq_num, message, now);
}

/// Not all of it is fields, so that only its number is believed.
void session::take_unreadable(std::string_view message, timestamp now) {
  if (state_ == session_state::awaiting_logon) return end("the first message was no logon");
  const auto seq_num = number_in(message);
  if (!seq_num) return refuse("a message could not be parsed", now);
  if (*seq_num != next_in_) return; // when it is asked for again, its turn comes
  say('3', now, [&](message_writer& w) {
    w.number("45=", *seq_num);
    w.number("373=", static_cast<std::uint64_t>(session_reject_reason::tag_without_value));
    w.text("58=", "a field has no tag or no value");
  });
  advance_to(next_in_ + 1);
}

void session::take_in_turn(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  ++next_in_;
  if (next_in_ > gap_until_) gap_until_ = 0;
  gap_since_ = now;
  const bool judged = settings_.validate || is_session_message(fields.msg_type());
  const auto fault = judged ? fault_of(fields) : std::nullopt;
  if (fault && !is_type(fields, '3')) // a reject is never rejected
    reject(fields, *fault, {}, now);
  else
    act_on(fields, seq_num, now);
  // Not before the application had it: after a crash it is asked for again.
  store_->set_next_in(next_in_);
}

/// Below what is expected: right only for a possible duplicate, which was taken already.
void session::take_again(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  if (!is_yes(fields.find(tag::poss_dup_flag))) return refuse_number(seq_num, now);
  if (is_type(fields, '4')) return;
  const auto original = fields.find(tag::orig_sending_time);
  if (original.empty())
    return reject(fields, {session_reject_reason::required_tag_missing, tag::orig_sending_time}, {},
                  now);
  const auto first = to_timestamp(original), sent = to_timestamp(fields.find(tag::sending_time));
  if (!first || !sent || *first <= *sent) return;
  reject(fields, {session_reject_reason::sending_time_accuracy, tag::orig_sending_time}, {}, now);
  refuse("OrigSendingTime (122) is after SendingTime (52)", now);
}

void session::act_on(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  // A logon or resend request that waited in the queue was answered when it came.
  const bool waited = !queue_.empty() && queue_.front().seq_num == seq_num;
  const auto text = fields.msg_type();
  switch (text.size() == 1 ? text[0] : '?') {
    case '0': return;
    case '1':
      say('0', now, [&](message_writer& w) { w.text("112=", fields.find(tag::test_req_id)); });
      return;
    case '2':
      if (!waited) resend(fields, now);
      return;
    case '4': return reset_sequence(fields, seq_num, now);
    case '5':
      if (state_ == session_state::active) say('5', now, [](message_writer&) {});
      if (settings_.reset_on_logout) begin_at_one();
      return end("logged out");
    case 'A':
      if (!waited)
        reject(fields, {session_reject_reason::value_incorrect, tag::msg_type}, "already logged on",
               now);
      return;
    default: handler_.on_message(fields, is_yes(fields.find(tag::poss_dup_flag)));
  }
}

/// Gap fill in its turn, or a reset at any number: the peer goes on at NewSeqNo (36).
void session::reset_sequence(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  const auto next = to_number(fields.find(tag::new_seq_no));
  if (!next)
    return reject(fields, {session_reject_reason::required_tag_missing, tag::new_seq_no}, {}, now);
  const bool fills = is_yes(fields.find(tag::gap_fill_flag));
  if (fills ? *next <= seq_num : *next < next_in_)
    return reject(fields, {session_reject_reason::value_incorrect, tag::new_seq_no}, {}, now);
  advance_to(*next);
}

void session::advance_to(std::uint64_t next) {
  next_in_ = next;
  if (next_in_ > gap_until_) gap_until_ = 0;
  store_->set_next_in(next_in_);
}

void session::too_high(std::uint64_t seq_num, std::string_view message, timestamp now) {
  queue_.push(seq_num, message);
  if (gap_until_ != 0) return; // asked for already; what is beyond waits or will be found again
  gap_until_ = seq_num - 1;
  gap_tries_ = 0;
  ask_for_gap(now);
}

void session::ask_for_gap(timestamp now) {
  ++gap_tries_;
  gap_since_ = now;
  say('2', now, [&](message_writer& w) {
    w.number("7=", next_in_);
    w.number("16=", gap_until_);
  });
}

void session::take_queued(timestamp now) {
  while (!queue_.empty() && state_ != session_state::disconnected) {
    const auto [seq_num, message] = queue_.front();
    if (seq_num > next_in_) {
      if (gap_until_ == 0) too_high(seq_num, message, now);
      return;
    }
    // Taken apart again: when it came, others stood between.
    if (seq_num == next_in_ && fields_.read(message)) take_in_turn(fields_, seq_num, now);
    if (!queue_.empty()) queue_.pop();
  }
}

} // namespace corelane::fix44
