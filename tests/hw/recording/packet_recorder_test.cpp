#include "corelane/hw/recording/packet_recorder.hpp"

#include "corelane/hw/recording/packet_recording.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace corelane::hw {
namespace {

struct kept {
  endpoint to;
  std::vector<std::byte> payload;
  timestamp at;
};

class packet_recorder_test : public ::testing::Test {
protected:
  ~packet_recorder_test() override { std::remove(path.c_str()); }

  std::vector<kept> read_back() {
    std::vector<kept> all;
    auto opened = packet_recording::open(path);
    if (auto* error = std::get_if<std::string>(&opened)) {
      ADD_FAILURE() << *error;
      return all;
    }
    auto& recording = std::get<packet_recording>(opened);
    while (const auto p = recording.next())
      all.push_back({p->destination, {p->payload.begin(), p->payload.end()}, p->capture_time});
    EXPECT_EQ(recording.error(), "");
    EXPECT_EQ(recording.read().malformed, 0U);
    return all;
  }

  std::string path = ::testing::TempDir() + "recorder-" + std::to_string(::getpid()) + ".pcapng";
};

TEST_F(packet_recorder_test, what_was_recorded_is_read_back_with_its_stamp_to_the_nanosecond) {
  std::mt19937_64 random{7};
  std::vector<kept> all;
  {
    auto made = packet_recorder::open({path, 1U << 20});
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<packet_recorder>>(made));
    auto& recorder = *std::get<std::unique_ptr<packet_recorder>>(made);
    for (int i = 0; i < 5'000; ++i) {
      kept k{{0xEFC00000U + static_cast<std::uint32_t>(random() % 7), 26'400},
             std::vector<std::byte>(random() % 1'400),
             {1'577'700'000'000'000'000 + static_cast<std::int64_t>(random() % 1'000'000'000)}};
      for (auto& b : k.payload) b = static_cast<std::byte>(random());
      const auto lost = recorder.lost();
      recorder.record(k.to, k.payload, k.at);
      while (recorder.lost() != lost) { // the buffer was full: once more
        std::this_thread::yield();
        const auto before = recorder.lost();
        recorder.record(k.to, k.payload, k.at);
        if (recorder.lost() == before) break;
      }
      all.push_back(std::move(k));
    }
    EXPECT_EQ(recorder.recorded(), 5'000U);
  }
  const auto read = read_back();
  ASSERT_EQ(read.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(read[i].to, all[i].to) << i;
    ASSERT_EQ(read[i].at, all[i].at) << i;
    ASSERT_EQ(read[i].payload, all[i].payload) << i;
  }
}

TEST_F(packet_recorder_test, what_does_not_fit_is_counted_and_never_half_written) {
  std::uint64_t recorded = 0;
  {
    auto made = packet_recorder::open({path, 0});
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<packet_recorder>>(made));
    auto& recorder = *std::get<std::unique_ptr<packet_recorder>>(made);
    const std::vector<std::byte> large(9'000);
    for (int i = 0; i < 2'000; ++i) recorder.record({0xEFC00001U, 1}, large, {i});
    recorded = recorder.recorded();
    EXPECT_EQ(recorded + recorder.lost(), 2'000U);
    EXPECT_GT(recorder.lost(), 0U);
  }
  EXPECT_EQ(read_back().size(), recorded);
}

TEST_F(packet_recorder_test, a_folder_that_is_not_there_is_one_clear_error) {
  auto made = packet_recorder::open({"/nowhere/at/all.pcapng", 0});
  ASSERT_TRUE(std::holds_alternative<std::string>(made));
  EXPECT_NE(std::get<std::string>(made).find("/nowhere/at/all.pcapng"), std::string::npos);
}

TEST_F(packet_recorder_test, a_full_disk_fails_and_holds_nobody_up) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full here";
  auto made = packet_recorder::open({"/dev/full", 0});
  // The header does not fit either.
  EXPECT_TRUE(std::holds_alternative<std::string>(made));
}

} // namespace
} // namespace corelane::hw
