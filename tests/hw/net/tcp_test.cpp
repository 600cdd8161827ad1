#include "corelane/hw/net/tcp_listener.hpp"
#include "corelane/hw/net/tcp_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <random>
#include <string>
#include <vector>

namespace corelane::hw {
namespace {

constexpr std::uint32_t loopback = 0x7f000001;
using state = tcp_stream::state;

tcp_listener listener_on(endpoint on) {
  auto opened = tcp_listener::open(on);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<tcp_listener>(std::move(opened));
}

tcp_stream connected_to(endpoint to) {
  auto opened = tcp_stream::connect(to);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<tcp_stream>(std::move(opened));
}

/// Waits until the descriptor can be read or written, for 5 s at most.
void wait_for(int descriptor, short events) {
  if (descriptor < 0) return; // closed
  pollfd ready{descriptor, events, 0};
  ::poll(&ready, 1, 5000);
}

std::string read_some(tcp_stream& from) {
  wait_for(from.descriptor(), POLLIN);
  std::vector<std::byte> into(1 << 16);
  const auto size = from.receive(into);
  return {reinterpret_cast<const char*>(into.data()), size};
}

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span{text}); }

struct pair_of_streams : testing::Test {
  tcp_listener listener{listener_on({loopback, 0})};
  tcp_stream near{connected_to(listener.local())};
  std::optional<tcp_stream> far;

  void SetUp() override {
    wait_for(near.descriptor(), POLLOUT);
    ASSERT_EQ(near.poll_connect(), state::open);
    wait_for(listener.descriptor(), POLLIN);
    far = listener.accept();
    ASSERT_TRUE(far);
  }
};

TEST_F(pair_of_streams, carries_bytes_both_ways) {
  EXPECT_EQ(near.send(bytes("logon")), 5u);
  EXPECT_EQ(read_some(*far), "logon");
  EXPECT_EQ(far->send(bytes("welcome")), 7u);
  EXPECT_EQ(read_some(near), "welcome");
}

TEST_F(pair_of_streams, reading_where_nothing_is_returns_at_once_and_stays_open) {
  std::array<std::byte, 16> into;
  EXPECT_EQ(near.receive(into), 0u);
  EXPECT_EQ(near.current(), state::open);
  EXPECT_FALSE(listener.accept());
}

TEST_F(pair_of_streams, a_close_by_the_other_side_shows_after_its_last_bytes) {
  far->send(bytes("bye"));
  far->close();
  EXPECT_EQ(read_some(near), "bye");
  EXPECT_EQ(near.current(), state::open);
  EXPECT_EQ(read_some(near), "");
  EXPECT_EQ(near.current(), state::closed);
  EXPECT_THAT(near.last_error(), testing::HasSubstr("closed the connection"));
  EXPECT_THAT(near.last_error(), testing::HasSubstr(to_string(listener.local())));
}

TEST_F(pair_of_streams, sending_to_a_side_that_is_gone_closes_and_raises_no_signal) {
  far->close();
  for (int i = 0; i < 1000 && near.current() == state::open; ++i) {
    near.send(bytes("order"));
    wait_for(near.descriptor(), POLLOUT);
  }
  EXPECT_EQ(near.current(), state::closed);
  EXPECT_NE(near.last_error(), "");
  EXPECT_EQ(near.send(bytes("order")), 0u);
}

TEST_F(pair_of_streams, a_side_that_does_not_read_makes_send_return_short_not_wait) {
  const std::string block(1 << 16, 'x');
  std::size_t sent = 0;
  std::size_t last = 1;
  for (int i = 0; i < 10'000 && last != 0; ++i) sent += last = near.send(bytes(block));
  EXPECT_EQ(last, 0u);
  EXPECT_EQ(near.current(), state::open);
  std::size_t received = 0;
  while (received < sent) {
    const auto more = read_some(*far).size();
    if (more == 0) break;
    received += more;
  }
  EXPECT_EQ(received, sent);
}

TEST_F(pair_of_streams, carry_a_long_random_message_unchanged_in_whatever_pieces) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  std::string message(3'000'000, '\0');
  for (auto& c : message) c = static_cast<char>(random());
  std::string got;
  std::size_t sent = 0;
  while (got.size() < message.size() && far->current() == state::open) {
    const auto piece = std::min<std::size_t>(1 + random() % 100'000, message.size() - sent);
    sent += near.send(bytes(std::string_view{message}.substr(sent, piece)));
    if (sent > got.size()) got += read_some(*far);
  }
  EXPECT_EQ(got, message);
}

TEST(tcp_stream, a_port_nobody_listens_to_closes_with_an_error_that_says_so) {
  endpoint nobody;
  { nobody = listener_on({loopback, 0}).local(); }
  auto stream = connected_to(nobody);
  if (stream.current() == state::connecting) wait_for(stream.descriptor(), POLLOUT);
  EXPECT_EQ(stream.poll_connect(), state::closed);
  EXPECT_THAT(stream.last_error(), testing::HasSubstr("nothing listens there"));
}

TEST(tcp_stream, a_local_close_is_no_error) {
  auto listener = listener_on({loopback, 0});
  auto stream = connected_to(listener.local());
  stream.close();
  EXPECT_EQ(stream.poll_connect(), state::closed);
  EXPECT_EQ(stream.last_error(), "");
}

TEST(tcp_listener, a_port_in_use_is_an_error_that_says_so_and_what_to_do) {
  auto first = listener_on({loopback, 0});
  auto second = tcp_listener::open(first.local());
  ASSERT_TRUE(std::holds_alternative<std::string>(second));
  const auto& error = std::get<std::string>(second);
  EXPECT_THAT(error, testing::HasSubstr(to_string(first.local())));
  EXPECT_THAT(error, testing::HasSubstr("is in use"));
  EXPECT_THAT(error, testing::HasSubstr("choose another"));
}

TEST(tcp_listener, an_address_of_another_host_is_an_error) {
  auto opened = tcp_listener::open({0xcb00714d, 9000});
  ASSERT_TRUE(std::holds_alternative<std::string>(opened));
  EXPECT_THAT(std::get<std::string>(opened), testing::HasSubstr("an address of this host"));
}

TEST(tcp_listener, a_port_just_closed_can_be_listened_to_again) {
  auto first = std::make_unique<tcp_listener>(listener_on({loopback, 0}));
  const auto where = first->local();
  auto near = connected_to(where);
  wait_for(first->descriptor(), POLLIN);
  first->accept()->close();
  first.reset();
  EXPECT_TRUE(std::holds_alternative<tcp_listener>(tcp_listener::open(where)));
}

} // namespace
} // namespace corelane::hw
