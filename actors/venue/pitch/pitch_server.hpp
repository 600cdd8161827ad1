#pragma once

#include "corelane/actors/venue/client_stream.hpp"
#include "corelane/hw/net/tcp_listener.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"
#include "corelane/protocols/pitch/session_messages.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace corelane::venue {

/// One who has connected to a gap proxy or a spin server.
class pitch_client {
public:
  pitch_client(hw::tcp_stream stream, timestamp now)
      : stream_{std::move(stream)}, heard_{now}, sent_{now} {}

  template <class Message>
  void send(const Message& m) {
    std::array<std::byte, 64> bytes;
    pitch::packet_writer block{bytes, 0, pitch::unsequenced};
    (void)pitch::add<pitch::market::equities>(block, m);
    send_bytes(block.finish());
  }
  /// Leaves when the kernel takes it.
  void send_bytes(std::span<const std::byte> bytes) {
    out_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  [[nodiscard]] bool logged_in() const noexcept { return logged_in_; }

  std::string image{};             ///< of a spin: what was offered to it
  std::uint32_t image_sequence{0}; ///< of the last message in it
  std::uint32_t image_orders{0};
  timestamp image_offered_at{};

private:
  friend class pitch_server;

  bool flush();

  client_stream stream_;
  timestamp heard_;
  timestamp sent_;
  bool logged_in_{false};
  std::string out_;
  std::size_t begin_{0};
};

/// Takes connections of feeds that want something: logs them in, keeps them alive, and hands on
/// what they ask. Any user and password will do. One thread; allocates for clients.
class pitch_server {
public:
  static constexpr std::size_t max_clients = 16;

  /// `on` is address:port. Throws with what is wrong.
  explicit pitch_server(hw::endpoint on);
  virtual ~pitch_server() = default;

  /// Serves clients. False when there was nothing to do.
  bool poll(timestamp now);
  [[nodiscard]] hw::endpoint local() const { return listener_.local(); }

protected:
  virtual void on_message(pitch_client& from, std::span<const std::byte> message,
                          timestamp now) = 0;
  /// Once a millisecond for each client.
  virtual void on_time(pitch_client&, timestamp) {}

private:
  void on_tick(timestamp now);
  bool serve(pitch_client& c, timestamp now);
  void take(pitch_client& c, std::span<const std::byte> message, timestamp now);

  hw::tcp_listener listener_;
  std::vector<std::unique_ptr<pitch_client>> clients_;
  timestamp next_tick_{};
};

} // namespace corelane::venue
