#include "corelane/protocols/fix44/session.hpp"

#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/tag.hpp"

#include <algorithm>

namespace corelane::fix44 {

namespace {

constexpr std::string_view gap_fill_key = "123=";

bool is_yes(std::string_view v) noexcept { return v == "Y"; }

} // namespace

const char* to_string(session_state s) noexcept {
  switch (s) {
    case session_state::disconnected: return "disconnected";
    case session_state::awaiting_logon: return "awaiting_logon";
    case session_state::active: return "active";
    case session_state::logging_out: return "logging_out";
  }
  return "?";
}

session::session(session_settings settings, session_handler& handler)
    : settings_{std::move(settings)},
      handler_{handler},
      peer_{settings_.target_comp_id},
      heartbeat_{settings_.heartbeat},
      store_{settings_.stored_messages},
      outbound_{settings_.outbound_bytes} {
  comp_ids_ = "49=" + settings_.sender_comp_id + soh + "56=" + peer_ + soh;
}

void session::begin(message_writer& w, char msg_type, std::uint64_t seq_num,
                    std::string_view time) {
  w.character("35=", msg_type);
  w.constant(comp_ids_);
  w.number("34=", seq_num);
  w.text("52=", time);
}

void session::connected(timestamp now) {
  outbound_.clear();
  state_ = session_state::awaiting_logon;
  last_sent_ = last_received_ = now;
  test_request_open_ = false;
  resend_until_ = 0;
  if (!settings_.initiator) return;
  if (settings_.reset_on_logon) {
    next_out_ = next_in_ = 1;
    store_.clear();
  }
  send_logon(settings_.reset_on_logon, now);
}

void session::disconnected() noexcept {
  state_ = session_state::disconnected;
  outbound_.clear();
}

void session::send_logon(bool reset, timestamp now) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(heartbeat_).count();
  write(
      'A', now,
      [&](message_writer& w) {
        w.constant("98=0\x01");
        w.number("108=", static_cast<std::uint64_t>(seconds));
        if (reset) w.constant("141=Y\x01");
      },
      false);
}

std::size_t session::receive(std::string_view stream, timestamp now) {
  std::size_t used = 0;
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
    if (f.what == frame::state::complete && !fields_.msg_type().empty())
      take(fields_, now);
    else
      refuse("a message could not be parsed", now);
  }
  return used;
}

bool session::names_match(const field_index& fields) const {
  return fields[0].value == "FIX.4.4"
         && fields.find(tag::target_comp_id) == settings_.sender_comp_id
         && (peer_.empty() || fields.find(tag::sender_comp_id) == peer_);
}

void session::take(const field_index& fields, timestamp now) {
  const auto type_text = fields.msg_type();
  const char type = type_text.size() == 1 ? type_text[0] : '?';
  const auto seq_num = to_number(fields.find(tag::msg_seq_num));
  if (!seq_num || *seq_num == 0) return refuse("MsgSeqNum (34) is missing or no number", now);
  if (!names_match(fields)) return refuse("BeginString or CompIDs are not this session's", now);
  if (state_ == session_state::awaiting_logon) {
    if (type != 'A') return end("the first message was no logon");
    if (!accept_logon(fields, now)) return;
  } else if (type == 'A') {
    return reject(*seq_num, "already logged on", now);
  }
  if (type == '4') return sequence_reset(fields, *seq_num, now);
  if (*seq_num > next_in_) {
    if (type == '2') resend(fields, now); // else two requests may wait for each other
    if (type == '5') return take_in_order(fields, type, now);
    return too_high(*seq_num, now);
  }
  if (*seq_num < next_in_) {
    if (is_yes(fields.find(tag::poss_dup_flag))) return; // taken already
    return refuse("MsgSeqNum too low, expected " + std::to_string(next_in_) + " but received "
                      + std::to_string(*seq_num),
                  now);
  }
  ++next_in_;
  if (next_in_ > resend_until_) resend_until_ = 0;
  take_in_order(fields, type, now);
}

bool session::accept_logon(const field_index& fields, timestamp now) {
  const auto seconds = to_number(fields.find(tag::heart_bt_int));
  if (!seconds || *seconds > 3'600) {
    refuse("HeartBtInt (108) is missing or not between 0 and 3600", now);
    return false;
  }
  heartbeat_ = std::chrono::seconds{*seconds};
  const bool reset = is_yes(fields.find(tag::reset_seq_num_flag));
  if (!settings_.initiator) {
    peer_ = fields.find(tag::sender_comp_id);
    comp_ids_ = "49=" + settings_.sender_comp_id + soh + "56=" + peer_ + soh;
    if (reset) {
      next_out_ = next_in_ = 1;
      store_.clear();
    }
    send_logon(reset, now);
  } else if (reset && !settings_.reset_on_logon) {
    next_in_ = 1;
  }
  state_ = session_state::active;
  handler_.on_logon();
  return state_ == session_state::active;
}

void session::take_in_order(const field_index& fields, char type, timestamp now) {
  switch (type) {
    case 'A':
    case '0': break;
    case '1':
      write(
          '0', now, [&](message_writer& w) { w.text("112=", fields.find(tag::test_req_id)); },
          false);
      break;
    case '2': resend(fields, now); break;
    case '3': handler_.on_message(fields, false); break;
    case '5':
      if (state_ == session_state::active)
        write(
            '5', now, [](message_writer&) {}, false);
      end("logged out");
      break;
    default: handler_.on_message(fields, is_yes(fields.find(tag::poss_dup_flag))); break;
  }
}

void session::too_high(std::uint64_t seq_num, timestamp now) {
  if (resend_until_ != 0) return; // asked for already; what is beyond will be found again
  resend_until_ = seq_num;
  write(
      '2', now,
      [&](message_writer& w) {
        w.number("7=", next_in_);
        w.constant("16=0\x01");
      },
      false);
}

void session::sequence_reset(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  const auto next = to_number(fields.find(tag::new_seq_no));
  if (!next) return reject(seq_num, "NewSeqNo (36) is missing", now);
  if (is_yes(fields.find(tag::gap_fill_flag))) {
    if (seq_num > next_in_) return too_high(seq_num, now);
    if (seq_num < next_in_) {
      if (is_yes(fields.find(tag::poss_dup_flag))) return;
      return refuse("MsgSeqNum too low in a gap fill", now);
    }
  }
  if (*next < next_in_) return reject(seq_num, "NewSeqNo (36) is lower than expected", now);
  next_in_ = *next;
  if (next_in_ > resend_until_) resend_until_ = 0;
}

void session::resend(const field_index& fields, timestamp now) {
  const auto from = to_number(fields.find(tag::begin_seq_no));
  auto to = to_number(fields.find(tag::end_seq_no));
  if (!from || *from == 0 || !to)
    return reject(next_in_ - 1, "BeginSeqNo (7) or EndSeqNo (16) is missing", now);
  const auto last = next_out_ - 1;
  if (*to == 0 || *to > last) to = last;
  std::uint64_t gap_from = *from;
  message_store::stored m;
  for (auto seq = *from; seq <= *to; ++seq) {
    if (!store_.find(seq, m)) continue;
    if (gap_from < seq) gap_fill(gap_from, seq, now);
    gap_from = seq + 1;
    auto room = outbound_.room(1024);
    if (room.empty()) return end("the peer reads too slowly: the send buffer is full");
    message_writer w{room};
    w.character("35=", m.msg_type);
    w.constant(comp_ids_);
    w.number("34=", seq);
    w.constant("43=Y\x01");
    w.text("52=", sending_.of(now));
    w.text("122=", m.sending_time);
    w.constant(m.body);
    outbound_.append(w.finish());
  }
  if (gap_from <= *to) gap_fill(gap_from, *to + 1, now);
}

void session::gap_fill(std::uint64_t from, std::uint64_t to, timestamp now) {
  auto room = outbound_.room(1024);
  if (room.empty()) return end("the peer reads too slowly: the send buffer is full");
  message_writer w{room};
  w.constant("35=4\x01");
  w.constant(comp_ids_);
  w.number("34=", from);
  w.constant("43=Y\x01");
  w.text("52=", sending_.of(now));
  w.text("122=", sending_.of(now));
  w.character(gap_fill_key, 'Y');
  w.number("36=", to);
  outbound_.append(w.finish());
}

void session::tick(timestamp now) {
  if (state_ == session_state::disconnected || heartbeat_.count() == 0) return;
  const auto silence = now - last_received_;
  if (state_ == session_state::awaiting_logon) {
    if (silence > std::max<std::chrono::nanoseconds>(heartbeat_, std::chrono::seconds{10}))
      end("no logon came");
    return;
  }
  if (state_ == session_state::logging_out) {
    if (now - last_sent_ > std::chrono::seconds{2}) end("no answer to the logout");
    return;
  }
  if (silence > heartbeat_ * 2 + heartbeat_ / 5) return end("the peer is silent");
  if (silence > heartbeat_ + heartbeat_ / 5 && !test_request_open_) {
    test_request_open_ = true;
    write(
        '1', now, [](message_writer& w) { w.text("112=", "ALIVE"); }, false);
  }
  if (now - last_sent_ >= heartbeat_)
    write(
        '0', now, [](message_writer&) {}, false);
}

void session::log_out(std::string_view text, timestamp now) {
  if (state_ != session_state::active) return;
  write(
      '5', now,
      [&](message_writer& w) {
        if (!text.empty()) w.text("58=", text);
      },
      false);
  state_ = session_state::logging_out;
}

void session::reject(std::uint64_t seq_num, std::string_view text, timestamp now) {
  if (state_ == session_state::active)
    write(
        '3', now,
        [&](message_writer& w) {
          w.number("45=", seq_num);
          w.text("58=", text);
        },
        false);
}

void session::refuse(std::string_view text, timestamp now) {
  if (state_ == session_state::active || state_ == session_state::awaiting_logon)
    write(
        '5', now, [&](message_writer& w) { w.text("58=", text); }, false);
  end(text);
}

void session::end(std::string_view why) {
  if (state_ == session_state::disconnected) return;
  state_ = session_state::disconnected;
  handler_.on_disconnect(why);
}

} // namespace corelane::fix44
