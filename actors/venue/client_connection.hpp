#pragma once

#include "corelane/hw/net/tcp_stream.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace corelane::venue {

/// A client's TCP connection with a buffer for each direction.
///
/// Bytes that the kernel does not take wait; a client that lets more than `outbound` wait is
/// cut off. No allocation after the constructor. One thread.
class client_connection {
public:
  static constexpr std::size_t inbound = 64 * 1024;
  static constexpr std::size_t outbound = 1024 * 1024;

  explicit client_connection(hw::tcp_stream stream);

  /// Reads once and sends once what waits. False when nothing moved.
  bool poll() noexcept;
  /// What has been read and not yet consumed.
  [[nodiscard]] std::span<const std::byte> unread() const noexcept {
    return std::span{in_}.subspan(read_at_, read_end_ - read_at_);
  }
  void consume(std::size_t bytes) noexcept;
  /// A message that has not ended fills the whole buffer: it never will.
  [[nodiscard]] bool stuck() const noexcept { return read_at_ == 0 && read_end_ == in_.size(); }

  /// Sends now what the kernel takes, keeps the rest.
  void write(std::span<const std::byte> bytes) noexcept;
  [[nodiscard]] bool drained() const noexcept { return write_at_ == write_end_; }

  [[nodiscard]] bool is_open() const noexcept {
    return stream_.current() != hw::tcp_stream::state::closed;
  }
  void close() noexcept { stream_.close(); }
  [[nodiscard]] std::string peer() const { return hw::to_string(stream_.peer()); }

private:
  bool send_waiting() noexcept;

  hw::tcp_stream stream_;
  std::vector<std::byte> in_;
  std::size_t read_at_{0};
  std::size_t read_end_{0};
  std::vector<std::byte> out_;
  std::size_t write_at_{0};
  std::size_t write_end_{0};
};

} // namespace corelane::venue
