#include "corelane/hw/net/udp_peer.hpp"

#include "corelane/hw/os_error.hpp"

#include <sys/socket.h>
#include <cerrno>

namespace corelane::hw {

std::variant<udp_peer, std::string> udp_peer::open(endpoint on) {
  file_descriptor socket{::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return os_error("open a UDP socket", errno);
  const auto address = to_sockaddr(on);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return udp_peer{std::move(socket)};
  const auto number = errno;
  auto text = os_error("receive on " + to_string(on), number);
  if (number == EADDRINUSE)
    text += "; another process has this port: stop it (`ss -lunp` shows it) or take another port";
  return text;
}

bool udp_peer::send(endpoint to, std::span<const std::byte> payload) noexcept {
  const auto address = to_sockaddr(to);
  return ::sendto(socket_.get(), payload.data(), payload.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                  reinterpret_cast<const sockaddr*>(&address), sizeof address)
         >= 0;
}

std::optional<udp_peer::message> udp_peer::receive() noexcept {
  sockaddr_in from{};
  socklen_t size = sizeof from;
  const auto got = ::recvfrom(socket_.get(), buffer_.data(), buffer_.size(),
                              MSG_DONTWAIT | MSG_TRUNC, reinterpret_cast<sockaddr*>(&from), &size);
  if (got < 0 || static_cast<std::size_t>(got) > buffer_.size()) return std::nullopt;
  return message{{buffer_.data(), static_cast<std::size_t>(got)}, from_sockaddr(from)};
}

} // namespace corelane::hw
