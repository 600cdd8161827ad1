#include "corelane/hw/net/tcp_stream.hpp"

#include "corelane/hw/os_error.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <cerrno>

namespace corelane::hw {

namespace {

endpoint peer_endpoint(int socket) noexcept {
  sockaddr_in a{};
  socklen_t size = sizeof a;
  ::getpeername(socket, reinterpret_cast<sockaddr*>(&a), &size);
  return from_sockaddr(a);
}

void send_at_once(int socket) noexcept {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool would_block(int number) noexcept {
  return number == EAGAIN || number == EWOULDBLOCK || number == EINTR;
}

} // namespace

std::variant<tcp_stream, std::string> tcp_stream::connect(endpoint to) {
  file_descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return os_error("open a TCP socket", errno);
  send_at_once(socket.get());
  const auto address = to_sockaddr(to);
  const auto done =
      ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const auto number = errno;
  tcp_stream made{std::move(socket), to, state::connecting};
  if (done != 0 && number != EINPROGRESS) made.fail(number);
  return made;
}

tcp_stream tcp_stream::adopt(file_descriptor socket) {
  send_at_once(socket.get());
  const auto peer = peer_endpoint(socket.get());
  return {std::move(socket), peer, state::open};
}

tcp_stream::state tcp_stream::poll_connect() noexcept {
  if (state_ != state::connecting) return state_;
  pollfd ready{socket_.get(), POLLOUT, 0};
  if (::poll(&ready, 1, 0) <= 0) return state_;
  int number = 0;
  socklen_t size = sizeof number;
  ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &number, &size);
  // A local port that nobody listens to can be connected to itself, if the kernel happens to
  // choose it for this end.
  if (number == 0 && local_endpoint(socket_.get()) == peer_endpoint(socket_.get()))
    number = ECONNREFUSED;
  if (number != 0)
    fail(number);
  else
    state_ = state::open;
  return state_;
}

std::size_t tcp_stream::receive(std::span<std::byte> into) noexcept {
  if (state_ != state::open || into.empty()) return 0;
  const auto got = ::recv(socket_.get(), into.data(), into.size(), MSG_DONTWAIT);
  if (got > 0) return static_cast<std::size_t>(got);
  if (got == 0)
    fail(ended);
  else if (!would_block(errno))
    fail(errno);
  return 0;
}

std::size_t tcp_stream::send(std::span<const std::byte> bytes) noexcept {
  if (state_ != state::open || bytes.empty()) return 0;
  const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (!would_block(errno)) fail(errno);
  return 0;
}

void tcp_stream::fail(int number) noexcept {
  error_ = number;
  close();
}

void tcp_stream::close() noexcept {
  socket_.close();
  state_ = state::closed;
}

std::string tcp_stream::last_error() const {
  if (error_ == 0) return {};
  if (error_ == ended) return to_string(peer_) + " closed the connection";
  auto text = os_error("talk to " + to_string(peer_), error_);
  if (error_ == ECONNREFUSED) text += "; nothing listens there: is the other side running?";
  return text;
}

} // namespace corelane::hw
