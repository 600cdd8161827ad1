#include "corelane/hw/recording/packet_recording.hpp"
#include "corelane/tests/hw/recording/test_frame.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace corelane::hw {
namespace {

using testing::HasSubstr;

/// Writes a pcap file, byte by byte.
class pcap_writer {
public:
  pcap_writer(const std::string& path, std::uint32_t magic, std::uint32_t link = 1)
      : out_{path, std::ios::binary} {
    put(magic);
    put(0x00040002);
    put(0);
    put(0);
    put(65535);
    put(link);
  }
  void add(const std::vector<std::byte>& frame, std::uint32_t seconds, std::uint32_t fraction,
           std::size_t captured = SIZE_MAX) {
    captured = std::min(captured, frame.size());
    put(seconds);
    put(fraction);
    put(static_cast<std::uint32_t>(captured));
    put(static_cast<std::uint32_t>(frame.size()));
    out_.write(reinterpret_cast<const char*>(frame.data()), static_cast<long>(captured));
  }

private:
  void put(std::uint32_t v) { out_.write(reinterpret_cast<const char*>(&v), sizeof v); }
  std::ofstream out_;
};

constexpr std::uint32_t microseconds = 0xa1b2c3d4;
constexpr std::uint32_t nanoseconds = 0xa1b23c4d;

struct recording_file : testing::Test {
  const std::string path = testing::TempDir() + "corelane_pcap_" + std::to_string(::getpid());
  void TearDown() override { std::remove(path.c_str()); }
};

packet_recording opened(const std::string& path) {
  auto made = packet_recording::open(path);
  if (auto* error = std::get_if<std::string>(&made)) throw std::runtime_error{*error};
  return std::get<packet_recording>(std::move(made));
}

std::string open_error(const std::string& path) {
  const auto made = packet_recording::open(path);
  const auto* error = std::get_if<std::string>(&made);
  return error == nullptr ? "opened" : *error;
}

TEST_F(recording_file, gives_each_datagram_with_time_and_destination_whatever_the_precision) {
  for (const auto magic : {microseconds, nanoseconds}) {
    {
      pcap_writer out{path, magic};
      out.add(test_frame{}.build(), 1'577'716'200, 230);
    }
    auto recording = opened(path);
    const auto p = recording.next();
    ASSERT_TRUE(p);
    EXPECT_EQ(p->capture_time.ns,
              1'577'716'200'000'000'000 + (magic == microseconds ? 230'000 : 230));
    EXPECT_EQ(to_string(p->destination), "239.1.2.3:26400");
    EXPECT_EQ(p->payload.size(), 7u);
    EXPECT_FALSE(recording.next());
    EXPECT_EQ(recording.error(), "");
  }
}

TEST_F(recording_file, skips_and_counts_what_is_no_datagram) {
  test_frame tcp;
  tcp.protocol = 6;
  test_frame part;
  part.fragment = 0x2000;
  test_frame bad;
  bad.extra_udp_length = 99;
  {
    pcap_writer out{path, nanoseconds};
    out.add(tcp.build(), 1, 0);
    out.add(part.build(), 2, 0);
    out.add(bad.build(), 3, 0);
    out.add(test_frame{}.build(), 4, 0, 45);
    out.add(test_frame{}.build(), 5, 0);
  }
  auto recording = opened(path);
  const auto p = recording.next();
  ASSERT_TRUE(p);
  EXPECT_EQ(p->capture_time.ns, 5'000'000'000);
  EXPECT_FALSE(recording.next());
  EXPECT_EQ(recording.read().frames, 5u);
  EXPECT_EQ(recording.read().datagrams, 1u);
  EXPECT_EQ(recording.read().other, 1u);
  EXPECT_EQ(recording.read().fragments, 1u);
  EXPECT_EQ(recording.read().malformed, 1u);
  EXPECT_EQ(recording.read().cut_short, 1u);
}

TEST_F(recording_file, that_breaks_off_gives_what_it_has_and_then_says_so) {
  {
    pcap_writer out{path, nanoseconds};
    out.add(test_frame{}.build(), 1, 0);
    out.add(test_frame{}.build(), 2, 0);
  }
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 3);
  auto recording = opened(path);
  EXPECT_TRUE(recording.next());
  EXPECT_EQ(recording.error(), "");
  EXPECT_FALSE(recording.next());
  EXPECT_THAT(recording.error(), HasSubstr(path + " breaks off after frame 1"));
  EXPECT_FALSE(recording.next());
}

TEST_F(recording_file, that_is_none_is_an_error_that_names_the_file) {
  EXPECT_THAT(open_error(path), HasSubstr(path + ": No such file or directory"));
  std::ofstream{path} << "a text that is no recording at all";
  EXPECT_THAT(open_error(path), HasSubstr(path));
  EXPECT_FALSE(packet_recording::recognises(path));
  std::ofstream{path} << "x";
  EXPECT_THAT(open_error(path), HasSubstr(path));
}

TEST_F(recording_file, of_another_link_than_ethernet_is_an_error_that_says_so) {
  { pcap_writer out{path, nanoseconds, 113}; }
  EXPECT_THAT(open_error(path), HasSubstr("LINUX_SLL"));
  EXPECT_THAT(open_error(path), HasSubstr("Ethernet"));
}

TEST_F(recording_file, is_recognised_by_its_first_bytes) {
  { pcap_writer out{path, nanoseconds}; }
  EXPECT_TRUE(packet_recording::recognises(path));
  EXPECT_FALSE(packet_recording::recognises(path + ".none"));
}

std::filesystem::path shared() {
  const auto* given = std::getenv("CORELANE_SHARED");
  if (given != nullptr && *given != '\0') return given;
  const auto* source = std::getenv("CORELANE_SOURCE");
  return std::filesystem::path{source == nullptr ? "." : source} / "../shared";
}

TEST(real_recording, of_moldudp64_has_101_packets_to_the_nasdaq_group) {
  const auto file = shared() / "data/itch50/real_open_1000.mold.pcap";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  auto recording = opened(file.string());
  std::size_t packets = 0;
  timestamp last;
  while (const auto p = recording.next()) {
    ++packets;
    EXPECT_EQ(to_string(p->destination), "233.54.12.111:26400");
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(p->payload.data()), 10), "TEST000001");
    EXPECT_GE(p->capture_time, last);
    last = p->capture_time;
  }
  EXPECT_EQ(packets, 101u);
  EXPECT_EQ(recording.error(), "");
}

TEST(real_recording, every_capture_reads_to_its_end) {
  const auto folder = shared() / "data/pcap";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  std::uint64_t frames = 0;
  std::uint64_t datagrams = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.path().extension() != ".pcap") continue;
    auto recording = opened(entry.path().string());
    while (recording.next()) {
    }
    EXPECT_EQ(recording.error(), "");
    const auto& read = recording.read();
    EXPECT_EQ(read.frames, read.datagrams + read.other) << entry.path();
    frames += read.frames;
    datagrams += read.datagrams;
  }
  EXPECT_EQ(frames, 130u);
  EXPECT_GT(datagrams, 100u);
}

} // namespace
} // namespace corelane::hw
