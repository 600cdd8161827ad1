#pragma once

#include "corelane/protocols/mdp3/packet_header.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace corelane::mdp3 {

/// Goes through the messages of a packet without reading outside it. How many there are, only its
/// end tells.
///
///     packet_messages messages{packet};
///     while (auto message = messages.next()) decode(*message, handler);
///     if (messages.malformed()) ...   // a message reaches past the end: the rest is lost
class packet_messages {
public:
  /// `packet` is the whole packet with its header, which has been read.
  explicit packet_messages(std::span<const std::byte> packet) noexcept
      : at_{packet.data() + packet_header_size}, end_{packet.data() + packet.size()} {}

  /// The next message with its size and header.
  [[nodiscard]] std::optional<std::span<const std::byte>> next() noexcept {
    const auto room = static_cast<std::size_t>(end_ - at_);
    if (room < message_header_size) return ended(room);
    const std::size_t size = wire::load_le<std::uint16_t>(at_);
    if (size < message_header_size || size > room) [[unlikely]]
      return ended(room);
    const std::span message{at_, size};
    at_ += size;
    return message;
  }

  /// There were bytes at the end that make no message.
  [[nodiscard]] bool malformed() const noexcept { return malformed_; }

private:
  std::nullopt_t ended(std::size_t room) noexcept {
    malformed_ = malformed_ || room != 0;
    at_ = end_;
    return std::nullopt;
  }

  const std::byte* at_;
  const std::byte* end_;
  bool malformed_{false};
};

} // namespace corelane::mdp3
