#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corelane::hw {

/// Builds an Ethernet frame with a UDP datagram, byte by byte.
class test_frame {
public:
  std::vector<std::uint16_t> tags; ///< ethertypes of VLAN tags
  std::uint16_t ethertype{0x0800};
  std::string options;       ///< of IP, a multiple of 4
  std::uint16_t fragment{0}; ///< flags and offset
  std::uint8_t protocol{17};
  int extra_ip_length{0}; ///< added to the true length
  int extra_udp_length{0};
  std::size_t padding{0}; ///< behind the datagram
  std::string payload{"payload"};

  [[nodiscard]] std::vector<std::byte> build() const {
    std::vector<std::byte> out(12);
    for (const auto tag : tags) {
      put16(out, tag);
      put16(out, 5);
    }
    put16(out, ethertype);
    put8(out, static_cast<std::uint8_t>(0x45 + options.size() / 4));
    put8(out, 0);
    put16(out, static_cast<std::uint16_t>(28 + options.size() + payload.size() + extra_ip_length));
    put16(out, 0);
    put16(out, fragment);
    put8(out, 64);
    put8(out, protocol);
    put16(out, 0);
    put16(out, 0x0a00);
    put16(out, 0x0001);
    put16(out, 0xef01); // 239.1.2.3
    put16(out, 0x0203);
    put(out, options);
    put16(out, 999);
    put16(out, 26400);
    put16(out, static_cast<std::uint16_t>(8 + payload.size() + extra_udp_length));
    put16(out, 0);
    put(out, payload);
    out.resize(out.size() + padding);
    return out;
  }

private:
  static void put8(std::vector<std::byte>& out, std::uint8_t v) { out.push_back(std::byte{v}); }
  static void put16(std::vector<std::byte>& out, std::uint16_t v) {
    put8(out, static_cast<std::uint8_t>(v >> 8));
    put8(out, static_cast<std::uint8_t>(v & 0xff));
  }
  static void put(std::vector<std::byte>& out, std::string_view text) {
    for (const auto c : text) put8(out, static_cast<std::uint8_t>(c));
  }
};

} // namespace corelane::hw
