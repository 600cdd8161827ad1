#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/tests/protocols/pillar/random_message.hpp"
#include "corelane/tests/protocols/pillar/tshark_fields.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

// Packets that our encoder makes, as tshark reads them with a public dissector. Neither comes with
// the source: CORELANE_DISSECTORS names the folder of the dissectors.

namespace corelane::pillar {
namespace {

namespace fs = std::filesystem;

/// Datagrams in a pcap file, each in as little IPv4 and Ethernet as tshark wants to see.
class pcap_file {
public:
  explicit pcap_file(const fs::path& path) : out_{path, std::ios::binary} {
    for (const std::uint32_t word : {0xA1B23C4DU, 0x00040002U, 0U, 0U, 65'535U, 1U}) put(word);
  }
  void add(std::span<const std::byte> payload) {
    const auto udp = static_cast<std::uint16_t>(payload.size() + 8);
    const auto ip = static_cast<std::uint16_t>(udp + 20);
    for (const std::uint32_t word : {0U, 0U, ip + 14U, ip + 14U}) put(word);
    put_big({0x0100, 0x5E01, 0x0203, 0x0200, 0, 1, 0x0800});
    put_big({0x4500, ip, 0, 0, 0x1011, 0, 0x0A00, 1, 0xEF01, 0x0203, 29'267, 29'267, udp, 0});
    out_.write(reinterpret_cast<const char*>(payload.data()),
               static_cast<std::streamsize>(payload.size()));
  }

private:
  void put(std::uint32_t word) { out_.write(reinterpret_cast<const char*>(&word), sizeof word); }
  void put_big(std::initializer_list<std::uint16_t> words) {
    for (const auto word : words)
      out_.put(static_cast<char>(word >> 8)).put(static_cast<char>(word));
  }

  std::ofstream out_;
};

std::string output_of(const std::string& command) {
  std::string text;
  auto* pipe = ::popen(command.c_str(), "r"); // NOLINT: a test's own command
  if (pipe == nullptr) return text;
  std::array<char, 4'096> chunk;
  for (std::size_t n; (n = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;)
    text.append(chunk.data(), n);
  ::pclose(pipe);
  return text;
}

TEST(dissector, reads_every_message_of_ours_as_it_was_meant) {
  const char* folder = std::getenv("CORELANE_DISSECTORS");
  if (folder == nullptr) GTEST_SKIP() << "no dissectors: set CORELANE_DISSECTORS";
  const auto script =
      fs::path{folder} / "Nyse_NyseEquities_IntegratedFeed_Pillar_v2_5_g_Dissector.lua";
  if (!fs::exists(script)) GTEST_SKIP() << "no " << script;
  if (output_of("tshark --version 2>/dev/null").empty()) GTEST_SKIP() << "no tshark";

  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  std::vector<std::vector<std::byte>> packets;
  std::array<std::byte, max_packet_size> buffer;
  packet_writer writer{buffer, static_cast<std::uint32_t>(random())};
  const auto flush = [&] {
    const auto packet = writer.finish({1'700'000'000'123'456'789});
    packets.emplace_back(packet.begin(), packet.end());
  };
  for (int round = 0; round < 20; ++round)
    all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
      auto m = random_message<Message>(random);
      // The dissectors show prices as they were before they had a sign.
      Message::fields(m, [](auto&... field) {
        const auto positive = []<class Field>(Field& f) {
          if constexpr (std::is_same_v<Field, wire_price>) f.numerator &= 0x7FFF'FFFF;
        };
        (positive(field), ...);
      });
      if (!writer.add(m)) {
        flush();
        ASSERT_TRUE(writer.add(m));
      }
    });
  flush();

  const auto pcap = fs::temp_directory_path() / ("pillar_" + std::to_string(seed) + ".pcap");
  {
    pcap_file file{pcap};
    for (const auto& packet : packets) file.add(packet);
  }
  const auto text = output_of("tshark -X lua_script:'" + script.string() + "' -r '" + pcap.string()
                              + "' -T json --no-duplicate-keys 2>/dev/null");
  fs::remove(pcap);
  const auto frames = tshark::json::parse(text, nullptr, false);
  ASSERT_TRUE(frames.is_array()) << "tshark gave no JSON";
  ASSERT_EQ(frames.size(), packets.size());
  std::set<int> types;
  for (std::size_t i = 0; i < packets.size(); ++i)
    tshark::compare_packet(packets[i], frames[i],
                           [&](int type, const auto&) { types.insert(type); });
  EXPECT_EQ(types.size(), all_messages::size);
}

} // namespace
} // namespace corelane::pillar
