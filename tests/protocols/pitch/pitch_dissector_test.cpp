#include "corelane/protocols/pitch/packet_writer.hpp"
#include "corelane/tests/protocols/pitch/any_message.hpp"
#include "corelane/tests/protocols/pitch/tshark_fields.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

// Packets that our encoder makes, as tshark reads them with a public dissector. Neither comes with
// the source: CORELANE_DISSECTORS names the folder of the dissectors.

namespace corelane::pitch {
namespace {

namespace fs = std::filesystem;
using bytes = std::vector<std::byte>;

std::string output_of(const std::string& command) {
  std::string text;
  auto* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  char chunk[4'096];
  for (std::size_t n; (n = std::fread(chunk, 1, sizeof chunk, pipe)) > 0;) text.append(chunk, n);
  ::pclose(pipe);
  return text;
}

/// Writes datagrams, or segments of TCP, as a pcap file of bare IPv4 packets; each on a port of its
/// own, so that tshark makes no stream of them.
class bare_pcap {
public:
  explicit bare_pcap(const fs::path& path) : out_{path, std::ios::binary} {
    for (const std::uint32_t word : {0xA1B2C3D4U, 0x00040002U, 0U, 0U, 0xFFFFU, 228U}) le(word);
  }
  void add(std::span<const std::byte> payload, bool tcp) {
    const auto transport = tcp ? 20U : 8U;
    const auto length = static_cast<std::uint32_t>(20 + transport + payload.size());
    for (const std::uint32_t word : {packets_, 0U, length, length}) le(word);
    be(0x4500'0000U | length);
    be(0);
    be(tcp ? 0x4006'0000U : 0x4011'0000U);
    be(0x0A00'0001U);
    be(0x0A00'0002U);
    be((30'000U + packets_++) << 16 | 30'501U);
    if (tcp)
      for (const std::uint32_t word : {1U, 1U, 0x5018'FFFFU, 0U}) be(word);
    else
      be(static_cast<std::uint32_t>(8 + payload.size()) << 16);
    out_.write(reinterpret_cast<const char*>(payload.data()),
               static_cast<std::streamsize>(payload.size()));
  }

private:
  void le(std::uint32_t word) { out_.write(reinterpret_cast<const char*>(&word), 4); }
  void be(std::uint32_t word) { le(wire::byte_swapped(word)); }

  std::ofstream out_;
  std::uint32_t packets_{0};
};

/// What one dissector reads of the messages that it knows.
struct reader {
  const char* script;
  bool tcp;
  std::set<int> types;
};

class dissectors : public ::testing::Test {
protected:
  void SetUp() override {
    const char* folder = std::getenv("CORELANE_DISSECTORS");
    if (folder == nullptr) GTEST_SKIP() << "no dissectors: set CORELANE_DISSECTORS";
    if (output_of("tshark --version 2>/dev/null").empty()) GTEST_SKIP() << "no tshark";
    folder_ = folder;
    pcap_ = fs::temp_directory_path() / ("pitch_dissector." + std::to_string(::getpid()));
  }
  void TearDown() override {
    if (!pcap_.empty()) fs::remove(pcap_);
  }

  /// One packet for each type of `r`, five times over.
  template <market In>
  std::vector<bytes> packets_for(const reader& r) {
    std::mt19937_64 random{1};
    std::vector<bytes> packets;
    all_messages::for_each([&]<class M>(std::type_identity<M>) {
      if constexpr (M::sent_in.has(In)) {
        for (int i = 0; r.types.contains(M::type) && i < 5; ++i) {
          bytes room(256);
          packet_writer writer{room, 0, r.tcp ? unsequenced : 77};
          writer.end_message(write<In>(plausible<M, In>(random),
                                       writer.begin_message(largest_size<M, In>).data()));
          const auto packet = writer.finish();
          packets.emplace_back(packet.begin(), packet.end());
        }
      }
    });
    return packets;
  }
  /// tshark shows numbers with a fraction as doubles: keep them within what those say exactly. The
  /// dissector of futures takes short prices for unsigned, which the specification does not.
  template <class M, market In>
  static M plausible(std::mt19937_64& random) {
    auto m = random_message<M, In>(random);
    M::template fields<In>(m, [](auto&&... f) { (shorten(f), ...); });
    return m;
  }
  static void shorten(long_price& p) { p.ten_thousandths %= 10'000'000'000; }
  static void shorten(short_price& p) { p.hundredths = std::abs(p.hundredths); }
  template <class Other>
  static void shorten(Other&&) {}

  template <market In>
  void compare(const reader& r) {
    const auto script = fs::path{folder_} / r.script;
    SCOPED_TRACE(r.script);
    if (!fs::exists(script)) GTEST_SKIP() << "no dissector " << r.script;
    const auto packets = packets_for<In>(r);
    {
      bare_pcap file{pcap_};
      for (const auto& p : packets) file.add(p, r.tcp);
    }
    const auto text = output_of("tshark -X lua_script:'" + script.string() + "' -r '"
                                + pcap_.string() + "' -T json --no-duplicate-keys 2>/dev/null");
    const auto theirs = read_dissection(text);
    ASSERT_EQ(theirs.size(), packets.size());
    std::set<int> seen;
    for (std::size_t i = 0; i < packets.size(); ++i)
      for (const auto type : expect_same_packet<In>(theirs[i], packets[i])) seen.insert(type);
    EXPECT_EQ(seen, r.types);
  }

  std::string folder_;
  fs::path pcap_;
};

TEST_F(dissectors, read_what_we_send_as_byx) {
  compare<market::equities>({"Cboe_ByxEquities_MulticastDepthOfBook_Pitch_v2_41_64_Dissector.lua",
                             false,
                             {0x20, 0x97, 0x21, 0x22, 0x2F, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28,
                              0x29, 0x2A, 0x2B, 0x30, 0x2C, 0x2D, 0x31, 0x95, 0x96, 0x98}});
}

TEST_F(dissectors, read_what_we_send_as_c1) {
  compare<market::options>(
      {"Cboe_C1Options_MulticastDepthOfBook_Pitch_v2_41_64_Dissector.lua",
       false,
       {0xB1, 0x20, 0x97, 0xBC, 0xBD, 0x21, 0x22, 0x2F, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29,
        0x2A, 0x2B, 0x30, 0x2C, 0x2D, 0x2E, 0x31, 0xD2, 0xD1, 0x96, 0xAD, 0xAE, 0xAF, 0x9D, 0x9E}});
}

TEST_F(dissectors, read_what_we_send_as_cfe) {
  compare<market::futures>(
      {"Cboe_CfeFutures_MulticastDepthOfBook_Pitch_v1_2_19_Dissector.lua",
       false,
       {0xB1, 0x20, 0x97, 0xBB, 0xFA, 0xBE, 0x21, 0x22, 0x23, 0x25, 0x26, 0x27,
        0x28, 0x29, 0x2A, 0x2B, 0xBC, 0xBD, 0x2C, 0xB9, 0xD3, 0xBA, 0x31, 0x2D}});
}

TEST_F(dissectors, read_what_we_send_as_a_spin_server) {
  compare<market::futures>({"Cboe_CfeFutures_MulticastDepthOfBook_Spin_v1_2_19_Dissector.lua",
                            true,
                            {0x01, 0x02, 0x80, 0x81, 0x82, 0x83}});
  compare<market::options>({"Cboe_C1Options_Complex_Spin_v2_1_61_Dissector.lua",
                            true,
                            {0x01, 0x02, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86}});
}

} // namespace
} // namespace corelane::pitch
