#include "corelane/protocols/soupbin/client_session.hpp"
#include "corelane/protocols/soupbin/server_session.hpp"

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace corelane::soupbin {
namespace {

using namespace std::chrono_literals;
using bytes = std::vector<std::byte>;

bytes bytes_of(std::string_view text) {
  const auto view = std::as_bytes(std::span{text});
  return {view.begin(), view.end()};
}
std::string text_of(std::span<const std::byte> b) {
  return {reinterpret_cast<const char*>(b.data()), b.size()};
}

struct trader : client_handler {
  void on_login(const login_accepted& a) override { session = a.session; }
  void on_sequenced(std::uint64_t number, std::span<const std::byte> m) override {
    numbers.push_back(number);
    messages.push_back(text_of(m));
  }
  void on_unsequenced(std::span<const std::byte> m) override { notes.push_back(text_of(m)); }
  void on_end_of_session() override { ended = true; }
  void on_disconnect(std::string_view w) override { why = w; }
  void send(std::span<const std::byte> b) override { out.insert(out.end(), b.begin(), b.end()); }

  std::string session, why;
  std::vector<std::uint64_t> numbers;
  std::vector<std::string> messages, notes;
  bool ended{false};
  bytes out;
};

struct exchange : server_handler {
  std::variant<login_accepted, login_reject_reason> on_login(const login_request& r) override {
    if (r.password != "secret") return login_reject_reason::not_authorized;
    if (!r.session.empty() && r.session != "TODAY")
      return login_reject_reason::session_not_available;
    return login_accepted{"TODAY", r.next_sequence == 0 ? stored.size() + 1 : r.next_sequence};
  }
  void on_unsequenced(std::span<const std::byte> m) override { orders.push_back(text_of(m)); }
  void on_disconnect(std::string_view w) override { why = w; }
  void send(std::span<const std::byte> b) override { out.insert(out.end(), b.begin(), b.end()); }

  std::vector<std::string> stored, orders;
  std::string why;
  bytes out;
};

/// Both sides, joined by what the test lets through.
class soupbin_session : public ::testing::Test {
protected:
  void connect() {
    me.out.clear();
    venue.out.clear();
    server.emplace(session_times::settings{}, venue, now);
    client->connected(now);
  }
  void client_to_server() {
    const auto used = server->received(me.out, now);
    me.out.erase(me.out.begin(), me.out.begin() + static_cast<std::ptrdiff_t>(used));
  }
  void server_to_client() {
    const auto used = client->received(venue.out, now);
    venue.out.erase(venue.out.begin(), venue.out.begin() + static_cast<std::ptrdiff_t>(used));
  }
  void catch_up() {
    while (server->logged_in() && server->next_sequence() <= venue.stored.size())
      server->send_sequenced(bytes_of(venue.stored[server->next_sequence() - 1]), now);
  }
  void exchange_all() {
    client_to_server();
    catch_up();
    server_to_client();
  }
  static client_session::settings named(std::string password) {
    return {.username = "me", .password = std::move(password), .session = {}};
  }

  timestamp now{1'000'000'000'000};
  trader me;
  exchange venue;
  std::optional<client_session> client{std::in_place, named("secret"), me};
  std::optional<server_session> server;
};

TEST_F(soupbin_session, a_client_that_joins_late_gets_all_messages_from_the_first) {
  venue.stored = {"one", "two", "three"};
  connect();
  exchange_all();
  EXPECT_TRUE(client->logged_in());
  EXPECT_EQ(me.session, "TODAY");
  EXPECT_EQ(me.messages, venue.stored);
  EXPECT_EQ(me.numbers, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST_F(soupbin_session, a_client_that_reconnects_gets_exactly_what_it_has_not_seen) {
  venue.stored = {"one", "two"};
  connect();
  exchange_all();
  client->disconnected();
  venue.stored.insert(venue.stored.end(), {"three", "four"});
  connect();
  exchange_all();
  EXPECT_EQ(me.messages, venue.stored);
  EXPECT_EQ(client->next_sequence(), 5U);
}

TEST_F(soupbin_session, requests_reach_the_server_once_logged_in_and_not_before) {
  connect();
  EXPECT_FALSE(client->send(bytes_of("early"), now));
  exchange_all();
  EXPECT_TRUE(client->send(bytes_of("buy"), now));
  client_to_server();
  EXPECT_EQ(venue.orders, (std::vector<std::string>{"buy"}));
  server->send_unsequenced(bytes_of("note"), now);
  server_to_client();
  EXPECT_EQ(me.notes, (std::vector<std::string>{"note"}));
}

TEST_F(soupbin_session, a_wrong_password_is_rejected_with_its_reason) {
  client.emplace(named("wrong"), me);
  connect();
  exchange_all();
  EXPECT_EQ(me.why, "login rejected: not authorized");
  EXPECT_TRUE(server->closed());
}

TEST_F(soupbin_session, a_session_that_is_gone_is_rejected_with_its_reason) {
  client.emplace(
      client_session::settings{.username = "me", .password = "secret", .session = "MONDAY"}, me);
  connect();
  exchange_all();
  EXPECT_EQ(me.why, "login rejected: the session is not available");
}

TEST_F(soupbin_session, the_end_of_the_session_is_final) {
  connect();
  exchange_all();
  server->end_session(now);
  server_to_client();
  EXPECT_TRUE(me.ended);
  EXPECT_FALSE(client->logged_in());
  EXPECT_FALSE(client->send(bytes_of("late"), now));
}

TEST_F(soupbin_session, each_side_says_that_it_lives_after_a_second_of_silence) {
  connect();
  exchange_all();
  now = now + 1s;
  client->on_time(now);
  server->on_time(now);
  EXPECT_EQ(me.out, bytes_of({"\0\1R", 3}));
  EXPECT_EQ(venue.out, bytes_of({"\0\1H", 3}));
  exchange_all();
  EXPECT_TRUE(me.why.empty() && venue.why.empty());
}

TEST_F(soupbin_session, a_peer_that_stays_silent_is_given_up) {
  connect();
  exchange_all();
  for (int i = 0; i < 15; ++i) {
    now = now + 1s;
    client->on_time(now);
    server->on_time(now);
  }
  EXPECT_EQ(me.why, "the server has been silent for too long");
  EXPECT_EQ(venue.why, "the client has been silent for too long");
}

TEST_F(soupbin_session, a_server_that_goes_on_elsewhere_than_asked_is_left) {
  connect();
  client_to_server();
  venue.out.clear();
  const auto lie = write(login_accepted{"TODAY", 9});
  std::array<std::byte, header_size> head;
  write_header(packet_type::login_accepted, lie.size(), head.data());
  venue.send(head);
  venue.send(lie);
  server_to_client();
  EXPECT_EQ(me.why, "the server goes on at another message than was asked for");
}

TEST_F(soupbin_session, who_does_not_log_in_first_is_cut_off) {
  connect();
  EXPECT_EQ(server->received(bytes_of({"\0\2Ux", 4}), now), 4U);
  EXPECT_EQ(venue.why, "the client did not log in first");
  EXPECT_TRUE(venue.orders.empty());
}

TEST_F(soupbin_session, a_second_login_is_cut_off) {
  connect();
  const auto login = me.out;
  client_to_server();
  (void)server->received(login, now);
  EXPECT_EQ(venue.why, "a second login");
}

TEST_F(soupbin_session, bytes_that_are_no_packet_end_the_connection) {
  connect();
  exchange_all();
  (void)client->received(bytes_of({"\0\0", 2}), now);
  EXPECT_EQ(me.why, "a packet without a type");
}

TEST(soupbin_session_property, whatever_the_network_cuts_each_message_comes_once_and_in_order) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random{seed};
    timestamp now{1'000'000'000'000};
    trader me;
    exchange venue;
    client_session client{{.username = "me", .password = "secret", .session = {}}, me};
    std::unique_ptr<server_session> server;
    const auto carry = [&](bytes& from, auto& to) {
      bytes some{from.begin(),
                 from.begin() + static_cast<std::ptrdiff_t>(random() % (from.size() + 1))};
      const auto used = to.received(some, now);
      from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(used));
    };
    for (int step = 0; step < 2'000; ++step) {
      now = now + 10ms;
      if (!server || server->closed() || random() % 100 == 0) {
        client.disconnected();
        me.out.clear();
        venue.out.clear();
        server = std::make_unique<server_session>(session_times::settings{}, venue, now);
        client.connected(now);
      }
      if (random() % 2 == 0) venue.stored.push_back("m" + std::to_string(venue.stored.size()));
      carry(me.out, *server);
      if (server->logged_in() && server->next_sequence() <= venue.stored.size())
        server->send_sequenced(bytes_of(venue.stored[server->next_sequence() - 1]), now);
      carry(venue.out, client);
    }
    EXPECT_GT(me.messages.size(), 200U);
    ASSERT_LE(me.messages.size(), venue.stored.size());
    for (std::size_t i = 0; i < me.messages.size(); ++i) {
      ASSERT_EQ(me.messages[i], venue.stored[i]);
      ASSERT_EQ(me.numbers[i], i + 1);
    }
  }
}

} // namespace
} // namespace corelane::soupbin
