#pragma once

#include "corelane/protocols/pillar/message_list.hpp"
#include "corelane/protocols/pillar/wire_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace corelane::pillar {

/// What became of one message.
enum class decode_result : std::uint8_t {
  handled,
  truncated,   ///< too short for what makes its type useful; skip it
  unknown_type ///< none of the 25; skip it
};

/// Decodes one message and calls `handler(const add_order&)` or the overload for its type.
///
/// `bytes` are the message with its header, as `packet_messages` gives it: their number is its
/// length. Versions differ in length: what a longer one appends is not read, what a shorter one
/// lacks has its default, but from `Message::required_size` on. Reads nothing outside `bytes`,
/// does not allocate or throw. Types the handler does not take fall to its catch-all overload,
/// if it has one (`void operator()(const auto&)`).
template <class Handler>
inline decode_result decode(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  if (bytes.size() < message_header_size) [[unlikely]]
    return decode_result::truncated;
  const auto take = [&]<class Message>(std::type_identity<Message>) {
    if (bytes.size() >= Message::wire_size) [[likely]]
      handler(read<Message>(bytes.data()));
    else if (bytes.size() >= Message::required_size)
      handler(read_short<Message>(bytes.data(), bytes.size()));
    else
      return decode_result::truncated;
    return decode_result::handled;
  };
  return all_messages::with(wire::load_le<std::uint16_t>(bytes.data() + 2),
                            decode_result::unknown_type, take);
}

} // namespace corelane::pillar
