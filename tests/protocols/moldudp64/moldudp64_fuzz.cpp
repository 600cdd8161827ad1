#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using namespace corelane::moldudp64;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// The messages given lie in the packet, one behind the other, and with those lost they are as
/// many as its header says. Written again they make the same bytes.
void read_and_write_again(std::span<const std::byte> packet, const packet_header& header) {
  std::vector<std::byte> room(packet.size());
  packet_writer writer{room, header.session, header.sequence};
  message_blocks blocks{packet, header};
  const auto* at = packet.data() + header_size;
  while (const auto message = blocks.next()) {
    demand(message->data() == at + 2);
    at += 2 + message->size();
    demand(at <= packet.data() + packet.size());
    // Past what a writer takes there are only blocks without bytes, in vain.
    if (writer.count() == end_of_session_count - 1) return;
    std::ranges::copy(*message, writer.begin_message(message->size()).begin());
    writer.end_message(message->size());
  }
  demand(writer.count() + blocks.lost() == header.message_count());
  demand(blocks.malformed() == (blocks.lost() != 0));
  if (!blocks.malformed()) {
    const auto again = header.is_end_of_session() ? writer.finish_session() : writer.finish();
    demand(std::ranges::equal(again, packet.first(again.size())));
  }
}

} // namespace

/// Any bytes as packets, each behind its length in two bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span rest{reinterpret_cast<const std::byte*>(data), size};
  while (rest.size() >= 2) {
    const std::size_t claimed = corelane::wire::load_be<std::uint16_t>(rest.data());
    rest = rest.subspan(2);
    // A copy of its own, so that the sanitizer sees a read past the end.
    const std::vector<std::byte> packet{rest.begin(),
                                        rest.begin() + std::min(claimed, rest.size())};
    rest = rest.subspan(packet.size());
    if (const auto header = read_header(packet))
      read_and_write_again(packet, *header);
    else
      demand(packet.size() < header_size);
  }
  return 0;
}
