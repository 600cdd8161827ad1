#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

namespace {

using namespace corelane::pitch;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Whether a price was too large for its form, and so is not what stood there.
struct out_of_range {
  bool found{false};
  void operator()(const long_price& p) {
    found |= p.ten_thousandths == std::numeric_limits<std::int64_t>::max();
  }
  void operator()(const auto&) {}
};

/// How many bytes of a message of `length` are whole fields: what is cut is not read.
template <market In, class Message>
std::size_t whole_fields(const Message& m, std::size_t length) {
  std::size_t end = message_header_size;
  const auto add = [&]<class Field>(const Field&) {
    if (end + layout::width<Field> <= length) end += layout::width<Field>;
  };
  Message::template fields<In>(m, [&](auto&&... f) { (add(f), ...); });
  return end;
}

/// Legs are written to their own place, but they are the same.
void write_legs_again(const futures_instrument_definition& m, std::span<const std::byte> written) {
  const auto result = decode<market::futures>(written, [&](const auto& decoded) {
    if constexpr (requires { decoded.legs(); })
      demand(std::ranges::equal(decoded.legs(), m.legs()));
    else
      demand(false);
  });
  demand(result == decode_result::handled);
}

/// A message that decodes is written back byte for byte, and what was written decodes to the same.
template <market In, class Message>
void write_again(const Message& m, std::span<const std::byte> bytes) {
  std::byte again[largest_size<Message, In>];
  const auto length = write<In>(m, again);
  demand(length <= sizeof again);
  if constexpr (requires { m.legs(); }) {
    if (m.leg_count != 0) return write_legs_again(m, std::span{again}.first(length));
  }
  out_of_range price;
  Message::template fields<In>(m, [&](auto&&... f) { (price(f), ...); });
  const auto known = std::min(length, whole_fields<In>(m, bytes.size()));
  demand(price.found || std::memcmp(again + 1, bytes.data() + 1, known - 1) == 0);
  const auto result = decode<In>(std::span{again}.first(length), [&](const auto& decoded) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(decoded)>, Message>)
      demand(decoded == m);
    else
      demand(false);
  });
  demand(result == decode_result::handled);
}

template <market In>
void read_packet(std::span<const std::byte> packet, const unit_header& header) {
  unit_messages messages{packet, header};
  const auto* at = packet.data() + unit_header_size;
  unsigned given = 0;
  while (const auto message = messages.next()) {
    demand(message->data() == at && message->size() >= message_header_size);
    at += message->size();
    demand(at <= packet.data() + std::min<std::size_t>(packet.size(), header.length));
    ++given;
    // A copy of its own, so that the sanitizer sees a read past the end.
    const std::vector<std::byte> bytes{message->begin(), message->end()};
    decode<In>(bytes, [&](const auto& m) { write_again<In>(m, bytes); });
  }
  demand(given + messages.lost() == header.count);
}

} // namespace

/// Any bytes as a TCP stream of blocks, each of which is read as a packet of each market; what is
/// left, as a packet cut short.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span rest{reinterpret_cast<const std::byte*>(data), size};
  while (!rest.empty()) {
    const auto block = next_block(rest);
    const auto length = block.state == stream_state::block ? block.length : rest.size();
    demand(length > 0 && length <= rest.size());
    const std::vector<std::byte> packet{rest.begin(), rest.begin() + length};
    rest = rest.subspan(length);
    if (const auto header = read_header(packet)) {
      read_packet<market::equities>(packet, *header);
      read_packet<market::options>(packet, *header);
      read_packet<market::futures>(packet, *header);
    } else {
      demand(block.state != stream_state::block);
    }
  }
  return 0;
}
