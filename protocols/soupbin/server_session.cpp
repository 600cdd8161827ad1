#include "corelane/protocols/soupbin/server_session.hpp"

#include <array>

namespace corelane::soupbin {

std::size_t server_session::received(std::span<const std::byte> bytes, timestamp now) {
  const auto all = bytes.size();
  while (state_ != state::closed) {
    const auto next = read_packet(bytes);
    if (next.result == packet_read::what::incomplete) break;
    if (next.result == packet_read::what::malformed) {
      fail("a packet without a type");
      break;
    }
    times_.heard(now);
    bytes = bytes.subspan(next.value.wire_size());
    take(next.value, now);
  }
  return all - bytes.size();
}

void server_session::take(const packet& p, timestamp now) {
  if (p.type == packet_type::login_request) return login(p.payload, now);
  if (state_ != state::logged_in) return fail("the client did not log in first");
  switch (p.type) {
    case packet_type::unsequenced_data: return handler_.on_unsequenced(p.payload);
    case packet_type::client_heartbeat:
    case packet_type::debug: return;
    case packet_type::logout_request: return fail("the client logged out");
    default: return fail("a packet of a type that clients do not send");
  }
}

void server_session::login(std::span<const std::byte> payload, timestamp now) {
  if (state_ != state::awaits_login) return fail("a second login");
  const auto request = read_login_request(payload);
  if (!request) return fail("a login that cannot be read");
  const auto answer = handler_.on_login(*request);
  if (const auto* reason = std::get_if<login_reject_reason>(&answer)) {
    const auto code = static_cast<std::byte>(*reason);
    send_packet(packet_type::login_rejected, {&code, 1}, now);
    return fail("the login was rejected");
  }
  const auto& accepted = std::get<login_accepted>(answer);
  next_ = accepted.next_sequence;
  state_ = state::logged_in;
  send_packet(packet_type::login_accepted, write(accepted), now);
}

void server_session::on_time(timestamp now) {
  if (state_ == state::closed) return;
  if (times_.peer_is_silent(now)) return fail("the client has been silent for too long");
  if (logged_in() && times_.heartbeat_due(now)) send_packet(packet_type::server_heartbeat, {}, now);
}

void server_session::send_sequenced(std::span<const std::byte> message, timestamp now) {
  ++next_;
  send_packet(packet_type::sequenced_data, message, now);
}

void server_session::send_unsequenced(std::span<const std::byte> message, timestamp now) {
  send_packet(packet_type::unsequenced_data, message, now);
}

void server_session::end_session(timestamp now) {
  if (logged_in()) send_packet(packet_type::end_of_session, {}, now);
  state_ = state::closed;
}

void server_session::fail(std::string_view why) {
  state_ = state::closed;
  handler_.on_disconnect(why);
}

void server_session::send_packet(packet_type type, std::span<const std::byte> payload,
                                 timestamp now) {
  std::array<std::byte, header_size> head;
  write_header(type, payload.size(), head.data());
  handler_.send(head);
  if (!payload.empty()) handler_.send(payload);
  times_.sent(now);
}

} // namespace corelane::soupbin
