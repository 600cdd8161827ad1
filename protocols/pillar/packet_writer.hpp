#pragma once

#include "corelane/protocols/pillar/packet_header.hpp"
#include "corelane/protocols/pillar/wire_layout.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace corelane::pillar {

/// Builds packets of one channel in the caller's bytes, one after the other.
///
///     packet_writer w{buffer, next_sequence};
///     if (!w.add(m)) { send(w.finish(now)); w.add(m); }
///     send(w.finish(now));            // the packet; the writer begins the next one
class packet_writer {
public:
  /// `buffer` bounds the packet's size, `max_packet_size` does too; at least
  /// `packet_header_size` bytes.
  packet_writer(std::span<std::byte> buffer, std::uint32_t next_sequence) noexcept
      : buffer_{buffer.first(std::min(buffer.size(), max_packet_size))}, sequence_{next_sequence} {}

  /// Appends a message, of `length` bytes when it is to be shorter than we know it. False, and
  /// nothing done, when it does not fit.
  template <class Message>
  [[nodiscard]] bool add(const Message& m, std::size_t length = Message::wire_size) noexcept {
    length = std::clamp(length, Message::required_size, Message::wire_size);
    if (!fits(length)) return false;
    used_ += write_short(m, buffer_.data() + used_, length);
    ++count_;
    return true;
  }
  /// Appends a message that is written already, as a retransmission has it.
  [[nodiscard]] bool add_written(std::span<const std::byte> message) noexcept {
    if (!fits(message.size())) return false;
    std::memcpy(buffer_.data() + used_, message.data(), message.size());
    used_ += message.size();
    ++count_;
    return true;
  }

  [[nodiscard]] std::uint8_t count() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// The number that the next message will have.
  [[nodiscard]] std::uint32_t next_sequence() const noexcept { return sequence_ + count_; }
  /// Before the first message of a packet: the number it will have.
  void begin_at(std::uint32_t sequence) noexcept { sequence_ = sequence; }

  /// The packet with the messages so far.
  [[nodiscard]] std::span<const std::byte> finish(
      timestamp now, delivery_flag flag = delivery_flag::original) noexcept {
    auto* at = buffer_.data();
    wire::store_le(at, static_cast<std::uint16_t>(used_));
    at[2] = static_cast<std::byte>(flag);
    at[3] = static_cast<std::byte>(count_);
    wire::store_le(at + 4, sequence_);
    wire::store_le(at + 8, static_cast<std::uint32_t>(now.ns / 1'000'000'000));
    wire::store_le(at + 12, static_cast<std::uint32_t>(now.ns % 1'000'000'000));
    const auto packet = buffer_.first(used_);
    sequence_ += count_;
    count_ = 0;
    used_ = packet_header_size;
    return packet;
  }
  /// A packet without messages, which uses up no number. Only when `empty()`.
  [[nodiscard]] std::span<const std::byte> heartbeat(timestamp now) noexcept {
    return finish(now, delivery_flag::heartbeat);
  }

private:
  [[nodiscard]] bool fits(std::size_t length) const noexcept {
    return used_ + length <= buffer_.size() && count_ != 0xFF;
  }

  std::span<std::byte> buffer_;
  std::uint32_t sequence_;
  std::uint8_t count_{0};
  std::size_t used_{packet_header_size};
};

} // namespace corelane::pillar
