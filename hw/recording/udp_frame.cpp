#include "corelane/hw/recording/udp_frame.hpp"

#include "corelane/protocols/wire/byte_order.hpp"

namespace corelane::hw {

namespace {

using bytes = std::span<const std::byte>;
using verdict = udp_frame::verdict;

constexpr std::size_t addresses_size = 12; // of Ethernet
constexpr std::size_t udp_size = 8;
constexpr std::uint16_t ipv4 = 0x0800;
constexpr std::uint8_t udp = 17;

std::uint16_t be16(bytes from, std::size_t at) noexcept {
  return wire::load_be<std::uint16_t>(from.data() + at);
}

bool is_vlan_tag(std::uint16_t ethertype) noexcept {
  return ethertype == 0x8100 || ethertype == 0x88a8 || ethertype == 0x9100;
}

/// What follows the Ethernet header, if it is IPv4.
bytes ipv4_packet(bytes frame) noexcept {
  auto at = addresses_size;
  for (int tags = 0; at + 2 <= frame.size(); at += 4, ++tags) {
    const auto ethertype = be16(frame, at);
    if (ethertype == ipv4) return frame.subspan(at + 2);
    if (!is_vlan_tag(ethertype) || tags == 2) break;
  }
  return {};
}

} // namespace

udp_frame parse_udp_frame(bytes frame) noexcept {
  const auto packet = ipv4_packet(frame);
  if (packet.empty()) return {};
  const auto version = std::to_integer<unsigned>(packet[0]) >> 4;
  const auto header = (std::to_integer<std::size_t>(packet[0]) & 0xf) * 4;
  if (version != 4 || header < 20 || packet.size() < header) return {verdict::malformed};
  const std::size_t length = be16(packet, 2);
  if (length < header || length > packet.size()) return {verdict::malformed};
  if (std::to_integer<std::uint8_t>(packet[9]) != udp) return {};
  if ((be16(packet, 6) & 0x3fff) != 0) return {verdict::fragment};
  // The frame may be padded; the datagram ends where its own length says.
  const auto datagram = packet.subspan(header, length - header);
  if (datagram.size() < udp_size) return {verdict::malformed};
  const std::size_t udp_length = be16(datagram, 4);
  if (udp_length < udp_size || udp_length > datagram.size()) return {verdict::malformed};
  return {verdict::datagram,
          {wire::load_be<std::uint32_t>(packet.data() + 16), be16(datagram, 2)},
          datagram.subspan(udp_size, udp_length - udp_size)};
}

} // namespace corelane::hw
