#pragma once

#include "corelane/protocols/pitch/definition_legs.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"
#include "corelane/protocols/pitch/wire_layout.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace corelane::pitch {

/// The room that any message of this type fits in.
template <class Message, market In>
inline constexpr std::size_t largest_size =
    std::is_same_v<Message, futures_instrument_definition> ? largest_definition
                                                           : wire_size<Message, In>;

/// Writes a message as `In` sends it and returns its length. `at` must have room for
/// `largest_size` bytes. Does not compile for a message that `In` does not send. A price that its
/// form or market cannot say, by size or by sign, is cut: choose the form by `to_short_price`.
template <market In, class Message>
inline std::size_t write(const Message& m, std::byte* at) noexcept {
  static_assert(Message::sent_in.has(In));
  auto length = wire_size<Message, In>;
  auto* field_at = at + message_header_size;
  const auto put = [&](const auto& field) {
    layout::store(field_at, field);
    field_at += layout::width<std::remove_cvref_t<decltype(field)>>;
  };
  Message::template fields<In>(m, [&](auto&&... field) { (put(field), ...); });
  if constexpr (std::is_same_v<Message, futures_instrument_definition>) length = write_legs(m, at);
  if constexpr (requires { Message::written_size(m, In); })
    length = std::min(length, Message::written_size(m, In));
  at[0] = static_cast<std::byte>(length);
  at[1] = static_cast<std::byte>(Message::type);
  return length;
}

/// Puts a message into a packet. False when it does not fit any more.
template <market In, class Message>
inline bool add(packet_writer& packet, const Message& m) noexcept {
  const auto room = packet.begin_message(largest_size<Message, In>);
  if (room.empty()) return false;
  packet.end_message(write<In>(m, room.data()));
  return true;
}

} // namespace corelane::pitch
