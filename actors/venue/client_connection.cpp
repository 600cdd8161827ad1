#include "corelane/actors/venue/client_connection.hpp"

#include <algorithm>

namespace corelane::venue {

client_connection::client_connection(hw::tcp_stream stream)
    : stream_{std::move(stream)}, in_(inbound), out_(outbound) {}

bool client_connection::poll() noexcept {
  const bool sent = send_waiting();
  const auto bytes = stream_.receive(std::span{in_}.subspan(read_end_));
  read_end_ += bytes;
  return sent || bytes > 0;
}

void client_connection::consume(std::size_t bytes) noexcept {
  read_at_ += bytes;
  if (read_at_ == read_end_) {
    read_at_ = read_end_ = 0;
  } else if (read_at_ > in_.size() / 2 || read_end_ == in_.size()) {
    std::copy(in_.begin() + read_at_, in_.begin() + read_end_, in_.begin());
    read_end_ -= read_at_;
    read_at_ = 0;
  }
}

void client_connection::write(std::span<const std::byte> bytes) noexcept {
  if (drained()) bytes = bytes.subspan(stream_.send(bytes));
  if (bytes.empty() || !is_open()) return;
  if (write_end_ + bytes.size() > out_.size()) {
    std::copy(out_.begin() + write_at_, out_.begin() + write_end_, out_.begin());
    write_end_ -= write_at_;
    write_at_ = 0;
  }
  if (write_end_ + bytes.size() > out_.size()) return close(); // reads too slowly
  std::copy(bytes.begin(), bytes.end(), out_.begin() + write_end_);
  write_end_ += bytes.size();
}

bool client_connection::send_waiting() noexcept {
  if (drained()) return false;
  const auto sent = stream_.send(std::span{out_}.subspan(write_at_, write_end_ - write_at_));
  write_at_ += sent;
  if (drained()) write_at_ = write_end_ = 0;
  return sent > 0;
}

} // namespace corelane::venue
