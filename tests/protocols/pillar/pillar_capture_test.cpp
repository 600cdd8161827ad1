#include "corelane/hw/recording/packet_recording.hpp"
#include "corelane/tests/protocols/pillar/tshark_fields.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <filesystem>

namespace corelane::pillar {
namespace {

namespace fs = std::filesystem;

class captures : public ::testing::Test {
protected:
  void SetUp() override {
    if (!fs::exists(folder_)) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  }

  /// All captures of a feed; how many messages of each type there were.
  std::map<int, int> compare_all(const std::string& feed) {
    std::map<int, int> messages;
    for (const auto& file : fs::directory_iterator{folder_ / feed})
      if (file.path().extension() == ".pcap") compare_file(file.path(), messages);
    return messages;
  }

  std::map<std::string, std::string> skipped_;

private:
  void compare_file(const fs::path& pcap, std::map<int, int>& messages) {
    SCOPED_TRACE(pcap.string());
    auto opened = hw::packet_recording::open(pcap.string());
    ASSERT_TRUE(std::holds_alternative<hw::packet_recording>(opened));
    auto& packets = std::get<hw::packet_recording>(opened);
    const auto name = fs::relative(pcap, support::shared_folder() + "/data").string();
    for (const auto& frame : tshark::json::parse(support::shared_file(name + ".json").value())) {
      const auto packet = packets.next();
      ASSERT_TRUE(packet);
      tshark::compare_packet(packet->payload, frame, [&](int type, const auto& skipped) {
        ++messages[type];
        skipped_.insert(skipped.begin(), skipped.end());
      });
    }
    EXPECT_FALSE(packets.next());
  }

  fs::path folder_{support::shared_folder() + "/data/pcap"};
};

TEST_F(captures, of_pillar_2_5_agree_with_tshark_field_by_field) {
  const auto messages = compare_all("Nyse.IntegratedFeed.Pillar.v2.5");
  EXPECT_EQ(messages, (std::map<int, int>{{2, 1},
                                          {34, 1},
                                          {100, 1},
                                          {102, 1},
                                          {103, 1},
                                          {104, 1},
                                          {105, 1},
                                          {110, 1},
                                          {111, 1},
                                          {223, 1}}));
  // The dissector has the widths of these wrong; this is what stands on the wire.
  EXPECT_EQ(skipped_,
            (std::map<std::string, std::string>{
                {"unpairedqty", "1100"}, {"unpairedside", "B"}, {"significantimbalance", " "}}));
}

TEST_F(captures, of_xdp_2_1_agree_with_tshark_field_by_field) {
  const auto messages = compare_all("Nyse.IntegratedFeed.Xdp.v2.1");
  EXPECT_EQ(messages,
            (std::map<int, int>{
                {1, 1}, {2, 1}, {3, 1}, {34, 1}, {100, 1}, {103, 1}, {104, 1}, {105, 1}}));
  EXPECT_TRUE(skipped_.empty());
}

} // namespace
} // namespace corelane::pillar
