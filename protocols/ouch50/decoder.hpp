#pragma once

#include "corelane/protocols/ouch50/message_list.hpp"
#include "corelane/protocols/ouch50/wire_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace corelane::ouch50 {

/// What became of one message.
enum class decode_result : std::uint8_t {
  handled,
  truncated,   ///< too short for its type
  bad_options, ///< its options do not fit into it: neither does what it says of an order
  unknown_type ///< none of the list; skip it
};

/// Decodes one message of a list and calls `handler(const enter_order&)` or the overload for its
/// type.
///
/// `bytes` are the payload of one SoupBinTCP packet. What a later version appends is not read, and
/// options of tags not known are kept in the message's view. Reads nothing outside `bytes`, does
/// not allocate or throw. Types the handler does not take fall to its catch-all overload, if it
/// has one (`void operator()(const auto&)`). A message's options are views of `bytes`.
template <class List, class Handler>
inline decode_result decode(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  if (bytes.empty()) return decode_result::truncated;
  const auto take = [&]<class Message>(std::type_identity<Message>) {
    if (bytes.size() < Message::required_size) [[unlikely]]
      return decode_result::truncated;
    Message m;
    if (!read(bytes, m)) [[unlikely]]
      return decode_result::bad_options;
    handler(static_cast<const Message&>(m));
    return decode_result::handled;
  };
  return List::with(static_cast<char>(bytes.front()), decode_result::unknown_type, take);
}

/// What a client sent.
template <class Handler>
inline decode_result decode_request(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  return decode<requests>(bytes, static_cast<Handler&&>(handler));
}
/// What the venue sent.
template <class Handler>
inline decode_result decode_report(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  return decode<reports>(bytes, static_cast<Handler&&>(handler));
}

} // namespace corelane::ouch50
