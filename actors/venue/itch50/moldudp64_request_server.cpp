#include "corelane/actors/venue/itch50/moldudp64_request_server.hpp"

#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"

#include <array>
#include <stdexcept>

namespace corelane::venue {

namespace {

constexpr std::size_t largest_answer = 1'400; ///< payload that fits an Ethernet frame

} // namespace

hw::udp_peer moldudp64_request_server::open(hw::endpoint on) {
  auto opened = hw::udp_peer::open(on);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<hw::udp_peer>(std::move(opened));
}

moldudp64_request_server::moldudp64_request_server(hw::endpoint on,
                                                   const moldudp64::session_name& session,
                                                   const message_history& history)
    : socket_{open(on)}, session_{session}, history_{history} {}

bool moldudp64_request_server::poll() {
  const auto request = socket_.receive();
  if (!request) return false;
  const auto wanted = moldudp64::read_header(request->payload);
  if (!wanted || wanted->session != session_ || wanted->count == 0) return true;
  std::array<std::byte, largest_answer> buffer;
  moldudp64::packet_writer packet{buffer, session_, wanted->sequence};
  for (std::uint32_t i = 0; i < wanted->count; ++i) {
    const auto message = history_.find(wanted->sequence + i);
    if (message.empty()) break;
    const auto room = packet.begin_message(message.size());
    if (room.empty()) break;
    std::ranges::copy(message, room.begin());
    packet.end_message(message.size());
  }
  if (packet.empty()) return true;
  (void)socket_.send(request->from, packet.finish());
  ++answered_;
  return true;
}

} // namespace corelane::venue
