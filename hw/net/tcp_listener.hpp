#pragma once

#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/net/endpoint.hpp"
#include "corelane/hw/net/tcp_stream.hpp"

#include <optional>
#include <string>
#include <variant>

namespace corelane::hw {

/// Takes TCP connections on one port; never blocks. Used by one thread at a time.
class tcp_listener {
public:
  /// Listens. Port 0 lets the kernel choose. A port in use is an error that says so.
  [[nodiscard]] static std::variant<tcp_listener, std::string> open(endpoint on);

  /// The next connection that waits, if any.
  [[nodiscard]] std::optional<tcp_stream> accept() noexcept;

  [[nodiscard]] endpoint local() const { return local_endpoint(socket_.get()); }
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

private:
  explicit tcp_listener(file_descriptor socket) noexcept : socket_{std::move(socket)} {}

  file_descriptor socket_;
};

} // namespace corelane::hw
