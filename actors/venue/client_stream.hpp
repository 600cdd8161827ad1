#pragma once

#include "corelane/hw/net/tcp_stream.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corelane::venue {

/// A client's TCP connection and what has been read from it but not yet understood.
/// Allocates when made. One thread.
class client_stream {
public:
  static constexpr std::size_t inbound = 65'536; ///< bytes

  explicit client_stream(hw::tcp_stream stream) : stream_{std::move(stream)}, in_(inbound) {}

  /// Reads once. False when nothing came.
  bool read() noexcept;
  [[nodiscard]] std::string_view unread() const noexcept {
    return {in_.data() + begin_, end_ - begin_};
  }
  void consume(std::size_t bytes) noexcept;
  /// What has not been understood fills the whole buffer, so it never will be.
  [[nodiscard]] bool stuck() const noexcept { return begin_ == 0 && end_ == in_.size(); }

  /// How many bytes the kernel took.
  std::size_t send(std::string_view bytes) noexcept;

  [[nodiscard]] bool is_open() const noexcept {
    return stream_.current() != hw::tcp_stream::state::closed;
  }
  void close() noexcept { stream_.close(); }
  [[nodiscard]] std::string peer() const { return hw::to_string(stream_.peer()); }

private:
  hw::tcp_stream stream_;
  std::vector<char> in_;
  std::size_t begin_{0};
  std::size_t end_{0};
};

} // namespace corelane::venue
