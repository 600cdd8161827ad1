#pragma once

#include "corelane/protocols/moldudp64/packet_header.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <cstring>
#include <span>

namespace corelane::moldudp64 {

/// Writes a header: of a packet, or of a request for `count` messages to be sent again. `at` must
/// have `header_size` bytes.
inline void write_header(const packet_header& h, std::byte* at) noexcept {
  std::memcpy(at, h.session.data(), h.session.size());
  wire::store_be(at + 10, h.sequence);
  wire::store_be(at + 18, h.count);
}

/// Builds packets in the caller's bytes, one after the other.
///
///     packet_writer w{buffer, session, next_sequence};
///     auto room = w.begin_message(40);      // empty when the message does not fit any more
///     w.end_message(itch50::write(m, room.data()));
///     send(w.finish());                     // the packet; the writer begins the next one
class packet_writer {
public:
  /// `buffer` bounds the packet's size; at least `header_size` bytes.
  packet_writer(std::span<std::byte> buffer, const session_name& session,
                std::uint64_t next_sequence) noexcept
      : buffer_{buffer}, session_{session}, sequence_{next_sequence} {}

  /// Room for a message of up to `at_most` bytes, or nothing when it does not fit.
  [[nodiscard]] std::span<std::byte> begin_message(std::size_t at_most) noexcept {
    if (used_ + 2 + at_most > buffer_.size() || count_ == end_of_session_count - 1) return {};
    return buffer_.subspan(used_ + 2, at_most);
  }
  void end_message(std::size_t length) noexcept {
    wire::store_be(buffer_.data() + used_, static_cast<std::uint16_t>(length));
    used_ += 2 + length;
    ++count_;
  }

  [[nodiscard]] std::uint16_t count() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// The number the next packet will begin with.
  [[nodiscard]] std::uint64_t next_sequence() const noexcept { return sequence_ + count_; }

  /// The packet with the messages so far; without any it is a heartbeat.
  [[nodiscard]] std::span<const std::byte> finish() noexcept { return close(count_); }
  [[nodiscard]] std::span<const std::byte> finish_session() noexcept {
    return close(end_of_session_count);
  }

private:
  std::span<const std::byte> close(std::uint16_t count) noexcept {
    write_header({session_, sequence_, count}, buffer_.data());
    const auto packet = buffer_.first(used_);
    sequence_ += count_;
    count_ = 0;
    used_ = header_size;
    return packet;
  }

  std::span<std::byte> buffer_;
  session_name session_;
  std::uint64_t sequence_;
  std::uint16_t count_{0};
  std::size_t used_{header_size};
};

} // namespace corelane::moldudp64
