#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/packet_reader.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/protocols/pillar/source_clock.hpp"
#include "corelane/protocols/pillar/symbol_table.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using namespace corelane::pillar;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// A message that decodes is written back byte for byte, up to what an odd length cuts through;
/// the state that decoding needs takes any of them.
struct check {
  std::span<const std::byte> bytes;
  symbol_table& symbols;
  source_clock& clock;

  template <class Message>
  void operator()(const Message& m) const {
    demand(wire_size_of(Message::type) == Message::wire_size);
    std::byte again[Message::wire_size];
    const auto length = write_short(m, again, bytes.size());
    demand(length <= bytes.size());
    std::size_t offset = message_header_size;
    const auto same = [&](const auto& field) {
      const auto end = offset + sizeof field;
      if (end <= bytes.size())
        demand(std::equal(again + offset, again + end, bytes.data() + offset));
      offset = end;
    };
    Message::fields(m, [&](const auto&... field) { (same(field), ...); });
    use(m);
  }
  void use(const symbol_mapping& m) const {
    const auto outcome = symbols.take(m);
    const bool refused = outcome == symbol_table::outcome::out_of_range
                         || outcome == symbol_table::outcome::bad_scale;
    demand(refused || symbols.find(m.symbol_index)->symbol == m.symbol);
  }
  void use(const source_time_reference& m) const {
    if (clock.take(m)) (void)clock.at(static_cast<std::uint8_t>(m.id), m.symbol_seq_num, {});
  }
  template <class Message>
  void use(const Message& m) const {
    if constexpr (requires { m.symbol_index, m.price; })
      if (const auto* symbol = symbols.find(m.symbol_index))
        demand(symbol->scale.to_wire(symbol->scale(m.price)) == m.price);
  }
};

/// The messages given lie in the packet, one behind the other, and with those lost they are as
/// many as its header says. Written again they make the same packet.
void take(std::span<const std::byte> packet, symbol_table& symbols, source_clock& clock) {
  const auto header = read_header(packet);
  demand(header.has_value() == (packet.size() >= packet_header_size));
  if (!header) return;
  std::vector<std::byte> room(packet.size());
  packet_writer writer{room, header->sequence};
  packet_messages messages{packet, *header};
  const auto* at = packet.data() + packet_header_size;
  bool fits = true;
  int given = 0;
  for (; const auto message = messages.next(); ++given) {
    demand(message->data() == at && message->size() >= message_header_size);
    at += message->size();
    demand(at <= packet.data() + packet.size());
    decode(*message, check{*message, symbols, clock});
    fits = fits && writer.add_written(*message);
  }
  demand(given + messages.lost() == header->count);
  if (messages.malformed() || !fits || header->send_nanoseconds >= 1'000'000'000) return;
  const auto again = writer.finish(header->send_time(), header->flag);
  demand(std::equal(again.begin() + 2, again.end(), packet.begin() + 2));
}

} // namespace

/// Any bytes as packets, each behind its length in two bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span rest{reinterpret_cast<const std::byte*>(data), size};
  symbol_table symbols{64};
  source_clock clock;
  while (rest.size() >= 2) {
    const std::size_t claimed = corelane::wire::load_le<std::uint16_t>(rest.data());
    rest = rest.subspan(2);
    // A copy of its own, so that the sanitizer sees a read past the end.
    const std::vector<std::byte> packet{
        rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(claimed, rest.size()))};
    rest = rest.subspan(packet.size());
    take(packet, symbols, clock);
  }
  return 0;
}
