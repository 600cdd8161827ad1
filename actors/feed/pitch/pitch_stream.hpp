#pragma once

#include "corelane/hw/net/tcp_stream.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"
#include "corelane/protocols/pitch/session_messages.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corelane {

/// A connection to a gap proxy or a spin server: logs in, keeps alive, and hands out messages.
///
/// Reads blocks of messages as packets have them, never blocks, and gives up when the server is
/// silent for two heartbeats. One thread; allocates in `configure` only.
class pitch_stream {
public:
  struct settings {
    std::string server; ///< address:port; empty: there is none
    std::string session_sub_id;
    std::string username;
    std::string password;
  };
  /// Takes one message, its length and type included.
  using message_handler = std::function<void(std::span<const std::byte> message)>;

  explicit pitch_stream(message_handler take) : take_{std::move(take)} {}

  void configure(const settings& s);
  [[nodiscard]] bool is_configured() const noexcept { return server_.has_value(); }

  /// Begins to connect, in place of what is open. False when it cannot.
  bool open();
  [[nodiscard]] bool is_open() const noexcept { return stream_.has_value(); }
  void close() noexcept;

  /// Reads and hands out what has come. False when there was nothing. A connection that was lost
  /// is closed then, and `fault` says why.
  bool poll(timestamp now);
  /// Why the last connection ended.
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

  /// False when the kernel does not take it.
  template <class Message>
  bool send(const Message& m) {
    std::array<std::byte, 64> bytes;
    pitch::packet_writer block{bytes, 0, pitch::unsequenced};
    (void)pitch::add<market>(block, m);
    return send_bytes(block.finish());
  }

  [[nodiscard]] int descriptor() const noexcept { return stream_ ? stream_->descriptor() : -1; }

private:
  static constexpr auto market = pitch::market::equities; ///< the servers' talk is everywhere alike

  bool send_bytes(std::span<const std::byte> bytes);
  void hand_out();
  void keep_alive(timestamp now);
  void fail(std::string why);

  message_handler take_;
  std::optional<hw::endpoint> server_;
  pitch::login login_;
  std::optional<hw::tcp_stream> stream_;
  std::vector<std::byte> in_;
  std::size_t in_size_{0};
  bool connected_{false};
  std::uint32_t connection_{0}; ///< counts them: a handler may end one and begin the next
  timestamp heard_{};
  timestamp sent_{};
  std::string fault_;
};

} // namespace corelane
