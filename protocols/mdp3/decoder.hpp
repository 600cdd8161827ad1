#pragma once

#include "corelane/protocols/mdp3/messages.hpp"
#include "corelane/protocols/mdp3/packet_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace corelane::mdp3 {

/// What became of one message.
enum class decode_result : std::uint8_t {
  handled,
  malformed,       ///< its block or a group is not whole; skip it, and distrust what it was about
  unknown_template ///< of another schema, or of a template that we do not know; skip it
};

/// Decodes one message and calls `handler(const incremental_book&)` or the overload for its
/// template.
///
/// `bytes` are the message with its size and header, as `packet_messages` gives it. Of a newer
/// version, what is longer than we know is skipped; of an older one, what it lacks is null. All
/// groups have been checked to lie within `bytes`, to which they refer. Reads nothing outside
/// `bytes`, does not allocate or throw. Templates the handler does not take fall to its catch-all
/// overload, if it has one (`void operator()(const auto&)`).
template <class Handler>
inline decode_result decode(std::span<const std::byte> bytes, Handler&& handler) noexcept {
  if (bytes.size() < message_header_size) [[unlikely]]
    return decode_result::malformed;
  const auto* at = bytes.data() + size_of_size;
  const auto length = bytes.size() - size_of_size;
  if (wire::load_le<std::uint16_t>(at + 4) != schema::id) [[unlikely]]
    return decode_result::unknown_template;
  const auto take = [at, length, &handler]<class Message>(std::type_identity<Message>) {
    Message message;
    if (!sbe::read_message({at, length}, message)) [[unlikely]]
      return decode_result::malformed;
    handler(static_cast<const Message&>(message));
    return decode_result::handled;
  };
  return all_messages::with(wire::load_le<std::uint16_t>(at + 2), decode_result::unknown_template,
                            take);
}

/// What became of a packet's messages.
struct packet_result {
  std::uint32_t handled{0};
  std::uint32_t malformed{0}; ///< one more when the packet's end was none of a message
  std::uint32_t unknown_templates{0};
};

/// Decodes all messages of a packet whose header has been read; those that cannot be are counted.
template <class Handler>
inline packet_result decode_packet(std::span<const std::byte> packet, Handler&& handler) noexcept {
  packet_result result;
  packet_messages messages{packet};
  while (const auto message = messages.next()) switch (decode(*message, handler)) {
      case decode_result::handled: ++result.handled; break;
      case decode_result::malformed: ++result.malformed; break;
      case decode_result::unknown_template: ++result.unknown_templates; break;
    }
  result.malformed += messages.malformed() ? 1 : 0;
  return result;
}

} // namespace corelane::mdp3
