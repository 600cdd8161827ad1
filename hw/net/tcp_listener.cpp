#include "corelane/hw/net/tcp_listener.hpp"

#include "corelane/hw/os_error.hpp"

#include <sys/socket.h>
#include <cerrno>

namespace corelane::hw {

namespace {

std::string refusal(endpoint on, int number) {
  auto text = os_error("listen on " + to_string(on), number);
  if (number == EADDRINUSE)
    text += "; port " + std::to_string(on.port)
            + " is in use: stop the process that has it (`ss -ltnp` shows it) or choose another";
  if (number == EADDRNOTAVAIL) text += "; use an address of this host, or 0.0.0.0 for all";
  if (number == EACCES) text += "; ports below 1024 take CAP_NET_BIND_SERVICE";
  return text;
}

} // namespace

std::variant<tcp_listener, std::string> tcp_listener::open(endpoint on) {
  file_descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return os_error("open a TCP socket", errno);
  const int yes = 1; // a port whose last connections linger in TIME_WAIT is free
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const auto address = to_sockaddr(on);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return refusal(on, errno);
  if (::listen(socket.get(), SOMAXCONN) != 0) return refusal(on, errno);
  return tcp_listener{std::move(socket)};
}

std::optional<tcp_stream> tcp_listener::accept() noexcept {
  file_descriptor taken{::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
  if (!taken) return std::nullopt;
  return tcp_stream::adopt(std::move(taken));
}

} // namespace corelane::hw
