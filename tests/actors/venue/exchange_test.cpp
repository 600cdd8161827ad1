#include "corelane/actors/venue/exchange.hpp"

#include "outcome_log.hpp"
#include "venue_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace corelane::venue {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// Notes the life of a session and what is published in it.
class tape : public market_data_publisher {
public:
  explicit tape(int announcements = 3) : to_announce_{announcements} {}

  void open_session(timestamp at) override { mark("open", at); }
  bool announce(timestamp at) override {
    if (to_announce_ == 0) return false;
    --to_announce_;
    mark("announce", at);
    return true;
  }
  void open_market(timestamp at) override { mark("market", at); }
  void begin_step(timestamp at) override { steps.push_back(at); }
  void flush() override { packets.push_back(log.take()); }
  void idle(timestamp) override { ++idles; }
  void close_session(timestamp at) override { mark("close", at); }
  void inspect(inspection&) const override {}

  void rested(const book_order& o) override { log.rested(o); }
  void executed(const execution& e) override { log.executed(e); }
  void canceled(const cancellation& c) override { log.canceled(c); }
  void replaced(const replacement& r) override { log.replaced(r); }
  void printed(const print& p) override { log.printed(p); }

  std::vector<std::string> life;
  std::vector<timestamp> steps;
  std::vector<std::vector<std::string>> packets;
  int idles{0};

private:
  void mark(const char* what, timestamp at) {
    std::ostringstream line;
    line << what << " " << (at - exchange_driver::opening) / 1us;
    life.push_back(line.str());
  }
  outcome_log log;
  int to_announce_;
};

/// A client without a protocol.
class desk : public order_entry {
public:
  bool poll(timestamp) override { return false; }
  void stop(timestamp) override {}
  bool stopped(timestamp) const override { return true; }
  void inspect(inspection&) const override {}
  void accepted(const book_order& o) override { log.accepted(o); }
  void rested(const book_order& o) override { log.rested(o); }
  void canceled(const cancellation& c) override { log.canceled(c); }
  void replaced(const replacement& r) override { log.replaced(r); }
  void order_refused(const new_order& o, refusal why) override { log.order_refused(o, why); }
  void request_refused(order_reference r, order_owner by, refusal why) override {
    log.request_refused(r, by, why);
  }
  void filled(const book_order& mine, const execution& e) override {
    log.executed(e);
    filled_tokens.push_back(mine.owner.token);
  }
  outcome_log log;
  std::vector<std::uint32_t> filled_tokens;
};

std::vector<listing> two_listings() {
  return {{"CORA", {50'000'000'000}}, {"LANE", {20'000'000'000}}};
}

exchange::settings flow_of(std::uint64_t rate) {
  exchange::settings s;
  s.messages_per_second = rate;
  return s;
}

struct exchange_test : testing::Test {
  bare_setup setup;
  venue_probe probe{setup};
  tape published;
};

TEST_F(exchange_test, a_session_announces_its_instruments_before_the_market_opens) {
  auto s = flow_of(0);
  s.start_delay = 5ms;
  exchange tested{s, two_listings(), probe};
  tested.add(published);
  exchange_driver driver{tested};
  driver.start();
  driver.run(10ms);
  driver.stop();
  EXPECT_THAT(published.life, ElementsAre("open 5000", "announce 5000", "announce 5200",
                                          "announce 5400", "market 5800", "close 10000"));
}

TEST_F(exchange_test, nothing_happens_before_the_start_delay_but_heartbeats) {
  auto s = flow_of(1'000);
  s.start_delay = 5ms;
  exchange tested{s, two_listings(), probe};
  tested.add(published);
  exchange_driver driver{tested};
  driver.start();
  driver.run(4ms);
  EXPECT_THAT(published.life, IsEmpty());
  EXPECT_GT(published.idles, 10);
}

TEST_F(exchange_test, the_flow_keeps_its_rate_whatever_the_lane_does) {
  exchange tested{flow_of(50'000), two_listings(), probe};
  tested.add(published);
  exchange_driver driver{tested};
  driver.start();
  driver.run_until_trading();
  driver.run(2s, 3ms);
  std::size_t messages = 0;
  for (const auto& p : published.packets) messages += p.size();
  EXPECT_NEAR(static_cast<double>(messages), 100'000, 5'000);
}

TEST_F(exchange_test, steps_are_stamped_with_their_own_time_and_never_go_back) {
  exchange tested{flow_of(50'000), two_listings(), probe};
  tested.add(published);
  exchange_driver driver{tested};
  driver.start();
  driver.run(500ms, 5ms);
  EXPECT_TRUE(std::is_sorted(published.steps.begin(), published.steps.end()));
  EXPECT_GT(published.steps.size(), 10'000U);
  EXPECT_GT(published.steps.back() - published.steps.front(), 480ms);
  EXPECT_LE(published.steps.back(), driver.now());
  const auto distinct = std::set(published.steps.begin(), published.steps.end()).size();
  EXPECT_GT(distinct, published.steps.size() * 9 / 10);
}

TEST_F(exchange_test, what_is_published_does_not_depend_on_when_the_lane_gets_to_it) {
  tape other;
  for (auto [into, turn] : {std::pair{&published, 20us}, std::pair{&other, 7'000us}}) {
    exchange tested{flow_of(50'000), two_listings(), probe};
    tested.add(*into);
    exchange_driver driver{tested};
    driver.start();
    driver.run(700ms, turn);
  }
  EXPECT_EQ(published.packets, other.packets);
  EXPECT_EQ(published.steps, other.steps);
}

TEST_F(exchange_test, after_a_long_pause_time_slips_and_the_backlog_is_not_rushed_out) {
  exchange tested{flow_of(10'000), two_listings(), probe};
  tested.add(published);
  exchange_driver driver{tested};
  driver.start();
  driver.run_until_trading();
  driver.run(10ms);
  const auto before = published.steps.size();
  driver.run(5s, 5s); // one turn
  EXPECT_LT(published.steps.size() - before, 2'000U);
  EXPECT_GT(tested.slipped(), 4s);
}

TEST_F(exchange_test, a_client_is_told_of_its_own_orders_only) {
  desk alice;
  desk bob;
  exchange tested{flow_of(0), two_listings(), probe};
  tested.add(published);
  const auto a = tested.add(alice);
  const auto b = tested.add(bob);
  exchange_driver driver{tested};
  driver.start();
  driver.run_until_trading();
  const auto order = [](side s, std::uint32_t entry, std::uint32_t token, time_in_force tif) {
    return new_order{instrument_id{0}, s,     ord_type::limit, tif,
                     {50'000'000'000}, {100}, {entry, token}};
  };
  tested.submit(order(side::buy, a, 7, time_in_force::day), driver.now());
  tested.submit(order(side::sell, b, 9, time_in_force::ioc), driver.now());
  EXPECT_THAT(alice.log.take(),
              ElementsAre("accepted #1", "rested #1 100 @ 50.00", "trade #1 x #2 100 @ 50.00 (1)"));
  EXPECT_THAT(alice.filled_tokens, ElementsAre(7U));
  EXPECT_THAT(bob.log.take(), ElementsAre("accepted #2", "trade #1 x #2 100 @ 50.00 (1)"));
  EXPECT_THAT(bob.filled_tokens, ElementsAre(9U));
  EXPECT_EQ(probe.orders(), 2U);
  EXPECT_EQ(probe.fills(), 2U);
}

TEST_F(exchange_test, the_market_sees_trades_and_resting_orders_but_no_rest_of_an_ioc) {
  desk alice;
  exchange tested{flow_of(0), two_listings(), probe};
  tested.add(published);
  const auto a = tested.add(alice);
  exchange_driver driver{tested};
  driver.start();
  driver.run_until_trading();
  published.packets.clear();
  new_order order{instrument_id{1}, side::buy, ord_type::limit, time_in_force::day,
                  {20'000'000'000}, {100},     {a, 1}};
  tested.submit(order, driver.now());
  order.side = side::sell;
  order.time_in_force = time_in_force::ioc;
  order.qty = {250};
  tested.submit(order, driver.now());
  EXPECT_THAT(published.packets, ElementsAre(ElementsAre("rested #1 100 @ 20.00"),
                                             ElementsAre("trade #1 x #2 100 @ 20.00 (1)")));
}

TEST_F(exchange_test, a_clients_resting_order_is_filled_by_the_flow) {
  desk alice;
  exchange tested{flow_of(50'000), two_listings(), probe};
  tested.add(published);
  const auto a = tested.add(alice);
  exchange_driver driver{tested};
  driver.start();
  driver.run_until_trading();
  driver.run(200ms);
  const auto bid = tested.engine().best(instrument_id{0}, side::buy);
  ASSERT_GT(bid.qty.units, 0);
  tested.submit(
      {instrument_id{0}, side::buy, ord_type::limit, time_in_force::day, bid.px, {100}, {a, 3}},
      driver.now());
  driver.run(2s);
  EXPECT_FALSE(alice.filled_tokens.empty());
}

TEST_F(exchange_test, a_client_that_uses_up_a_book_does_not_bring_down_the_flow) {
  desk alice;
  exchange tested{flow_of(50'000), two_listings(), probe};
  tested.add(published);
  const auto a = tested.add(alice);
  exchange_driver driver{tested};
  driver.start();
  driver.run_until_trading();
  for (std::int64_t i = 1; i <= 256; ++i)
    for (const auto s : {side::buy, side::sell})
      tested.submit({instrument_id{0},
                     s,
                     ord_type::limit,
                     time_in_force::day,
                     {(s == side::buy ? i : 20'000 - i) * 10'000'000},
                     {100},
                     {a, 1}},
                    driver.now());
  driver.run(2s);
  tested.submit(
      {instrument_id{0}, side::buy, ord_type::market, time_in_force::ioc, {}, {999'999}, {a, 2}},
      driver.now());
  const auto before = published.steps.size();
  driver.run(2s);
  EXPECT_GT(published.steps.size(), before + 50'000);
  EXPECT_LT(tested.engine().best(instrument_id{1}, side::buy).px,
            tested.engine().best(instrument_id{1}, side::sell).px);
}

TEST(listings, are_made_up_to_the_wanted_number_with_prices_from_the_seed) {
  listing_settings s;
  s.instruments = 8'000;
  const auto all = make_listings(s);
  ASSERT_EQ(all.size(), 8'000U);
  EXPECT_EQ(all[0].symbol, "CORA");
  EXPECT_EQ(all[8].symbol, "XAAA");
  std::vector<std::string> symbols;
  for (const auto& l : all) {
    symbols.push_back(l.symbol);
    EXPECT_GE(l.opening, s.lowest_opening);
    EXPECT_LE(l.opening, s.highest_opening);
    EXPECT_EQ(l.opening.nanos % s.tick.nanos, 0);
  }
  std::sort(symbols.begin(), symbols.end());
  EXPECT_EQ(std::adjacent_find(symbols.begin(), symbols.end()), symbols.end());
  EXPECT_EQ(make_listings(s)[77].opening, all[77].opening);
  s.instruments = 3;
  EXPECT_EQ(make_listings(s).size(), 3U);
}

} // namespace
} // namespace corelane::venue
