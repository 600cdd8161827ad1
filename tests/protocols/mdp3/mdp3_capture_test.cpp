#include "corelane/hw/recording/packet_recording.hpp"
#include "corelane/tests/protocols/mdp3/tshark_fields.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <filesystem>
#include <map>

namespace corelane::mdp3 {
namespace {

namespace fs = std::filesystem;

class captures : public ::testing::Test {
protected:
  void SetUp() override {
    if (!fs::exists(folder_)) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  }

  /// All captures of a feed; how many messages of each template there were.
  std::map<int, int> compare_all(const std::string& feed) {
    std::map<int, int> messages;
    for (const auto& file : fs::directory_iterator{folder_ / feed})
      if (file.path().extension() == ".pcap") compare_file(file.path(), messages);
    return messages;
  }

private:
  static void compare_file(const fs::path& pcap, std::map<int, int>& messages) {
    SCOPED_TRACE(pcap.string());
    auto opened = hw::packet_recording::open(pcap.string());
    ASSERT_TRUE(std::holds_alternative<hw::packet_recording>(opened));
    auto& packets = std::get<hw::packet_recording>(opened);
    const auto name = fs::relative(pcap, support::shared_folder() + "/data").string();
    for (const auto& theirs : read_dissection(support::shared_file(name + ".json").value())) {
      const auto packet = packets.next();
      ASSERT_TRUE(packet);
      for (const auto type : expect_same_packet(theirs, packet->payload)) ++messages[type];
    }
    EXPECT_FALSE(packets.next());
  }

  fs::path folder_{support::shared_folder() + "/data/pcap"};
};

TEST_F(captures, of_version_5_agree_with_tshark_field_by_field) {
  EXPECT_EQ(compare_all("Cme.Mdp3.Sbe.v1.5"),
            (std::map<int, int>{{27, 2}, {29, 3}, {32, 6}, {35, 1}, {37, 2}, {42, 1}}));
}

TEST_F(captures, of_version_9_agree_with_tshark_field_by_field) {
  EXPECT_EQ(compare_all("Cme.Mdp3.Sbe.v1.9"),
            (std::map<int, int>{{37, 3}, {46, 8}, {47, 2}, {48, 2}}));
}

} // namespace
} // namespace corelane::mdp3
