#include "corelane/protocols/itch50/decoder.hpp"
#include "corelane/protocols/moldudp64/packet_reader.hpp"

#include <cstdint>
#include <cstdlib>

/// Any bytes as a MoldUDP64 packet of ITCH messages: nothing is read outside them, and a message
/// that decodes is written back byte for byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace corelane;
  const std::span bytes{reinterpret_cast<const std::byte*>(data), size};
  const auto header = moldudp64::read_header(bytes);
  if (!header) return 0;
  moldudp64::message_blocks blocks{bytes, *header};
  while (const auto message = blocks.next())
    itch50::decode(*message, [&]<class Message>(const Message& m) {
      std::byte again[64];
      if (std::memcmp(again, message->data(), itch50::write(m, again)) != 0) std::abort();
    });
  return 0;
}
