#include "corelane/actors/feed/itch50/moldudp64_rerequest.hpp"

#include "corelane/protocols/moldudp64/packet_writer.hpp"

#include <algorithm>
#include <stdexcept>

namespace corelane {

void moldudp64_rerequest::open(hw::endpoint server) {
  auto opened = hw::udp_peer::open({});
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  server_ = server;
  socket_ = std::move(std::get<hw::udp_peer>(opened));
}

bool moldudp64_rerequest::ask(const moldudp64::session_name& session,
                              message_range missing) noexcept {
  if (!socket_) return false;
  const auto count = std::min<std::uint64_t>(missing.size(), moldudp64::end_of_session_count - 1);
  std::array<std::byte, moldudp64::header_size> request;
  moldudp64::write_header({session, missing.first, static_cast<std::uint16_t>(count)},
                          request.data());
  return socket_->send(server_, request);
}

std::optional<std::span<const std::byte>> moldudp64_rerequest::receive() noexcept {
  if (!socket_) return std::nullopt;
  while (const auto answer = socket_->receive())
    if (answer->from == server_) return answer->payload;
  return std::nullopt;
}

} // namespace corelane
