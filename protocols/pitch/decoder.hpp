#pragma once

#include "corelane/protocols/pitch/definition_legs.hpp"
#include "corelane/protocols/pitch/message_list.hpp"
#include "corelane/protocols/pitch/wire_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace corelane::pitch {

/// What became of one message.
enum class decode_result : std::uint8_t {
  handled,
  truncated,   ///< too short for what makes its type useful, or without its legs; skip it
  unknown_type ///< none that this market sends; skip it
};

/// Decodes one message of `In` and calls `handler(const add_order_short&)` or the overload for its
/// type; the structs are the same in all markets.
///
/// `bytes` are the message with its length and type, as `unit_messages` gives it; their number is
/// its length, whatever the length in it says. Versions differ in length: what a longer one
/// appends is not read, what a shorter one lacks has its default. Reads nothing outside `bytes`,
/// does not allocate or throw. Types the handler does not take fall to its catch-all overload,
/// if it has one (`void operator()(const auto&)`).
template <market In, class Handler>
inline decode_result decode(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  if (bytes.size() < message_header_size) [[unlikely]]
    return decode_result::truncated;
  auto result = decode_result::handled;
  const auto take = [&]<class Message>(std::type_identity<Message>) {
    if (bytes.size() < required_size<Message, In>) [[unlikely]] {
      result = decode_result::truncated;
    } else if constexpr (std::is_same_v<Message, futures_instrument_definition>) {
      auto m = read_short<Message, In>(bytes.data(), bytes.size());
      if (read_legs(bytes, m))
        handler(m);
      else
        result = decode_result::truncated;
    } else if (bytes.size() >= wire_size<Message, In>) {
      handler(read<Message, In>(bytes.data()));
    } else {
      handler(read_short<Message, In>(bytes.data(), bytes.size()));
    }
  };
  if (!all_messages::with<In>(static_cast<std::uint8_t>(bytes[1]), take)) [[unlikely]]
    return decode_result::unknown_type;
  return result;
}

} // namespace corelane::pitch
