#pragma once

#include "corelane/protocols/pitch/unit_header.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace corelane::pitch {

/// Reads a packet's header; nothing when `packet` is too short for one, or when it says of itself
/// that it is.
[[nodiscard]] inline std::optional<unit_header> read_header(
    std::span<const std::byte> packet) noexcept {
  if (packet.size() < unit_header_size) return std::nullopt;
  unit_header h;
  h.length = wire::load_le<std::uint16_t>(packet.data());
  h.count = static_cast<std::uint8_t>(packet[2]);
  h.unit = static_cast<std::uint8_t>(packet[3]);
  h.sequence = wire::load_le<std::uint32_t>(packet.data() + 4);
  if (h.length < unit_header_size) return std::nullopt;
  return h;
}

/// Goes through the messages of a packet without reading outside it.
///
///     unit_messages messages{packet, header};
///     while (auto message = messages.next()) ...
///     if (messages.malformed()) ...   // it promised more than it holds
class unit_messages {
public:
  /// `packet` is the whole packet, whose header has been read.
  unit_messages(std::span<const std::byte> packet, const unit_header& header) noexcept
      : rest_{packet.first(std::min<std::size_t>(packet.size(), header.length))
                  .subspan(unit_header_size)},
        left_{header.count} {}

  /// The next message, its length and type included; nothing at the end.
  [[nodiscard]] std::optional<std::span<const std::byte>> next() noexcept {
    if (left_ == 0) return std::nullopt;
    if (rest_.size() < 2) [[unlikely]]
      return cut_short();
    const std::size_t length = static_cast<std::uint8_t>(rest_.front());
    if (length < 2 || length > rest_.size()) [[unlikely]]
      return cut_short();
    const auto message = rest_.first(length);
    rest_ = rest_.subspan(length);
    --left_;
    return message;
  }

  /// A message reached past the end of the packet: the messages not given are lost.
  [[nodiscard]] bool malformed() const noexcept { return lost_ != 0; }
  [[nodiscard]] std::uint8_t lost() const noexcept { return lost_; }

private:
  std::nullopt_t cut_short() noexcept {
    lost_ = left_;
    left_ = 0;
    return std::nullopt;
  }

  std::span<const std::byte> rest_;
  std::uint8_t left_;
  std::uint8_t lost_{0};
};

/// What a TCP stream, of a gap proxy or spin server, has so far.
enum class stream_state : std::uint8_t {
  block,      ///< at least one whole block
  incomplete, ///< read more
  broken      ///< no block begins here: there is no way on but to connect anew
};

/// The length of the block that `received` begins with, once it is there.
struct stream_block {
  stream_state state{stream_state::incomplete};
  std::size_t length{0};
};

/// Looks for the next block of a stream: a header and its messages, to be read as a packet.
/// Reads at most two bytes. A block has at most 65,535.
[[nodiscard]] inline stream_block next_block(std::span<const std::byte> received) noexcept {
  if (received.size() < 2) return {};
  const std::size_t length = wire::load_le<std::uint16_t>(received.data());
  if (length < unit_header_size) return {stream_state::broken, 0};
  if (length > received.size()) return {};
  return {stream_state::block, length};
}

} // namespace corelane::pitch
