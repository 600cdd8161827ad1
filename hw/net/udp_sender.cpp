#include "corelane/hw/net/udp_sender.hpp"

#include "corelane/hw/net/network_interface.hpp"
#include "corelane/hw/os_error.hpp"

#include <sys/socket.h>
#include <cerrno>

namespace corelane::hw {

std::variant<udp_sender, std::string> udp_sender::open(endpoint group,
                                                       const std::string& interface) {
  const auto found = find_interface(interface);
  if (const auto* error = std::get_if<std::string>(&found)) return *error;
  const auto& via = std::get<network_interface>(found);
  file_descriptor socket{::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return os_error("open a UDP socket", errno);
  if (group.is_multicast() && !interface.empty()) {
    ip_mreqn leave_by{};
    leave_by.imr_address.s_addr = htonl(via.address);
    leave_by.imr_ifindex = via.index;
    if (::setsockopt(socket.get(), IPPROTO_IP, IP_MULTICAST_IF, &leave_by, sizeof leave_by) != 0)
      return os_error("send multicast by " + interface, errno);
  }
  const auto address = to_sockaddr(group);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const auto number = errno;
    auto text = os_error("send to " + to_string(group), number);
    if (number == ENETUNREACH)
      text += group.is_multicast() ? "; no route leads to the group: name the interface to send by"
                                   : "; no route leads there";
    return text;
  }
  return udp_sender{std::move(socket)};
}

bool udp_sender::send(std::span<const std::byte> payload) noexcept {
  // A connected socket reports that nobody listened to an earlier datagram by failing the next
  // call once, without sending.
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto sent =
        ::send(socket_.get(), payload.data(), payload.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return true;
    if (errno != ECONNREFUSED && errno != EINTR) return false;
  }
  return false;
}

} // namespace corelane::hw
