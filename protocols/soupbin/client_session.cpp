#include "corelane/protocols/soupbin/client_session.hpp"

#include <algorithm>
#include <array>

namespace corelane::soupbin {

void client_session::connected(timestamp now) {
  times_.begin(now);
  state_ = state::login_sent;
  send_packet(packet_type::login_request,
              write(login_request{settings_.username, settings_.password, settings_.session,
                                  settings_.next_sequence}),
              now);
}

std::size_t client_session::received(std::span<const std::byte> bytes, timestamp now) {
  const auto all = bytes.size();
  while (state_ != state::down) {
    const auto next = read_packet(bytes);
    if (next.result == packet_read::what::incomplete) break;
    if (next.result == packet_read::what::malformed) {
      fail("a packet without a type");
      break;
    }
    times_.heard(now);
    bytes = bytes.subspan(next.value.wire_size());
    take(next.value);
  }
  return all - bytes.size();
}

void client_session::take(const packet& p) {
  switch (p.type) {
    case packet_type::login_accepted: return accepted(p.payload);
    case packet_type::login_rejected: return rejected(p.payload);
    case packet_type::server_heartbeat:
    case packet_type::debug: return;
    default: break;
  }
  if (state_ != state::logged_in) return fail("data before the login was answered");
  switch (p.type) {
    case packet_type::sequenced_data:
      return handler_.on_sequenced(settings_.next_sequence++, p.payload);
    case packet_type::unsequenced_data: return handler_.on_unsequenced(p.payload);
    case packet_type::end_of_session: state_ = state::down; return handler_.on_end_of_session();
    default: return fail("a packet of a type that servers do not send");
  }
}

void client_session::accepted(std::span<const std::byte> payload) {
  const auto answer = read_login_accepted(payload);
  if (!answer || state_ != state::login_sent) return fail("a login answer that makes no sense");
  const auto wanted = settings_.next_sequence;
  if (wanted != 0 && answer->next_sequence != wanted)
    return fail("the server goes on at another message than was asked for");
  settings_.session = answer->session;
  settings_.next_sequence = answer->next_sequence;
  state_ = state::logged_in;
  handler_.on_login(*answer);
}

void client_session::rejected(std::span<const std::byte> payload) {
  const bool no_session =
      !payload.empty()
      && static_cast<login_reject_reason>(payload[0]) == login_reject_reason::session_not_available;
  fail(no_session ? "login rejected: the session is not available"
                  : "login rejected: not authorized");
}

void client_session::on_time(timestamp now) {
  if (state_ == state::down) return;
  if (times_.peer_is_silent(now)) return fail("the server has been silent for too long");
  if (times_.heartbeat_due(now)) send_packet(packet_type::client_heartbeat, {}, now);
}

bool client_session::send(std::span<const std::byte> message, timestamp now) {
  if (!logged_in() || message.size() > largest_payload) return false;
  send_packet(packet_type::unsequenced_data, message, now);
  return true;
}

void client_session::logout(timestamp now) {
  if (state_ != state::down) send_packet(packet_type::logout_request, {}, now);
  state_ = state::down;
}

void client_session::fail(std::string_view why) {
  state_ = state::down;
  handler_.on_disconnect(why);
}

void client_session::send_packet(packet_type type, std::span<const std::byte> payload,
                                 timestamp now) {
  std::array<std::byte, header_size> head;
  write_header(type, payload.size(), head.data());
  handler_.send(head);
  if (!payload.empty()) handler_.send(payload);
  times_.sent(now);
}

} // namespace corelane::soupbin
