#include "corelane/hw/recording/packet_recording.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/tests/protocols/pitch/tshark_fields.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string>

// Captures of the three markets beside what tshark made of them.

namespace corelane::pitch {
namespace {

namespace fs = std::filesystem;
using counts = std::map<int, int>; // by type

/// What the encoder makes of what the decoder read is what was captured.
template <market In>
void expect_same_bytes(std::span<const std::byte> packet) {
  unit_messages messages{packet, read_header(packet).value()};
  while (const auto message = messages.next())
    decode<In>(*message, [&](const auto& m) {
      std::array<std::byte, 128> again{};
      const auto length = std::min(write<In>(m, again.data()), message->size());
      EXPECT_TRUE(std::equal(again.begin() + 1, again.begin() + length, message->begin() + 1));
    });
}

template <market In>
void compare_file(const fs::path& pcap, counts& types) {
  SCOPED_TRACE(pcap.string());
  auto opened = hw::packet_recording::open(pcap.string());
  ASSERT_TRUE(std::holds_alternative<hw::packet_recording>(opened));
  auto& packets = std::get<hw::packet_recording>(opened);
  const auto name = fs::relative(pcap, support::shared_folder() + "/data").string();
  for (const auto& theirs : read_dissection(support::shared_file(name + ".json").value())) {
    const auto packet = packets.next();
    ASSERT_TRUE(packet);
    for (const auto type : expect_same_packet<In>(theirs, packet->payload)) ++types[type];
    expect_same_bytes<In>(packet->payload);
  }
  EXPECT_FALSE(packets.next());
}

template <market In>
counts compare_folder(const std::string& feed) {
  counts types;
  for (const auto& file : fs::directory_iterator{support::shared_folder() + "/data/pcap/" + feed})
    if (file.path().extension() == ".pcap") compare_file<In>(file.path(), types);
  return types;
}

TEST(captures, of_cboe_agree_with_tshark_field_by_field) {
  if (!fs::exists(support::shared_folder() + "/data/pcap"))
    GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  EXPECT_EQ(compare_folder<market::equities>("Cboe.Byx.Equities.DepthOfBook.Pitch.v2.41"),
            (counts{{0x20, 3}, {0x22, 9}, {0x28, 1}}));
  EXPECT_EQ(compare_folder<market::options>("Cboe.Options.DepthOfBook.Pitch.v2.39.4"),
            (counts{{0x20, 3}, {0x21, 1}, {0x27, 1}, {0x29, 1}}));
  EXPECT_EQ(compare_folder<market::futures>("Cboe.Futures.DepthOfBook.Pitch.v1.1.6"),
            (counts{{0x20, 1}, {0x22, 1}, {0x28, 2}, {0x29, 1}, {0x31, 16}, {0xBB, 1}}));
}

} // namespace
} // namespace corelane::pitch
