#pragma once

#include "corelane/protocols/pillar/packet_header.hpp"
#include "corelane/protocols/pillar/wire_layout.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace corelane::pillar {

/// Reads a packet's header; nothing when `bytes` are too few for one. On the request server's
/// TCP stream the header's `size` tells when the packet has come whole.
[[nodiscard]] inline std::optional<packet_header> read_header(
    std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < packet_header_size) return std::nullopt;
  const auto* at = bytes.data();
  packet_header h;
  h.size = wire::load_le<std::uint16_t>(at);
  h.flag = static_cast<delivery_flag>(at[2]);
  h.count = static_cast<std::uint8_t>(at[3]);
  h.sequence = wire::load_le<std::uint32_t>(at + 4);
  h.send_seconds = wire::load_le<std::uint32_t>(at + 8);
  h.send_nanoseconds = wire::load_le<std::uint32_t>(at + 12);
  return h;
}

/// Goes through the messages of a packet without reading outside it, nor past the size that its
/// header gives.
///
///     packet_messages messages{packet, header};
///     while (auto message = messages.next()) decode(*message, handler);
///     if (messages.malformed()) ...   // it promised more than it holds
class packet_messages {
public:
  /// `packet` is the whole packet, whose header has been read.
  packet_messages(std::span<const std::byte> packet, const packet_header& header) noexcept
      : at_{packet.data() + packet_header_size},
        end_{packet.data()
             + std::max(packet_header_size, std::min<std::size_t>(header.size, packet.size()))},
        left_{header.count} {}

  /// The next message with its header.
  [[nodiscard]] std::optional<std::span<const std::byte>> next() noexcept {
    if (left_ == 0) return std::nullopt;
    const auto room = static_cast<std::size_t>(end_ - at_);
    if (room < message_header_size) return cut_short();
    const std::size_t length = wire::load_le<std::uint16_t>(at_);
    if (length < message_header_size || length > room) return cut_short();
    const std::span message{at_, length};
    at_ += length;
    --left_;
    return message;
  }

  /// A message reached past the end of the packet: those not given are lost.
  [[nodiscard]] bool malformed() const noexcept { return lost_ != 0; }
  [[nodiscard]] std::uint8_t lost() const noexcept { return lost_; }

private:
  std::nullopt_t cut_short() noexcept {
    lost_ = left_;
    left_ = 0;
    return std::nullopt;
  }

  const std::byte* at_;
  const std::byte* end_;
  std::uint8_t left_;
  std::uint8_t lost_{0};
};

} // namespace corelane::pillar
