#pragma once

#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/net/endpoint.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <variant>

namespace corelane::hw {

/// A TCP connection that never blocks and delays no small segment (TCP_NODELAY).
///
/// Used by one thread at a time. The first error or end of stream closes it; `last_error` says
/// why. Does not raise SIGPIPE.
class tcp_stream {
public:
  enum class state { connecting, open, closed };

  /// Begins to connect. An error only when no socket can be had; a refusal by the other side
  /// shows in the state, whether it comes at once or later.
  [[nodiscard]] static std::variant<tcp_stream, std::string> connect(endpoint to);
  /// Takes over an accepted connection.
  [[nodiscard]] static tcp_stream adopt(file_descriptor socket);

  /// Whether the connection stands by now; cheap to ask on each turn of a loop.
  state poll_connect() noexcept;

  /// Reads what is there. Bytes read; 0: nothing there, or no longer open.
  std::size_t receive(std::span<std::byte> into) noexcept;
  /// Hands over what the kernel takes. Bytes taken; 0: it is full, or no longer open.
  std::size_t send(std::span<const std::byte> bytes) noexcept;

  [[nodiscard]] state current() const noexcept { return state_; }
  void close() noexcept;
  /// Why the stream closed, or empty.
  [[nodiscard]] std::string last_error() const;
  [[nodiscard]] endpoint peer() const noexcept { return peer_; }
  /// For poll and epoll; -1 when closed.
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

private:
  tcp_stream(file_descriptor socket, endpoint peer, state s) noexcept
      : socket_{std::move(socket)}, peer_{peer}, state_{s} {}
  void fail(int number) noexcept;

  file_descriptor socket_;
  endpoint peer_;
  state state_;
  int error_{0}; ///< errno, or `ended`
  static constexpr int ended = -1;
};

} // namespace corelane::hw
