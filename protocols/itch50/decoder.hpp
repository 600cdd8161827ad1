#pragma once

#include "corelane/protocols/itch50/message_list.hpp"
#include "corelane/protocols/itch50/wire_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace corelane::itch50 {

/// What became of one message.
enum class decode_result : std::uint8_t {
  handled,
  truncated,   ///< shorter than its type demands; skip it
  unknown_type ///< none of the 23; skip it
};

/// Decodes one message and calls `handler(const add_order&)` or the overload for its type.
///
/// Reads nothing outside `bytes`; more bytes than the type needs are ignored, as later versions
/// may append fields. Does not allocate or throw. Types the handler does not take fall to its
/// catch-all overload, if it has one (`void operator()(const auto&)`).
template <class Handler>
inline decode_result decode(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  if (bytes.empty()) return decode_result::truncated;
  const auto take = [&]<class Message>(std::type_identity<Message>) {
    if (bytes.size() < Message::wire_size) [[unlikely]]
      return decode_result::truncated;
    handler(read<Message>(bytes.data()));
    return decode_result::handled;
  };
  return all_messages::with(static_cast<char>(bytes.front()), decode_result::unknown_type, take);
}

} // namespace corelane::itch50
