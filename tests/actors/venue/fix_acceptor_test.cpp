#include "corelane/actors/venue/fix_acceptor.hpp"

#include "corelane/actors/venue/itch50/itch_publisher.hpp"

#include "corelane/tests/actors/venue/itch50/itch_tape.hpp"
#include "fix_trader.hpp"
#include "venue_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <iomanip>
#include <sstream>

namespace corelane::venue {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using message = fix_trader::message;

hw::tcp_listener loopback_listener() {
  auto opened = hw::tcp_listener::open({0x7F00'0001, 0});
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<hw::tcp_listener>(std::move(opened));
}

/// A venue with its feed on a tape and its clients on the loopback, moved on by the test.
struct fix_acceptor_test : testing::Test {
  explicit fix_acceptor_test(std::uint64_t rate = 0, bool cancel_on_disconnect = true)
      : venue{settings_of(rate), make_listings({}), probe},
        itch{"V1", venue.listings(), tape, probe},
        acceptor{{"VENUE", cancel_on_disconnect, 4, 64}, venue, loopback_listener(), probe} {
    venue.add(itch);
    driver.start();
    driver.run_until_trading();
    tape.types.clear();
  }
  static exchange::settings settings_of(std::uint64_t rate) {
    exchange::settings s;
    s.messages_per_second = rate;
    return s;
  }

  fix_trader& trader(const char* comp_id) {
    return traders.emplace_back(comp_id, acceptor.local(), driver.now());
  }
  fix_trader& logged_on(const char* comp_id) {
    auto& t = trader(comp_id);
    until([&] { return t.active(); });
    return t;
  }
  /// Lets the venue and all traders work until `done`, for a bounded number of turns.
  void until(auto&& done) {
    for (int turn = 0; turn < 20'000 && !done(); ++turn) turn_once();
    ASSERT_TRUE(done());
  }
  void turn_once() {
    driver.run(50us);
    while (acceptor.poll(driver.now())) {
    }
    for (auto& t : traders) t.poll(driver.now());
  }
  /// What `t` is told, at least `n` messages.
  std::vector<message> told(fix_trader& t, std::size_t n) {
    std::vector<message> all;
    until([&] {
      for (auto& m : t.take()) all.push_back(std::move(m));
      return all.size() >= n;
    });
    return all;
  }
  price px_of(side s) const { return venue.engine().best(instrument_id{0}, s).px; }

  bare_setup setup;
  venue_probe probe{setup};
  itch_tape tape;
  exchange venue;
  itch_publisher itch;
  fix_acceptor acceptor;
  exchange_driver driver{venue};
  std::deque<fix_trader> traders;
};

TEST_F(fix_acceptor_test, a_day_order_is_acknowledged_and_shown_to_the_market) {
  auto& t = logged_on("ALICE");
  EXPECT_EQ(probe.sessions(), 1);
  t.send('D', "11=A1|55=CORA|54=1|60=20250106-14:30:00.000|38=300|40=2|44=50.01|59=0");
  const auto m = told(t, 1)[0];
  EXPECT_EQ(m.at(35), "8");
  EXPECT_EQ(m.at(150), "0");
  EXPECT_EQ(m.at(39), "0");
  EXPECT_EQ(m.at(11), "A1");
  EXPECT_EQ(m.at(37), "1");
  EXPECT_EQ(m.at(151), "300");
  EXPECT_EQ(m.at(14), "0");
  EXPECT_EQ(m.at(55), "CORA");
  EXPECT_EQ(m.at(44), "50.01");
  EXPECT_EQ(tape.types, "A");
}

TEST_F(fix_acceptor_test, two_clients_trade_and_each_is_told_its_side) {
  auto& alice = logged_on("ALICE");
  auto& bob = logged_on("BOB");
  EXPECT_EQ(probe.sessions(), 2);
  alice.send('D', "11=same|55=CORA|54=1|38=300|40=2|44=50|59=0");
  told(alice, 1);
  bob.send('D', "11=same|55=CORA|54=2|38=100|40=2|44=49.99|59=0");
  const auto of_bob = told(bob, 2);
  const auto of_alice = told(alice, 1);
  EXPECT_EQ(of_alice[0].at(150), "F");
  EXPECT_EQ(of_alice[0].at(39), "1");
  EXPECT_EQ(of_alice[0].at(31), "50");
  EXPECT_EQ(of_alice[0].at(32), "100");
  EXPECT_EQ(of_alice[0].at(151), "200");
  EXPECT_EQ(of_alice[0].at(6), "50");
  EXPECT_EQ(of_bob[0].at(150), "0");
  EXPECT_EQ(of_bob[1].at(39), "2");
  EXPECT_EQ(of_bob[1].at(31), "50") << "the resting order's price";
  EXPECT_EQ(tape.types, "AE");
}

TEST_F(fix_acceptor_test, an_ioc_order_trades_and_its_rest_is_cancelled_unseen_by_the_market) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=2|38=100|40=2|44=50|59=0");
  t.send('D', "11=A2|55=CORA|54=1|38=250|40=2|44=50|59=3");
  const auto all = told(t, 5);
  EXPECT_EQ(all[4].at(11), "A2");
  EXPECT_EQ(all[4].at(150), "4");
  EXPECT_EQ(all[4].at(39), "4");
  EXPECT_EQ(all[4].at(14), "100");
  EXPECT_EQ(all[4].at(151), "0");
  EXPECT_EQ(tape.types, "AE");
}

TEST_F(fix_acceptor_test, a_fok_order_that_cannot_be_filled_whole_leaves_no_trace) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=2|38=100|40=2|44=50|59=0");
  t.send('D', "11=A2|55=CORA|54=1|38=250|40=2|44=50|59=4");
  const auto all = told(t, 3);
  EXPECT_EQ(all[1].at(150), "0");
  EXPECT_EQ(all[2].at(150), "4");
  EXPECT_EQ(all[2].at(14), "0");
  EXPECT_EQ(tape.types, "A");
  t.send('D', "11=A3|55=CORA|54=1|38=100|40=2|44=50|59=4");
  EXPECT_EQ(told(t, 3).back().at(39), "2");
  EXPECT_EQ(tape.types, "AE");
}

TEST_F(fix_acceptor_test, a_market_order_in_an_empty_book_is_cancelled) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=1");
  const auto all = told(t, 2);
  EXPECT_EQ(all[1].at(150), "4");
  EXPECT_EQ(all[1].count(44), 0U);
}

TEST_F(fix_acceptor_test, orders_are_replaced_and_cancelled_by_their_chain_of_identifiers) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=300|40=2|44=50|59=0");
  t.send('G', "11=A2|41=A1|55=CORA|54=1|38=200|40=2|44=50.01|59=0");
  t.send('F', "11=A3|41=A2|55=CORA|54=1");
  const auto all = told(t, 3);
  EXPECT_EQ(all[1].at(150), "5");
  EXPECT_EQ(all[1].at(11), "A2");
  EXPECT_EQ(all[1].at(41), "A1");
  EXPECT_EQ(all[1].at(37), all[0].at(37));
  EXPECT_EQ(all[2].at(150), "4");
  EXPECT_EQ(all[2].at(11), "A3");
  EXPECT_EQ(all[2].at(41), "A2");
  EXPECT_EQ(tape.types, "AUD");
}

TEST_F(fix_acceptor_test, a_cancel_of_a_filled_or_unknown_order_is_refused_with_its_reason) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  t.send('D', "11=A2|55=CORA|54=2|38=100|40=2|44=50|59=0");
  t.send('F', "11=A3|41=A1|55=CORA|54=1");
  t.send('G', "11=A4|41=ZZ|55=CORA|54=1|38=200|40=2|44=50.01|59=0");
  const auto all = told(t, 6);
  EXPECT_EQ(all[4].at(35), "9");
  EXPECT_EQ(all[4].at(102), "0");
  EXPECT_EQ(all[4].at(39), "2");
  EXPECT_EQ(all[4].at(434), "1");
  EXPECT_EQ(all[5].at(35), "9");
  EXPECT_EQ(all[5].at(102), "1");
  EXPECT_EQ(all[5].at(434), "2");
  EXPECT_EQ(all[5].at(37), "NONE");
  EXPECT_EQ(probe.fills(), 2U);
}

TEST_F(fix_acceptor_test, orders_that_make_no_sense_are_answered_and_the_session_goes_on) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=WRONG|54=1|38=100|40=2|44=50|59=0");
  t.send('D', "11=A2|55=CORA|54=7|38=100|40=2|44=50|59=0");
  t.send('D', "11=A3|55=CORA|54=1|38=100|40=2|44=50.001|59=0");
  t.send('D', "11=A4|55=CORA|54=1|38=1.5|40=2|44=50|59=0");
  t.send('D', "55=CORA|54=1|38=100|40=2|44=50|59=0");
  t.send('V', "262=1");
  t.send('D', "11=A5|55=CORA|54=1|38=100|40=2|44=50|59=0");
  const auto all = told(t, 7);
  EXPECT_EQ(all[0].at(103), "1");
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(all[i].at(39), "8") << i;
  EXPECT_THAT(all[1].at(58), HasSubstr("Side (54)"));
  EXPECT_EQ(all[4].at(35), "3");
  EXPECT_EQ(all[5].at(35), "j");
  EXPECT_EQ(all[6].at(150), "0");
  EXPECT_EQ(tape.types, "A");
}

TEST_F(fix_acceptor_test, an_order_that_is_sent_again_as_possible_duplicate_is_not_taken_twice) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  t.send('D', "43=Y|11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  t.send('D', "43=Y|11=A2|55=CORA|54=1|38=100|40=2|44=50|59=0");
  const auto all = told(t, 2);
  EXPECT_EQ(all[0].at(11), "A1");
  EXPECT_EQ(all[1].at(11), "A2") << "this one had not been seen";
  EXPECT_EQ(tape.types, "AA");
}

TEST_F(fix_acceptor_test, an_order_after_the_venues_logout_is_not_taken) {
  auto& t = logged_on("ALICE");
  acceptor.stop(driver.now());
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  until([&] { return acceptor.stopped(driver.now()); });
  EXPECT_EQ(venue.engine().open_orders(), 0U);
  EXPECT_EQ(tape.types, "");
}

TEST_F(fix_acceptor_test, a_lost_connection_cancels_the_orders_of_its_client_only) {
  auto& alice = logged_on("ALICE");
  auto& bob = logged_on("BOB");
  alice.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  bob.send('D', "11=B1|55=CORA|54=1|38=100|40=2|44=49|59=0");
  told(alice, 1);
  told(bob, 1);
  alice.drop();
  until([&] { return venue.engine().open_orders() == 1; });
  EXPECT_EQ(px_of(side::buy).nanos, 49'000'000'000);
  EXPECT_EQ(probe.sessions(), 1);
  EXPECT_EQ(tape.types, "AAD");
}

TEST_F(fix_acceptor_test, a_client_that_logs_out_is_answered_and_its_orders_are_cancelled) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  told(t, 1);
  t.log_out();
  until([&] { return !t.ended.empty(); });
  EXPECT_EQ(t.ended, "logged out");
  until([&] { return venue.engine().open_orders() == 0 && probe.sessions() == 0; });
}

TEST_F(fix_acceptor_test, a_client_may_come_back_and_trade_on) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  told(t, 1);
  t.drop();
  until([&] { return probe.sessions() == 0; });
  auto& again = logged_on("ALICE");
  again.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  EXPECT_EQ(told(again, 1)[0].at(103), "6") << "the identifier was used this day";
  again.send('D', "11=A2|55=CORA|54=1|38=100|40=2|44=50|59=0");
  EXPECT_EQ(told(again, 1)[0].at(150), "0");
}

TEST_F(fix_acceptor_test, a_second_connection_of_a_client_is_closed_and_the_first_goes_on) {
  auto& first = logged_on("ALICE");
  auto& second = trader("ALICE");
  until([&] { return second.closed(); });
  first.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  EXPECT_EQ(told(first, 1)[0].at(150), "0");
}

TEST_F(fix_acceptor_test, strangers_are_shown_the_door) {
  auto& junk = traders.emplace_back("JUNK", acceptor.local(), driver.now());
  until([&] { return junk.active(); });
  auto opened = hw::tcp_stream::connect(acceptor.local());
  auto& stranger = std::get<hw::tcp_stream>(opened);
  until([&] { return stranger.poll_connect() == hw::tcp_stream::state::open; });
  const std::string_view request{"GET / HTTP/1.1\r\nHost: venue\r\n\r\n"};
  stranger.send(std::as_bytes(std::span{request}));
  std::array<std::byte, 64> in{};
  until([&] {
    stranger.receive(in);
    return stranger.current() == hw::tcp_stream::state::closed;
  });
  EXPECT_TRUE(junk.active()) << "others are not disturbed";
}

TEST_F(fix_acceptor_test, no_more_clients_than_planned_are_taken) {
  for (const char* name : {"A", "B", "C", "D"}) logged_on(name);
  auto& fifth = trader("E");
  until([&] { return fifth.closed(); });
  EXPECT_EQ(probe.sessions(), 4);
}

TEST_F(fix_acceptor_test, at_the_end_clients_are_told_of_their_cancels_and_logged_out) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  told(t, 1);
  acceptor.stop(driver.now());
  EXPECT_FALSE(acceptor.stopped(driver.now()));
  EXPECT_EQ(told(t, 1)[0].at(150), "4");
  until([&] { return !t.ended.empty(); });
  until([&] { return acceptor.stopped(driver.now()); });
}

TEST_F(fix_acceptor_test, a_client_that_does_not_answer_the_logout_holds_nothing_up) {
  logged_on("ALICE");
  acceptor.stop(driver.now());
  driver.run(600ms); // the trader is not asked to do anything
  EXPECT_TRUE(acceptor.stopped(driver.now()));
}

struct orders_survive : fix_acceptor_test {
  orders_survive() : fix_acceptor_test{0, false} {}
};

TEST_F(orders_survive, a_lost_connection_when_the_venue_is_told_to_keep_them) {
  auto& t = logged_on("ALICE");
  t.send('D', "11=A1|55=CORA|54=1|38=100|40=2|44=50|59=0");
  told(t, 1);
  t.drop();
  until([&] { return probe.sessions() == 0; });
  EXPECT_EQ(venue.engine().open_orders(), 1U);
  auto& again = logged_on("ALICE");
  again.send('F', "11=A2|41=A1|55=CORA|54=1");
  EXPECT_EQ(told(again, 1)[0].at(150), "4");
}

struct fix_against_the_flow : fix_acceptor_test {
  fix_against_the_flow() : fix_acceptor_test{50'000} {}
};

TEST_F(fix_against_the_flow, a_resting_order_at_the_touch_is_filled_by_the_background_flow) {
  auto& t = logged_on("ALICE");
  for (int i = 0; i < 4'000; ++i) turn_once();
  const auto bid = px_of(side::buy);
  ASSERT_GT(bid.nanos, 0);
  std::ostringstream order;
  order << "11=A1|55=CORA|54=1|38=100|40=2|44=" << bid.nanos / 1'000'000'000 << '.' << std::setw(2)
        << std::setfill('0') << bid.nanos % 1'000'000'000 / 10'000'000 << "|59=0";
  t.send('D', order.str());
  const auto all = told(t, 2);
  EXPECT_EQ(all[0].at(150), "0");
  EXPECT_EQ(all[1].at(150), "F");
  EXPECT_THAT(tape.mistakes, IsEmpty());
}

} // namespace
} // namespace corelane::venue
