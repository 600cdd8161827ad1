#include "corelane/hw/recording/udp_frame.hpp"
#include "corelane/tests/hw/recording/test_frame.hpp"

#include <gtest/gtest.h>
#include <random>

namespace corelane::hw {
namespace {

using verdict = udp_frame::verdict;

std::string payload_of(const std::vector<std::byte>& frame) {
  const auto parsed = parse_udp_frame(frame);
  EXPECT_EQ(parsed.found, verdict::datagram);
  return {reinterpret_cast<const char*>(parsed.payload.data()), parsed.payload.size()};
}

verdict verdict_on(const std::vector<std::byte>& frame) { return parse_udp_frame(frame).found; }

TEST(udp_frame, gives_payload_and_destination) {
  const auto frame = test_frame{}.build();
  const auto parsed = parse_udp_frame(frame);
  EXPECT_EQ(to_string(parsed.destination), "239.1.2.3:26400");
  EXPECT_EQ(payload_of(frame), "payload");
}

TEST(udp_frame, is_found_behind_one_or_two_vlan_tags_and_not_behind_three) {
  test_frame f;
  f.tags = {0x8100};
  EXPECT_EQ(payload_of(f.build()), "payload");
  f.tags = {0x88a8, 0x8100};
  EXPECT_EQ(payload_of(f.build()), "payload");
  f.tags = {0x8100, 0x8100, 0x8100};
  EXPECT_EQ(verdict_on(f.build()), verdict::other);
}

TEST(udp_frame, is_found_behind_ip_options) {
  test_frame f;
  f.options = std::string(40, '\1');
  EXPECT_EQ(payload_of(f.build()), "payload");
}

TEST(udp_frame, ends_where_its_length_says_not_with_the_padding) {
  test_frame f;
  f.payload = "ab";
  f.padding = 16;
  EXPECT_EQ(payload_of(f.build()), "ab");
  f.payload = "";
  EXPECT_EQ(payload_of(f.build()), "");
}

TEST(udp_frame, other_traffic_is_told_from_broken_traffic) {
  test_frame tcp;
  tcp.protocol = 6;
  EXPECT_EQ(verdict_on(tcp.build()), verdict::other);
  test_frame arp;
  arp.ethertype = 0x0806;
  EXPECT_EQ(verdict_on(arp.build()), verdict::other);
  test_frame part;
  part.fragment = 0x2000;
  EXPECT_EQ(verdict_on(part.build()), verdict::fragment);
  part.fragment = 0x00b9;
  EXPECT_EQ(verdict_on(part.build()), verdict::fragment);
  test_frame do_not_fragment;
  do_not_fragment.fragment = 0x4000;
  EXPECT_EQ(verdict_on(do_not_fragment.build()), verdict::datagram);
}

TEST(udp_frame, lengths_that_do_not_fit_are_malformed) {
  for (const int extra : {1, 1000, -1, -36}) {
    test_frame f;
    f.extra_ip_length = extra;
    EXPECT_EQ(verdict_on(f.build()), verdict::malformed) << "IP " << extra;
  }
  for (const int extra : {1, 1000, -8, -15}) {
    test_frame f;
    f.extra_udp_length = extra;
    EXPECT_EQ(verdict_on(f.build()), verdict::malformed) << "UDP " << extra;
  }
}

TEST(udp_frame, cut_anywhere_is_never_a_datagram) {
  const auto whole = test_frame{}.build();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> cut{whole.begin(), whole.begin() + static_cast<long>(size)};
    EXPECT_NE(verdict_on(cut), verdict::datagram) << size;
  }
}

TEST(udp_frame, mutated_frames_stay_within_their_bounds) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  test_frame f;
  f.tags = {0x8100};
  const auto good = f.build();
  for (int i = 0; i < 100'000; ++i) {
    auto frame = good;
    for (int n = 0; n < 3; ++n) frame[random() % frame.size()] = static_cast<std::byte>(random());
    const auto parsed = parse_udp_frame(frame);
    if (parsed.found != verdict::datagram) continue;
    ASSERT_GE(parsed.payload.data(), frame.data());
    ASSERT_LE(parsed.payload.data() + parsed.payload.size(), frame.data() + frame.size());
  }
}

} // namespace
} // namespace corelane::hw
