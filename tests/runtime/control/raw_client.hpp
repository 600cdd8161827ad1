#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace corelane {

/// A TCP connection to 127.0.0.1 that sends any bytes, also those no HTTP library would.
class raw_client {
public:
  explicit raw_client(int port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    const timeval at_most{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &at_most, sizeof at_most);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &at_most, sizeof at_most);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~raw_client() { ::close(socket_); }
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  /// False when the other end has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  /// Until something comes, the other end closes, or the time is over.
  void wait_for_answer(std::chrono::milliseconds at_most) const {
    pollfd p{socket_, POLLIN, 0};
    ::poll(&p, 1, static_cast<int>(at_most.count()));
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }
  /// Header and body of one answer; what there was when the other end closed.
  std::string receive_answer() {
    std::string all;
    for (;;) {
      const auto body = all.find("\r\n\r\n");
      const auto length = all.find("Content-Length: ");
      if (body != std::string::npos && length != std::string::npos
          && all.size() >= body + 4 + std::stoul(all.substr(length + 16)))
        return all;
      char piece[4096];
      const auto n = ::recv(socket_, piece, sizeof piece, 0);
      if (n <= 0) return all;
      all.append(piece, static_cast<std::size_t>(n));
    }
  }

private:
  int socket_;
  bool connected_{false};
};

} // namespace corelane
