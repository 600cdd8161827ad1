#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/session.hpp"

namespace corelane::fix44 {

namespace {

/// Room that messages sent again leave to new ones.
constexpr std::size_t room_for_new = 4096;

} // namespace

void session::resend(const field_index& fields, timestamp now) {
  const auto from = to_number(fields.find(tag::begin_seq_no));
  const auto to = to_number(fields.find(tag::end_seq_no));
  if (!from || *from == 0 || !to || (*to != 0 && *to < *from)) {
    const bool begins = !from || *from == 0;
    return reject(
        fields,
        {session_reject_reason::value_incorrect, begins ? tag::begin_seq_no : tag::end_seq_no}, {},
        now);
  }
  const auto last = store_->next_out() - 1;
  if (*from > last) return;
  resend_next_ = *from;
  resend_last_ = *to == 0 || *to > last ? last : *to;
  continue_resend(now);
}

/// As far as there is room; goes on when the socket has taken some.
void session::continue_resend(timestamp now) {
  stored_message m;
  auto gap = resend_next_;
  for (auto seq = resend_next_; seq <= resend_last_; ++seq) {
    if (!store_->find(seq, m)) continue;
    if ((gap < seq && !fill_gap(gap, seq, now)) || !send_again(seq, m, now)) return;
    gap = seq + 1;
  }
  if (gap <= resend_last_ && !fill_gap(gap, resend_last_ + 1, now)) return;
  resend_next_ = 0;
}

bool session::send_again(std::uint64_t seq_num, const stored_message& m, timestamp now) {
  auto room = outbound_.room(message_room + room_for_new);
  if (room.empty()) return false;
  message_writer w{room};
  w.text("35=", m.msg_type);
  w.number(head_, seq_num);
  w.constant("43=Y\x01");
  w.text("52=", sending_.of(now));
  w.text("122=", m.sending_time);
  w.constant(m.body);
  outbound_.append(w.finish());
  last_sent_ = now;
  resend_next_ = seq_num + 1;
  return true;
}

/// Tells that what stands in [from, to) will not come.
bool session::fill_gap(std::uint64_t from, std::uint64_t to, timestamp now) {
  auto room = outbound_.room(message_room + room_for_new);
  if (room.empty()) return false;
  message_writer w{room};
  w.text("35=", "4");
  w.number(head_, from);
  w.constant("43=Y\x01");
  const auto time = sending_.of(now);
  w.text("52=", time);
  w.text("122=", time);
  w.constant("123=Y\x01");
  w.number("36=", to);
  outbound_.append(w.finish());
  last_sent_ = now;
  resend_next_ = to;
  return true;
}

} // namespace corelane::fix44
