#pragma once

#include "corelane/protocols/pitch/unit_header.hpp"
#include "corelane/protocols/pitch/unit_sequence.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace corelane::pitch {

/// Writes a header. `at` must have `unit_header_size` bytes.
inline void write_header(const unit_header& h, std::byte* at) noexcept {
  wire::store_le(at, h.length);
  at[2] = static_cast<std::byte>(h.count);
  at[3] = static_cast<std::byte>(h.unit);
  wire::store_le(at + 4, h.sequence);
}

/// Builds the packets of one unit, or the blocks of a TCP stream, in the caller's bytes, one
/// after the other.
///
///     packet_writer w{buffer, unit, next_sequence};
///     auto room = w.begin_message(26);      // empty when the message does not fit any more
///     w.end_message(write<market::equities>(m, room.data()));
///     send(w.finish());                     // the packet; the writer begins the next one
class packet_writer {
public:
  /// `buffer` bounds the packet's size; at least `unit_header_size` bytes. Without a sequence
  /// (`unsequenced`) it stays without.
  packet_writer(std::span<std::byte> buffer, std::uint8_t unit,
                std::uint32_t next_sequence) noexcept
      : buffer_{buffer.first(std::min<std::size_t>(buffer.size(), 0xFFFF))},
        unit_{unit},
        sequence_{next_sequence} {}

  /// Room for a message of up to `at_most` bytes, or nothing when it does not fit.
  [[nodiscard]] std::span<std::byte> begin_message(std::size_t at_most) noexcept {
    if (used_ + at_most > buffer_.size() || count_ == 0xFF) return {};
    return buffer_.subspan(used_, at_most);
  }
  void end_message(std::size_t length) noexcept {
    used_ += length;
    ++count_;
  }

  [[nodiscard]] std::uint8_t count() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// The number the next packet will begin with.
  [[nodiscard]] std::uint32_t next_sequence() const noexcept {
    return sequence_after(sequence_, count_);
  }

  /// The packet with the messages so far; without any it is a heartbeat.
  [[nodiscard]] std::span<const std::byte> finish() noexcept {
    write_header({static_cast<std::uint16_t>(used_), count_, unit_, sequence_}, buffer_.data());
    const auto packet = buffer_.first(used_);
    sequence_ = next_sequence();
    count_ = 0;
    used_ = unit_header_size;
    return packet;
  }

private:
  std::span<std::byte> buffer_;
  std::uint8_t unit_;
  std::uint32_t sequence_;
  std::uint8_t count_{0};
  std::size_t used_{unit_header_size};
};

} // namespace corelane::pitch
