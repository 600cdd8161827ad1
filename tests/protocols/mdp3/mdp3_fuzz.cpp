#include "corelane/protocols/mdp3/decoder.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using namespace corelane::mdp3;
namespace sbe = corelane::sbe;
namespace wire = corelane::wire;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Takes a message apart into a number that another message with the same fields has, too, and
/// writes it again.
class take_apart {
public:
  explicit take_apart(std::span<std::byte> room) : room_{room} {}

  template <class Message>
  void operator()(const Message& m) {
    type_ = Message::type;
    add_block(m);
    Message::groups(m, [&](const auto&... group) { (add_group(group), ...); });
    length_ = sbe::write_again(m, room_.subspan(size_of_size));
    demand(length_ != 0);
  }
  [[nodiscard]] std::uint64_t digest() const noexcept { return digest_; }
  [[nodiscard]] std::uint16_t type() const noexcept { return type_; }
  /// The message as it was written again, without its size.
  [[nodiscard]] std::span<const std::byte> written() const noexcept {
    return room_.first(size_of_size + length_);
  }

private:
  template <class Fields>
  void add_block(const Fields& block) {
    Fields::fields(block, [this]<class Place, class Field>(Place, const Field& field) {
      std::byte bytes[sbe::width<Field>];
      sbe::store(bytes, field);
      for (const auto b : bytes) add(static_cast<std::uint64_t>(b));
    });
  }
  template <class Entry>
  void add_group(const sbe::group<Entry>& group) {
    add(group.size());
    std::size_t seen = 0;
    for (const auto entry : group) {
      demand(entry == group[seen++]);
      add_block(entry);
    }
    demand(seen == group.size());
  }
  void add(std::uint64_t n) noexcept { digest_ = (digest_ ^ n) * 0x100000001B3; }

  std::span<std::byte> room_;
  std::size_t length_{0};
  std::uint64_t digest_{0xCBF29CE484222325};
  std::uint16_t type_{0};
};

/// A message of any version that decodes has the same fields when it is written by ours.
void read_message(std::span<const std::byte> bytes) {
  // The most entries of the widest groups, which grow to our lengths.
  static std::vector<std::byte> room(1 << 19), more(1 << 19);
  take_apart first{room};
  if (decode(bytes, first) != decode_result::handled) return;
  demand(wire::load_le<std::uint16_t>(bytes.data() + size_of_size + 2) == first.type());
  take_apart again{more};
  demand(decode(first.written(), again) == decode_result::handled);
  demand(again.type() == first.type() && again.digest() == first.digest());
  demand(std::equal(again.written().begin() + size_of_size, again.written().end(),
                    first.written().begin() + size_of_size, first.written().end()));
}

void read_packet(std::span<const std::byte> packet) {
  const auto header = read_header(packet);
  demand(header.has_value() == (packet.size() >= packet_header_size));
  if (!header) return;
  packet_messages messages{packet};
  const auto* at = packet.data() + packet_header_size;
  std::uint32_t given = 0;
  for (; const auto message = messages.next(); ++given) {
    demand(message->data() == at && message->size() >= message_header_size);
    at += message->size();
    demand(at <= packet.data() + packet.size());
    // A copy of its own, so that the sanitizer sees a read past the end.
    read_message(std::vector<std::byte>{message->begin(), message->end()});
  }
  demand(messages.malformed() == (at != packet.data() + packet.size()));
  const auto result = decode_packet(packet, [](const auto&) {});
  demand(result.handled + result.malformed + result.unknown_templates
         == given + (messages.malformed() ? 1 : 0));
}

} // namespace

/// Any bytes as packets, each behind its length in two bytes; and as one message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span rest{reinterpret_cast<const std::byte*>(data), size};
  read_message(std::vector<std::byte>{rest.begin(), rest.end()});
  while (rest.size() >= 2) {
    const std::size_t claimed = wire::load_le<std::uint16_t>(rest.data());
    rest = rest.subspan(2);
    const std::vector<std::byte> packet{
        rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(claimed, rest.size()))};
    rest = rest.subspan(packet.size());
    read_packet(packet);
  }
  return 0;
}
