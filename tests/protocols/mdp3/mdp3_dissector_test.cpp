#include "corelane/protocols/mdp3/packet_writer.hpp"
#include "corelane/tests/protocols/mdp3/random_message.hpp"
#include "corelane/tests/protocols/mdp3/tshark_fields.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

// Packets that our encoder makes, as tshark reads them with a public dissector. Neither comes with
// the source: CORELANE_DISSECTORS names the folder of the dissectors.

namespace corelane::mdp3 {
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

/// Writes datagrams as a pcap file of bare IPv4 packets.
class bare_pcap {
public:
  explicit bare_pcap(const fs::path& path) : out_{path, std::ios::binary} {
    for (const std::uint32_t word : {0xA1B2C3D4U, 0x00040002U, 0U, 0U, 0xFFFFU, 228U}) le(word);
  }
  void add(std::span<const std::byte> payload) {
    const auto length = static_cast<std::uint32_t>(28 + payload.size());
    for (const std::uint32_t word : {0U, 0U, length, length}) le(word);
    for (const std::uint32_t word : {0x4500'0000U | length, 0U, 0x4011'0000U, 0x0A00'0001U,
                                     0xE000'1C14U, 14'361U << 16 | 14'361U, (length - 20) << 16})
      le(wire::byte_swapped(word));
    out_.write(reinterpret_cast<const char*>(payload.data()),
               static_cast<std::streamsize>(payload.size()));
  }

private:
  void le(std::uint32_t word) { out_.write(reinterpret_cast<const char*>(&word), 4); }

  std::ofstream out_;
};

/// tshark shows numbers with a fraction as doubles, and text to its first odd character: values
/// that it can show.
struct plausible {
  template <class Decimal>
  requires requires { Decimal::exponent; }
  void operator()(Decimal& d) const {
    if constexpr (sizeof d.mantissa == 8)
      if (d.has_value()) d.mantissa %= 10'000'000'000;
  }
  template <class Enum>
  requires std::is_same_v < std::underlying_type_t<Enum>,
  char > void operator()(Enum& e) const {
    e = static_cast<Enum>('A' + static_cast<unsigned char>(e) % 26);
  }
  void operator()(timestamp& t) const { t.ns &= INT64_MAX; }
  void operator()(auto&) const {}
};

class mdp3_dissectors : public ::testing::Test {
protected:
  void SetUp() override {
    const char* folder = std::getenv("CORELANE_DISSECTORS");
    if (folder == nullptr) GTEST_SKIP() << "no dissectors: set CORELANE_DISSECTORS";
    if (output_of("tshark --version 2>/dev/null").empty()) GTEST_SKIP() << "no tshark";
    folder_ = folder;
    pcap_ = fs::temp_directory_path() / ("mdp3_dissector." + std::to_string(::getpid()));
  }
  void TearDown() override {
    if (!pcap_.empty()) fs::remove(pcap_);
  }

  template <class Message>
  static bytes packet_of(std::mt19937_64& random, std::uint16_t version) {
    auto made = random_message<Message>(random, 3);
    const auto shorten = [](auto& fields) {
      std::remove_reference_t<decltype(fields)>::fields(
          fields, [](auto, auto& field) { plausible{}(field); });
    };
    shorten(made.message);
    std::apply(
        [&](auto&... entries) { (std::for_each(entries.begin(), entries.end(), shorten), ...); },
        made.entries);
    bytes room(max_packet_size);
    packet_writer writer{room, 7};
    const bool fits = std::apply(
        [&](const auto&... entries) { return writer.add(made.message, entries...); }, made.entries);
    EXPECT_TRUE(fits);
    const auto packet = writer.finish({1'700'000'000'123'456'789});
    bytes own{packet.begin(), packet.end()};
    wire::store_le(own.data() + packet_header_size + 8, version);
    return own;
  }

  /// Packets of one message of each template that `known` takes, five of each, as `version` has
  /// them; which templates tshark read.
  template <class Known>
  void compare(const std::string& dissector, std::uint16_t version, Known&& known) {
    const auto script = fs::path{folder_} / dissector;
    if (!fs::exists(script)) GTEST_SKIP() << "no dissector " << dissector;
    std::mt19937_64 random{1};
    std::vector<bytes> packets;
    std::set<int> templates, seen;
    all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
      if (!known(Message::type)) return;
      templates.insert(Message::type);
      for (int i = 0; i < 5; ++i) packets.push_back(packet_of<Message>(random, version));
    });
    {
      bare_pcap file{pcap_};
      for (const auto& p : packets) file.add(p);
    }
    const auto theirs =
        read_dissection(output_of("tshark -X lua_script:'" + script.string() + "' -r '"
                                  + pcap_.string() + "' -T json --no-duplicate-keys 2>/dev/null"));
    ASSERT_EQ(theirs.size(), packets.size());
    for (std::size_t i = 0; i < packets.size(); ++i)
      for (const auto type : expect_same_packet(theirs[i], packets[i])) seen.insert(type);
    EXPECT_EQ(seen, templates);
  }

  std::string folder_;
  fs::path pcap_;
};

TEST_F(mdp3_dissectors, of_version_13_read_what_we_send) {
  // It reads fx_definition's min_lot, of 64 bits in the exchange's schema, as one of 32.
  compare("Cme_Globex_Mdp3_Sbe_v1_13_Dissector.lua", 13, [](int type) {
    const bool current = type <= 16 || type == 30 || type == 37 || type == 39 || type >= 46;
    return current && type != fx_definition::type;
  });
}

TEST_F(mdp3_dissectors, of_version_9_read_what_both_versions_have) {
  // Definitions have grown since; prices of the old set it takes for those of the new.
  compare("Cme_Globex_Mdp3_Sbe_v1_9_Dissector.lua", 9,
          [](int type) { return type >= 46 && type <= 53; });
}

TEST_F(mdp3_dissectors, of_version_8_read_the_old_messages) {
  compare("Cme_Globex_Mdp3_Sbe_v1_8_Dissector.lua", 8,
          [](int type) { return type <= 44 && type != trade_old::type; });
}

TEST_F(mdp3_dissectors, of_version_5_read_single_trades) {
  compare("Cme_Globex_Mdp3_Sbe_v1_5_Dissector.lua", 5,
          [](int type) { return type == trade_old::type || type == security_status::type; });
}

} // namespace
} // namespace corelane::mdp3
