#include "corelane/protocols/fix44/session.hpp"

#include "corelane/protocols/fix44/field_value.hpp"

#include <algorithm>
#include <utility>

namespace corelane::fix44 {

namespace {

constexpr std::chrono::seconds logout_patience{2};
constexpr std::chrono::seconds least_patience{5};
constexpr std::chrono::seconds logon_patience{10};
constexpr int most_gap_tries = 3;

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
    : session{settings, handler, std::make_unique<memory_session_store>(settings.stored_messages),
              nullptr} {}

session::session(session_settings settings, session_handler& handler, session_store& store)
    : session{std::move(settings), handler, nullptr, &store} {}

session::session(session_settings settings, session_handler& handler,
                 std::unique_ptr<session_store> own, session_store* store)
    : settings_{std::move(settings)},
      handler_{handler},
      own_store_{std::move(own)},
      store_{store != nullptr ? store : own_store_.get()},
      next_in_{store_->next_in()},
      heartbeat_{settings_.heartbeat},
      queue_{settings_.queued_bytes},
      outbound_{settings_.outbound_bytes} {
  name_peer(settings_.target_comp_id);
}

void session::name_peer(std::string_view comp_id) {
  peer_ = comp_id;
  head_ = "49=" + settings_.sender_comp_id + soh + "56=" + peer_ + soh + "34=";
}

void session::begin(message_writer& w, std::string_view msg_type, std::uint64_t seq_num,
                    std::string_view time) {
  w.text("35=", msg_type);
  w.number(head_, seq_num);
  w.text("52=", time);
}

void session::connected(timestamp now) {
  outbound_.clear();
  queue_.clear();
  state_ = session_state::awaiting_logon;
  last_sent_ = last_received_ = last_now_ = now;
  test_request_open_ = reset_asked_ = false;
  gap_until_ = resend_next_ = 0;
  heartbeat_ = settings_.heartbeat;
  if (!settings_.initiator) return;
  if (settings_.reset_on_logon) begin_at_one();
  send_logon(settings_.reset_on_logon, now);
}

void session::disconnected() noexcept {
  state_ = session_state::disconnected;
  outbound_.clear();
  queue_.clear();
  gap_until_ = resend_next_ = 0;
  if (settings_.reset_on_disconnect) {
    store_->reset();
    next_in_ = 1;
  }
}

void session::begin_at_one() {
  store_->reset();
  next_in_ = 1;
  queue_.clear();
  gap_until_ = resend_next_ = 0;
}

void session::send_logon(bool reset, timestamp now) {
  reset_asked_ = reset && settings_.initiator;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(heartbeat_).count();
  say('A', now, [&](message_writer& w) {
    w.constant("98=0\x01");
    w.number("108=", static_cast<std::uint64_t>(seconds));
    if (reset) w.constant("141=Y\x01");
  });
}

bool session::accept_logon(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  const auto seconds = to_number(fields.find(tag::heart_bt_int));
  if (!seconds || *seconds > 3'600) {
    refuse("HeartBtInt (108) is missing or not between 0 and 3600", now);
    return false;
  }
  if (const auto method = fields.find(tag::encrypt_method); !method.empty() && method != "0") {
    refuse("EncryptMethod (98) must be 0", now);
    return false;
  }
  if (!settings_.initiator) name_peer(fields.find(tag::sender_comp_id));
  const bool reset = fields.find(tag::reset_seq_num_flag) == "Y";
  const bool answers = std::exchange(reset_asked_, false);
  if (reset && !answers && !accept_reset(seq_num, now)) return false;
  if (seq_num < next_in_) {
    refuse_number(seq_num, now);
    return false;
  }
  heartbeat_ = std::chrono::seconds{*seconds};
  state_ = session_state::active;
  if (!settings_.initiator) send_logon(reset, now);
  return state_ == session_state::active;
}

/// The peer alone wants both sides to begin at 1.
bool session::accept_reset(std::uint64_t seq_num, timestamp now) {
  if (!settings_.accept_reset || seq_num != 1) {
    refuse(seq_num == 1 ? "ResetSeqNumFlag (141) is not accepted here"
                        : "MsgSeqNum (34) must be 1 with ResetSeqNumFlag (141)",
           now);
    return false;
  }
  if (settings_.initiator) { // our logon is sent: its number cannot be taken back
    if (store_->next_out() != 2) {
      refuse("the peer has reset its sequence numbers, ours are further", now);
      return false;
    }
    advance_to(1);
  } else {
    begin_at_one();
  }
  handler_.on_reset();
  return true;
}

bool session::reset(timestamp now) {
  if (state_ != session_state::active) return false;
  begin_at_one();
  handler_.on_reset();
  send_logon(true, now);
  reset_asked_ = true;
  return true;
}

/// A logon while logged on: both sides begin at 1, or the peer is confused.
void session::logon_again(const field_index& fields, std::uint64_t seq_num, timestamp now) {
  if (std::exchange(reset_asked_, false)) {
    if (seq_num != 1) return refuse("MsgSeqNum (34) must be 1 with ResetSeqNumFlag (141)", now);
    return advance_to(2);
  }
  if (!settings_.accept_reset || seq_num != 1)
    return refuse("ResetSeqNumFlag (141) is not accepted here", now);
  begin_at_one();
  handler_.on_reset();
  if (const auto seconds = to_number(fields.find(tag::heart_bt_int)); seconds && *seconds <= 3'600)
    heartbeat_ = std::chrono::seconds{*seconds};
  advance_to(2);
  send_logon(true, now);
  reset_asked_ = false;
}

void session::tick(timestamp now) {
  last_now_ = now;
  if (state_ == session_state::disconnected) return;
  if (resend_next_ != 0) continue_resend(now);
  const auto silence = now - last_received_;
  if (state_ == session_state::awaiting_logon) {
    if (silence > std::max<std::chrono::nanoseconds>(heartbeat_, logon_patience))
      end("no logon came");
    return;
  }
  if (state_ == session_state::logging_out) {
    if (now - last_sent_ > logout_patience) end("no answer to the logout");
    return;
  }
  if (gap_until_ != 0
      && now - gap_since_ > std::max<std::chrono::nanoseconds>(heartbeat_, least_patience)) {
    if (gap_tries_ == most_gap_tries)
      return refuse("messages are missing and the peer does not send them again", now);
    ask_for_gap(now);
  }
  if (heartbeat_.count() == 0) return;
  if (silence > heartbeat_ * 2 + heartbeat_ / 5) return end("the peer is silent");
  if (silence > heartbeat_ + heartbeat_ / 5 && !test_request_open_) {
    test_request_open_ = true;
    say('1', now, [](message_writer& w) { w.text("112=", "ALIVE"); });
  }
  if (now - last_sent_ >= heartbeat_) say('0', now, [](message_writer&) {});
}

void session::log_out(std::string_view text, timestamp now) {
  if (state_ != session_state::active) return;
  say('5', now, [&](message_writer& w) {
    if (!text.empty()) w.text("58=", text);
  });
  if (state_ == session_state::active) state_ = session_state::logging_out;
}

void session::reject(const field_index& fields, message_fault fault, std::string_view text,
                     timestamp now) {
  if (state_ != session_state::active && state_ != session_state::logging_out) return;
  say('3', now, [&](message_writer& w) {
    w.text("45=", fields.find(tag::msg_seq_num));
    if (fault.tag != 0) w.number("371=", fault.tag);
    if (const auto type = fields.msg_type(); !type.empty()) w.text("372=", type);
    w.number("373=", static_cast<std::uint64_t>(fault.reason));
    w.text("58=", text.empty() ? std::string_view{to_string(fault.reason)} : text);
  });
}

void session::business_reject(const field_index& fields, unsigned reason, std::string_view id,
                              std::string_view text, timestamp now) {
  send('j', now, [&](message_writer& w) {
    w.text("45=", fields.find(tag::msg_seq_num));
    w.text("372=", fields.msg_type());
    if (!id.empty()) w.text("379=", id);
    w.number("380=", reason);
    w.text("58=", text);
  });
}

void session::refuse(std::string_view text, timestamp now) {
  if (state_ == session_state::active || state_ == session_state::awaiting_logon)
    say('5', now, [&](message_writer& w) { w.text("58=", text); });
  end(text);
}

void session::refuse_number(std::uint64_t seq_num, timestamp now) {
  refuse("MsgSeqNum too low, expected " + std::to_string(next_in_) + " but received "
             + std::to_string(seq_num),
         now);
}

void session::end(std::string_view why) {
  if (state_ == session_state::disconnected) return;
  state_ = session_state::disconnected;
  handler_.on_disconnect(why);
}

} // namespace corelane::fix44
