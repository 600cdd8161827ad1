#pragma once

#include "corelane/protocols/moldudp64/packet_header.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <cstring>
#include <optional>
#include <span>

namespace corelane::moldudp64 {

/// Reads a packet's header; nothing when `packet` is too short for one.
[[nodiscard]] inline std::optional<packet_header> read_header(
    std::span<const std::byte> packet) noexcept {
  if (packet.size() < header_size) return std::nullopt;
  packet_header h;
  std::memcpy(h.session.data(), packet.data(), h.session.size());
  h.sequence = wire::load_be<std::uint64_t>(packet.data() + 10);
  h.count = wire::load_be<std::uint16_t>(packet.data() + 18);
  return h;
}

/// Goes through the messages of a packet without reading outside it.
///
///     message_blocks blocks{packet, header};
///     while (auto message = blocks.next()) ...
///     if (blocks.malformed()) ...   // it promised more than it holds
class message_blocks {
public:
  /// `packet` is the whole packet, whose header has been read.
  message_blocks(std::span<const std::byte> packet, const packet_header& header) noexcept
      : rest_{packet.subspan(header_size)}, left_{header.message_count()} {}

  [[nodiscard]] std::optional<std::span<const std::byte>> next() noexcept {
    if (left_ == 0) return std::nullopt;
    if (rest_.size() < 2) return cut_short();
    const std::size_t length = wire::load_be<std::uint16_t>(rest_.data());
    if (rest_.size() < 2 + length) return cut_short();
    const auto message = rest_.subspan(2, length);
    rest_ = rest_.subspan(2 + length);
    --left_;
    return message;
  }

  /// A block reached past the end of the packet: the messages not given are lost.
  [[nodiscard]] bool malformed() const noexcept { return lost_ != 0; }
  [[nodiscard]] std::uint16_t lost() const noexcept { return lost_; }

private:
  std::nullopt_t cut_short() noexcept {
    lost_ = left_;
    left_ = 0;
    return std::nullopt;
  }

  std::span<const std::byte> rest_;
  std::uint16_t left_;
  std::uint16_t lost_{0};
};

} // namespace corelane::moldudp64
