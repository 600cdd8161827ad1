#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/net/udp_receiver.hpp"
#include "corelane/hw/net/udp_sender.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sched.h>
#include <unistd.h>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <thread>

namespace corelane::hw {
namespace {

int shell(const std::string& command) { return std::system((command + " 2>/dev/null").c_str()); }

/// Two network namespaces joined by a veth pair, 10.44.0.1 and 10.44.0.2.
struct two_hosts : testing::Test {
  const std::string id = std::to_string(::getpid());
  const std::string a = "cla" + id;
  const std::string b = "clb" + id;

  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "network namespaces take root";
    if (shell("ip -V >/dev/null") != 0) GTEST_SKIP() << "needs `ip` (package iproute2)";
    if (shell("ip netns add " + a + " && ip netns add " + b) != 0)
      GTEST_SKIP() << "this host makes no network namespaces";
    if (shell("ip link add va netns " + a + " type veth peer name vb netns " + b) != 0)
      GTEST_SKIP() << "this host makes no veth pairs";
    ASSERT_EQ(shell("ip -n " + a + " addr add 10.44.0.1/24 dev va && ip -n " + b
                    + " addr add 10.44.0.2/24 dev vb && ip -n " + a + " link set va up && ip -n "
                    + b + " link set vb up"),
              0);
  }
  void TearDown() override {
    if (::geteuid() == 0) shell("ip netns del " + a + "; ip netns del " + b);
  }

  /// Runs `what` as a thread of that host; sockets it opens stay there.
  template <class F>
  void on(const std::string& host, F what) {
    std::thread{[&] {
      const file_descriptor where{::open(("/var/run/netns/" + host).c_str(), O_RDONLY | O_CLOEXEC)};
      ASSERT_EQ(::setns(where.get(), CLONE_NEWNET), 0);
      what();
    }}.join();
  }
};

TEST_F(two_hosts, a_thousand_multicast_datagrams_cross_the_wire_each_once) {
  const endpoint group{0xef010203, 26400};
  std::optional<udp_receiver> receiver;
  std::optional<udp_sender> sender;
  on(b, [&] {
    auto opened = udp_receiver::open({.group = group, .interface = "vb"});
    ASSERT_TRUE(std::holds_alternative<udp_receiver>(opened)) << std::get<std::string>(opened);
    receiver.emplace(std::get<udp_receiver>(std::move(opened)));
  });
  on(a, [&] {
    auto opened = udp_sender::open(group, "10.44.0.1");
    ASSERT_TRUE(std::holds_alternative<udp_sender>(opened)) << std::get<std::string>(opened);
    sender.emplace(std::get<udp_sender>(std::move(opened)));
  });
  ASSERT_TRUE(receiver && sender);

  std::set<int> got;
  int twice = 0;
  const auto drain = [&](int wait_ms) {
    pollfd ready{receiver->descriptor(), POLLIN, 0};
    if (::poll(&ready, 1, wait_ms) <= 0) return;
    for (const auto& d : receiver->receive()) {
      int number = -1;
      std::memcpy(&number, d.payload.data(), sizeof number);
      if (!got.insert(number).second) ++twice;
    }
  };
  // The link comes up within a moment: number 0 is sent until it arrives.
  const auto send = [&](int number) {
    ASSERT_TRUE(sender->send(std::as_bytes(std::span{&number, 1})));
  };
  for (int tries = 0; tries < 500 && got.empty(); ++tries) {
    send(0);
    drain(10);
  }
  ASSERT_FALSE(got.empty()) << "nothing arrived in 5 s";
  twice = 0;
  for (int i = 1; i < 1000; ++i) {
    send(i);
    if (i % 16 == 0) drain(0);
  }
  for (int tries = 0; tries < 100 && got.size() < 1000; ++tries) drain(50);
  EXPECT_EQ(got.size(), 1000u);
  EXPECT_EQ(receiver->kernel_drops(), 0u);
  EXPECT_LE(twice, 1) << "only number 0 may come twice";
}

TEST_F(two_hosts, without_a_route_an_unnamed_interface_is_an_error_that_says_to_name_it) {
  std::string joining;
  std::string sending;
  on(b, [&] {
    auto opened = udp_receiver::open({.group = {0xef010203, 26400}, .interface = ""});
    if (auto* error = std::get_if<std::string>(&opened)) joining = *error;
    auto sender = udp_sender::open({0xef010203, 26400}, "");
    if (auto* error = std::get_if<std::string>(&sender)) sending = *error;
  });
  EXPECT_NE(joining.find("name the interface to join on"), std::string::npos) << joining;
  EXPECT_NE(sending.find("name the interface to send by"), std::string::npos) << sending;
}

} // namespace
} // namespace corelane::hw
