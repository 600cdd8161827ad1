#include "corelane/actors/venue/venue_actor.hpp"

#include "corelane/hw/net/udp_receiver.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include "corelane/tests/actors/venue/itch50/itch_tape.hpp"
#include "fix_trader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <string>

namespace corelane {
namespace {

using namespace std::chrono_literals;
using support::actor_harness;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

registry venue_kinds() {
  registry kinds;
  register_venue_actors(kinds);
  return kinds;
}

const registry& kinds() {
  static const registry all = venue_kinds();
  return all;
}

/// Lets time pass in turns of 50 us, the lane polling in each until nothing is due.
void run(actor_harness& hosted, std::chrono::nanoseconds time, auto&& after_each_poll) {
  auto& polled = dynamic_cast<source&>(hosted.get());
  for (const auto until = hosted.now() + time; hosted.now() < until; hosted.advance(50us))
    while (polled.poll()) after_each_poll();
}
void run(actor_harness& hosted, std::chrono::nanoseconds time) {
  run(hosted, time, [] {});
}

/// A group of this process's own, so that test runs side by side do not hear each other.
hw::endpoint own_group() {
  return {0xEFFF'0000U | (static_cast<std::uint32_t>(::getpid()) & 0xFFFFU), 26'477};
}

hw::udp_receiver open_receiver(hw::endpoint group) {
  hw::udp_receiver::settings s;
  s.group = group;
  s.interface = "127.0.0.1";
  auto opened = hw::udp_receiver::open(s);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<hw::udp_receiver>(std::move(opened));
}

TEST(venue_actor, a_node_on_the_multicast_group_hears_the_whole_session) {
  const auto group = own_group();
  auto receiver = open_receiver(group);
  venue::itch_tape tape;
  const auto listen = [&] {
    for (auto batch = receiver.receive(); !batch.empty(); batch = receiver.receive())
      for (const auto& d : batch) tape.send(d.payload);
  };
  const auto parameters = std::string{"{feeds: [{group: '"}
                              .append(hw::to_string(group))
                              .append(
                                  "', session: TEST}], order_entry: '', rate: 50000, "
                                  "start_delay: 1ms}");
  actor_harness hosted{kinds(), "venue", parameters};
  hosted.start();
  run(hosted, 500ms, listen);
  hosted.drain();
  EXPECT_TRUE(hosted.get().drained());
  hosted.stop();
  listen();
  EXPECT_THAT(tape.mistakes, IsEmpty());
  EXPECT_EQ(tape.session, "TEST      ");
  EXPECT_EQ(tape.events, "OSQMEC");
  EXPECT_EQ(tape.ends, 3U);
  EXPECT_EQ(tape.stock.size(), 8U);
  EXPECT_NEAR(static_cast<double>(tape.types.size()), 25'000, 2'500);
  EXPECT_EQ(hosted.count_of("corelane_venue_messages_total"), tape.types.size());
  EXPECT_EQ(hosted.count_of("corelane_venue_packets_total"), tape.packets);
}

TEST(venue_actor, a_client_trades_by_fix_and_is_logged_out_when_the_venue_drains) {
  actor_harness hosted{kinds(), "venue",
                       "{order_entry: '127.0.0.1:0', start_delay: 0ms, comp_id: VENUE, "
                       "rate: 20000}"};
  hosted.start();
  const auto address = dynamic_cast<venue_actor&>(hosted.get()).order_entry();
  ASSERT_NE(address.port, 0);
  venue::fix_trader alice{"ALICE", address, hosted.now()};
  const auto until = [&](auto&& done) {
    for (int turn = 0; turn < 5'000 && !done(); ++turn) {
      run(hosted, 100us);
      alice.poll(hosted.now());
    }
    ASSERT_TRUE(done());
  };
  until([&] { return alice.active(); });
  run(hosted, 500ms); // books fill
  EXPECT_EQ(hosted.gauge_of("corelane_venue_sessions"), 1);
  alice.send('D', "11=1|55=CORA|54=1|38=100|40=1");
  std::vector<venue::fix_trader::message> told;
  until([&] {
    for (auto& m : alice.take()) told.push_back(m);
    return told.size() >= 2;
  });
  EXPECT_EQ(told[0].at(150), "0");
  EXPECT_EQ(told[1].at(150), "F");
  EXPECT_EQ(hosted.count_of("corelane_venue_orders_total"), 1U);
  EXPECT_GE(hosted.count_of("corelane_venue_fills_total"), 1U);
  EXPECT_EQ(hosted.inspect().tables["sessions"][0]["comp_id"], "ALICE");
  EXPECT_EQ(hosted.inspect().tables["sessions"][0]["state"], "active");

  hosted.drain();
  EXPECT_FALSE(hosted.get().drained());
  until([&] { return hosted.get().drained(); });
  EXPECT_EQ(alice.ended, "logged out");
  hosted.stop();
}

TEST(venue_actor, a_port_in_use_is_one_clear_error_at_start) {
  const char* any = "{order_entry: '127.0.0.1:0'}";
  actor_harness first{kinds(), "venue", any};
  first.start();
  const auto taken = hw::to_string(dynamic_cast<venue_actor&>(first.get()).order_entry());
  actor_harness second{kinds(), "venue", std::string{"{order_entry: '"}.append(taken).append("'}")};
  try {
    second.start();
    FAIL() << "two venues took one port";
  } catch (const std::exception& e) {
    EXPECT_THAT(e.what(), HasSubstr(taken));
  }
}

TEST(venue_actor, its_state_can_be_inspected) {
  actor_harness hosted{kinds(), "venue", "{order_entry: '', start_delay: 0ms, instruments: 12}"};
  EXPECT_THAT(hosted.inspect().fields, IsEmpty());
  hosted.start();
  run(hosted, 1s);
  auto seen = hosted.inspect();
  EXPECT_EQ(seen.fields["phase"], "trading");
  EXPECT_EQ(seen.fields["instruments"], "12");
  ASSERT_EQ(seen.tables["books"].size(), 12U);
  EXPECT_EQ(seen.tables["books"][0]["symbol"], "CORA");
  EXPECT_GT(std::stoll(seen.tables["books"][0]["ask"]), std::stoll(seen.tables["books"][0]["bid"]));
}

TEST(venue_actor, the_rate_can_be_changed_and_paused_while_it_trades) {
  actor_harness hosted{kinds(), "venue", "{order_entry: '', start_delay: 0ms, rate: 10000}"};
  hosted.start();
  const auto orders_made = [&] {
    const auto& engine = dynamic_cast<venue_actor&>(hosted.get()).session()->engine();
    return engine.open_orders();
  };
  run(hosted, 5ms);
  EXPECT_EQ(hosted.set("rate", "0"), "");
  run(hosted, 10ms);
  const auto paused = orders_made();
  run(hosted, 1s);
  EXPECT_EQ(orders_made(), paused);
  EXPECT_EQ(hosted.set("rate", "20000"), "");
  run(hosted, 20ms);
  EXPECT_GT(orders_made(), paused);
  EXPECT_NE(hosted.set("seed", "2"), "") << "the seed is not for a running venue";
}

TEST(venue_actor, parameters_that_make_no_sense_are_refused_with_their_place) {
  const auto refusal = [](const std::string& parameters) {
    return actor_harness::refusal(kinds(), "venue", "{order_entry: '', " + parameters + "}");
  };
  const auto feed = [&](const std::string& row) {
    return refusal("feeds: [{group: '239.1.1.1:1', " + row + "}]");
  };
  EXPECT_EQ(refusal("rate: 5"), "");
  EXPECT_THAT(refusal("symbols: [TOOLONGNAME]"), StartsWith("test:1:28: symbols: 'TOOLONGNAME'"));
  EXPECT_THAT(refusal("symbols: ['']"), HasSubstr("1 to 8"));
  EXPECT_THAT(refusal("symbols: ['A B']"), HasSubstr("space"));
  EXPECT_THAT(refusal("symbols: [A, B, A]"), HasSubstr("'A' is listed twice"));
  EXPECT_THAT(refusal("symbols: []"), HasSubstr("instruments"));
  EXPECT_EQ(refusal("symbols: [], instruments: 3"), "");
  EXPECT_THAT(refusal("lowest_opening: 50, highest_opening: 20"),
              StartsWith("test:1:56: highest_opening: "));
  EXPECT_THAT(refusal("highest_opening: 0.01"), HasSubstr("lowest_opening"));
  EXPECT_THAT(refusal("tick: 0"), HasSubstr("0.0001"));
  EXPECT_THAT(refusal("tick: 0.00015"), HasSubstr("0.0001"));
  EXPECT_THAT(refusal("lowest_opening: 0.05, tick: 0.1"), HasSubstr("lowest_opening"));
  EXPECT_THAT(refusal("opens_at: 24h"), HasSubstr("within a day"));
  EXPECT_THAT(refusal("instruments: 8001"), HasSubstr("8000"));
  EXPECT_THAT(refusal("rates: 5"), HasSubstr("rate"));
  EXPECT_THAT(refusal("feeds: [{group: nowhere}]"),
              StartsWith("test:1:35: feeds: group: 'nowhere'"));
  EXPECT_THAT(refusal("feeds: [{group: []}]"), HasSubstr("each line wants one"));
  EXPECT_THAT(feed("request_server: 1.2.3.4"), HasSubstr("request_server: '1.2.3.4'"));
  EXPECT_THAT(feed("snapshot_server: ':5'"), HasSubstr("snapshot_server: ':5'"));
  EXPECT_THAT(feed("session: ELEVENCHARS"), HasSubstr("at most 10"));
  EXPECT_THAT(actor_harness::refusal(kinds(), "venue", "{order_entry: here}"),
              StartsWith("test:1:15: order_entry: 'here'"));
}

} // namespace
} // namespace corelane
