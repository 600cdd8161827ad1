#include "corelane/runtime/control/request_stream.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <algorithm>
#include <cstring>

namespace corelane {

request_stream::request_stream(int socket, std::size_t most_bytes, clock::duration patience)
    : socket_{socket},
      left_{most_bytes},
      patience_{patience},
      read_until_{clock::now() + patience} {}

bool request_stream::wait_for(short event, clock::time_point until) const {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now());
  if (left.count() <= 0) return false;
  pollfd p{socket_, event, 0};
  return ::poll(&p, 1, static_cast<int>(left.count())) == 1;
}

bool request_stream::is_readable() const {
  return begin_ != end_ || (left_ != 0 && wait_for(POLLIN, read_until_));
}

bool request_stream::is_writable() const {
  return wait_for(POLLOUT,
                  write_until_ == clock::time_point{} ? clock::now() + patience_ : write_until_);
}

ssize_t request_stream::read(char* to, std::size_t size) {
  if (begin_ == end_) {
    if (!is_readable()) return -1;
    const auto n = ::recv(socket_, buffer_.data(), std::min(left_, buffer_.size()), MSG_DONTWAIT);
    if (n <= 0) return n;
    begin_ = 0;
    end_ = static_cast<std::size_t>(n);
    left_ -= end_;
  }
  const auto n = std::min(size, end_ - begin_);
  std::memcpy(to, buffer_.data() + begin_, n);
  begin_ += n;
  return static_cast<ssize_t>(n);
}

ssize_t request_stream::write(const char* from, std::size_t size) {
  if (write_until_ == clock::time_point{}) write_until_ = clock::now() + patience_;
  if (!is_writable()) return -1;
  return ::send(socket_, from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

// Nobody asks who they are.
void request_stream::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

void request_stream::get_local_ip_and_port(std::string& ip, int& port) const {
  get_remote_ip_and_port(ip, port);
}

} // namespace corelane
