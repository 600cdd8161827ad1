#pragma once

#include "corelane/protocols/mdp3/messages.hpp"
#include "corelane/protocols/mdp3/packet_header.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace corelane::mdp3 {

/// Builds packets of one channel in the caller's bytes, one after the other.
///
///     packet_writer w{buffer, next_sequence};
///     if (!w.add(book, entries, order_entries)) { send(w.finish(now)); w.add(...); }
///     send(w.finish(now));            // the packet; the writer begins the next one
class packet_writer {
public:
  /// `buffer` bounds the packet's size, `max_packet_size` does too; at least
  /// `packet_header_size` bytes.
  packet_writer(std::span<std::byte> buffer, std::uint32_t next_sequence) noexcept
      : buffer_{buffer.first(std::min(buffer.size(), max_packet_size))}, sequence_{next_sequence} {}

  /// Appends a message; for each of its groups, in order, a range of entries (such as a vector of
  /// `incremental_book::entry`). False, and nothing done, when it does not fit.
  template <class Message, class... Entries>
  [[nodiscard]] bool add(const Message& m, const Entries&... entries) noexcept {
    return took(sbe::write_message(m, room(), entries...));
  }
  /// Appends a message that was decoded, with all entries.
  template <class Message>
  [[nodiscard]] bool add_again(const Message& m) noexcept {
    return took(sbe::write_again(m, room()));
  }
  /// Appends a message that is written already, with its size and header.
  [[nodiscard]] bool add_written(std::span<const std::byte> message) noexcept {
    if (message.size() > buffer_.size() - used_) return false;
    std::memcpy(buffer_.data() + used_, message.data(), message.size());
    used_ += message.size();
    return true;
  }

  [[nodiscard]] bool empty() const noexcept { return used_ == packet_header_size; }
  /// The number that the next packet will have.
  [[nodiscard]] std::uint32_t next_sequence() const noexcept { return sequence_; }
  /// The number of the next packet, after a channel reset or at the start of a loop.
  void begin_at(std::uint32_t sequence) noexcept { sequence_ = sequence; }

  /// The packet with the messages so far.
  [[nodiscard]] std::span<const std::byte> finish(timestamp now) noexcept {
    write_header({sequence_, now}, buffer_.data());
    const auto packet = buffer_.first(used_);
    ++sequence_;
    used_ = packet_header_size;
    return packet;
  }

private:
  /// Where the next message's header goes.
  [[nodiscard]] std::span<std::byte> room() const noexcept {
    return buffer_.subspan(std::min(used_ + size_of_size, buffer_.size()));
  }
  bool took(std::size_t length) noexcept {
    if (length == 0) return false;
    wire::store_le(buffer_.data() + used_, static_cast<std::uint16_t>(length + size_of_size));
    used_ += length + size_of_size;
    return true;
  }

  std::span<std::byte> buffer_;
  std::uint32_t sequence_;
  std::size_t used_{packet_header_size};
};

} // namespace corelane::mdp3
