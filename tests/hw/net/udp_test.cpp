#include "corelane/hw/net/udp_receiver.hpp"
#include "corelane/hw/net/udp_sender.hpp"
#include "corelane/hw/tsc_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>
#include <string>
#include <vector>

namespace corelane::hw {
namespace {

constexpr std::uint32_t loopback = 0x7f000001;

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span{text}); }

std::string text(const datagram& d) {
  return {reinterpret_cast<const char*>(d.payload.data()), d.payload.size()};
}

udp_receiver receiver_on(const udp_receiver::settings& s) {
  auto opened = udp_receiver::open(s);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<udp_receiver>(std::move(opened));
}

udp_sender sender_to(endpoint to, const std::string& interface) {
  auto opened = udp_sender::open(to, interface);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<udp_sender>(std::move(opened));
}

std::string error_of(const udp_receiver::settings& s) {
  auto opened = udp_receiver::open(s);
  return std::holds_alternative<std::string>(opened) ? std::get<std::string>(opened) : "";
}

/// A group of this process, so that parallel runs do not hear each other.
endpoint own_group() {
  const auto pid = static_cast<std::uint32_t>(::getpid());
  return {0xefc00000u | (pid & 0xffff), static_cast<std::uint16_t>(20'000 + pid % 10'000)};
}

/// Waits for `count` datagrams, for 5 s at most.
std::vector<std::string> take(udp_receiver& from, std::size_t count) {
  std::vector<std::string> got;
  while (got.size() < count) {
    pollfd ready{from.descriptor(), POLLIN, 0};
    if (::poll(&ready, 1, 5000) <= 0) break;
    for (const auto& d : from.receive()) got.push_back(text(d));
  }
  return got;
}

TEST(udp_receiver, reads_a_datagram_sent_to_an_address_of_this_host) {
  auto receiver = receiver_on({.group = {loopback, 0}});
  auto sender = sender_to(receiver.local(), "");
  EXPECT_TRUE(receiver.receive().empty());
  EXPECT_TRUE(sender.send(bytes("quote")));
  EXPECT_EQ(take(receiver, 1), std::vector<std::string>{"quote"});
}

TEST(udp_receiver, reads_a_multicast_group_on_the_interface_named_or_addressed) {
  for (const auto* interface : {"lo", "127.0.0.1"}) {
    auto receiver = receiver_on({.group = own_group(), .interface = interface});
    auto sender = sender_to(own_group(), interface);
    ASSERT_TRUE(sender.send(bytes("trade"))) << interface;
    EXPECT_EQ(take(receiver, 1), std::vector<std::string>{"trade"}) << interface;
  }
}

TEST(udp_receiver, two_receivers_of_one_group_both_get_every_datagram) {
  auto a = receiver_on({.group = own_group(), .interface = "lo"});
  auto b = receiver_on({.group = own_group(), .interface = "lo"});
  auto sender = sender_to(own_group(), "lo");
  ASSERT_TRUE(sender.send(bytes("both")));
  EXPECT_EQ(take(a, 1).size(), 1u);
  EXPECT_EQ(take(b, 1).size(), 1u);
}

TEST(udp_receiver, does_not_hear_another_group_on_the_same_port) {
  auto receiver = receiver_on({.group = own_group(), .interface = "lo"});
  auto other = own_group();
  other.address ^= 1u << 16;
  auto listens_to_other = receiver_on({.group = other, .interface = "lo"});
  ASSERT_TRUE(sender_to(other, "lo").send(bytes("not for you")));
  ASSERT_TRUE(sender_to(own_group(), "lo").send(bytes("for you")));
  EXPECT_EQ(take(receiver, 1), std::vector<std::string>{"for you"});
}

TEST(udp_receiver, hands_out_a_burst_in_order_at_most_32_at_a_time) {
  auto receiver = receiver_on({.group = {loopback, 0}});
  auto sender = sender_to(receiver.local(), "");
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(sender.send(bytes(std::to_string(i))));
  EXPECT_EQ(receiver.receive().size(), udp_receiver::batch);
  const auto rest = take(receiver, 68);
  ASSERT_EQ(rest.size(), 68u);
  for (int i = 0; i < 68; ++i) EXPECT_EQ(rest[i], std::to_string(32 + i));
}

TEST(udp_receiver, stamps_each_datagram_by_the_kernel_and_by_the_counter) {
  auto receiver = receiver_on({.group = {loopback, 0}});
  auto sender = sender_to(receiver.local(), "");
  const auto before = tsc_clock::now();
  const auto before_ticks = tsc_clock::ticks();
  ASSERT_TRUE(sender.send(bytes("x")));
  const auto got = receiver.receive();
  ASSERT_EQ(got.size(), 1u);
  EXPECT_GT(got[0].received.ticks, before_ticks);
  EXPECT_LE(got[0].received.ticks, tsc_clock::ticks());
  // Two clocks: they may differ by what the calibration leaves.
  EXPECT_GT(got[0].kernel_time, before - std::chrono::milliseconds{1});
  EXPECT_LT(got[0].kernel_time, tsc_clock::now() + std::chrono::milliseconds{1});
}

TEST(udp_receiver, counts_what_the_kernel_dropped_when_nobody_read) {
  auto receiver = receiver_on({.group = {loopback, 0}, .receive_buffer = 4096});
  auto sender = sender_to(receiver.local(), "");
  const std::string payload(1000, 'x');
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(sender.send(bytes(payload)));
  std::size_t got = 0;
  for (auto batch = receiver.receive(); !batch.empty(); batch = receiver.receive())
    got += batch.size();
  ASSERT_LT(got, 200u);
  ASSERT_TRUE(sender.send(bytes("after")));
  EXPECT_EQ(take(receiver, 1), std::vector<std::string>{"after"});
  EXPECT_EQ(receiver.kernel_drops() + got, 200u);
}

TEST(udp_receiver, leaves_out_and_counts_a_datagram_larger_than_a_jumbo_frame) {
  auto receiver = receiver_on({.group = {loopback, 0}});
  auto sender = sender_to(receiver.local(), "");
  ASSERT_TRUE(sender.send(bytes(std::string(udp_receiver::largest + 1, 'x'))));
  ASSERT_TRUE(sender.send(bytes(std::string(udp_receiver::largest, 'y'))));
  const auto got = take(receiver, 1);
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0], std::string(udp_receiver::largest, 'y'));
  EXPECT_EQ(receiver.oversized(), 1u);
}

TEST(udp_receiver, hands_out_an_empty_datagram_as_one) {
  auto receiver = receiver_on({.group = {loopback, 0}});
  ASSERT_TRUE(sender_to(receiver.local(), "").send({}));
  EXPECT_EQ(take(receiver, 1), std::vector<std::string>{""});
}

TEST(udp_receiver, still_reads_after_it_was_moved) {
  auto first = receiver_on({.group = {loopback, 0}});
  auto receiver = std::move(first);
  ASSERT_TRUE(sender_to(receiver.local(), "").send(bytes("moved")));
  EXPECT_EQ(take(receiver, 1), std::vector<std::string>{"moved"});
}

TEST(udp_receiver, says_how_large_its_buffer_is_and_when_it_is_smaller_than_asked) {
  const std::size_t asked = 1u << 20;
  auto receiver = receiver_on({.group = {loopback, 0}, .receive_buffer = asked});
  const bool short_of_it = receiver.receive_buffer() < asked;
  const auto notice = testing::Contains(testing::HasSubstr("net.core.rmem_max"));
  EXPECT_EQ(testing::Matches(notice)(receiver.notices()), short_of_it);
}

TEST(udp_receiver, with_busy_polling_still_reads) {
  auto receiver = receiver_on(
      {.group = {loopback, 0}, .receive_buffer = 0, .busy_poll = std::chrono::microseconds{50}});
  ASSERT_TRUE(sender_to(receiver.local(), "").send(bytes("busy")));
  EXPECT_EQ(take(receiver, 1), std::vector<std::string>{"busy"});
}

TEST(udp_receiver, a_port_in_use_is_an_error_that_says_so) {
  auto first = receiver_on({.group = {loopback, 0}});
  const auto error = error_of({.group = first.local()});
  EXPECT_THAT(error, testing::HasSubstr(to_string(first.local())));
  EXPECT_THAT(error, testing::HasSubstr("another process has this port"));
}

TEST(udp_receiver, an_address_of_another_host_is_an_error_that_says_what_to_use) {
  const auto error = error_of({.group = {0xcb00714d, 26400}});
  EXPECT_THAT(error, testing::HasSubstr("203.0.113.77:26400"));
  EXPECT_THAT(error, testing::HasSubstr("multicast group"));
}

TEST(udp_receiver, an_unknown_interface_is_an_error) {
  EXPECT_THAT(error_of({.group = own_group(), .interface = "nosuch0"}),
              testing::HasSubstr("nosuch0"));
}

TEST(udp_sender, keeps_sending_where_nobody_listens) {
  endpoint nobody;
  { nobody = receiver_on({.group = {loopback, 0}}).local(); }
  auto sender = sender_to(nobody, "");
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(sender.send(bytes("anyone?")));
}

TEST(udp_sender, says_no_to_a_datagram_that_cannot_be) {
  auto receiver = receiver_on({.group = {loopback, 0}});
  EXPECT_FALSE(sender_to(receiver.local(), "").send(bytes(std::string(70'000, 'x'))));
}

} // namespace
} // namespace corelane::hw
