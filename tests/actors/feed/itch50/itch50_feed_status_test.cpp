#include "corelane/tests/actors/feed/itch50/itch50_feed_fixture.hpp"

#include <gtest/gtest.h>

namespace corelane {
namespace {

class itch50_feed_status : public itch50_feed_test {
protected:
  explicit itch50_feed_status(std::string_view parameters = "{}") : itch50_feed_test{parameters} {}

  static itch50::trading_action action(char state, std::string_view reason = "") {
    auto m = of(itch50::trading_action{}, 7, "AAPL");
    m.trading_state = state;
    m.reason = reason;
    return m;
  }
  static itch50::operational_halt operation(char what, char market = 'Q') {
    auto m = of(itch50::operational_halt{}, 7, "AAPL");
    m.action = what;
    m.market_code = market;
    return m;
  }
  static itch50::reg_sho short_sales(char what) {
    auto m = of(itch50::reg_sho{}, 7, "AAPL");
    m.action = what;
    return m;
  }
  /// What is said after `messages`, in the last place.
  template <class... Messages>
  trading_status after(Messages... messages) {
    give(packet(next_, messages...));
    next_ += sizeof...(messages);
    const auto all = statuses();
    return all.empty() ? trading_status{} : all.back();
  }

private:
  std::uint64_t next_{1};
};

TEST_F(itch50_feed_status, each_state_of_trading_reaches_the_outlet_with_its_reason) {
  const auto halted = after(action('H', "T1"));
  EXPECT_EQ(halted.state, trading_state::halted);
  EXPECT_EQ(halted.instrument, harness.id("AAPL"));
  EXPECT_STREQ(halted.reason, "T1");
  EXPECT_EQ(halted.exchange_time.ns, midnight.ns + 34'200'000'000'230);
  EXPECT_EQ(after(action('P')).state, trading_state::paused);
  EXPECT_EQ(after(action('Q')).state, trading_state::quoting_only);
  EXPECT_EQ(after(action('T')).state, trading_state::trading);
}

TEST_F(itch50_feed_status, a_short_sale_restriction_does_not_end_a_halt) {
  const auto s = after(action('H', "T1"), short_sales('1'));
  EXPECT_EQ(s.state, trading_state::halted);
  EXPECT_TRUE(s.short_sale_restricted);
}

TEST_F(itch50_feed_status, the_end_of_a_halt_does_not_end_a_short_sale_restriction) {
  EXPECT_TRUE(after(short_sales('2'), action('H'), action('T')).short_sale_restricted);
  EXPECT_FALSE(after(short_sales('0')).short_sale_restricted);
}

TEST_F(itch50_feed_status, when_the_market_works_again_a_regulatory_halt_goes_on) {
  EXPECT_EQ(after(action('H', "T1"), operation('H'), operation('T')).state, trading_state::halted);
  EXPECT_EQ(after(action('T')).state, trading_state::trading);
}

TEST_F(itch50_feed_status, a_market_that_does_not_work_halts_what_may_be_traded) {
  EXPECT_EQ(after(action('T'), operation('H')).state, trading_state::halted);
  EXPECT_EQ(after(action('T')).state, trading_state::halted);
  EXPECT_EQ(after(operation('T')).state, trading_state::trading);
}

TEST_F(itch50_feed_status, another_market_that_does_not_work_halts_nothing_here) {
  EXPECT_EQ(after(action('T'), operation('H', 'B')).state, trading_state::trading);
  EXPECT_EQ(after(operation('H'), operation('T', 'X')).state, trading_state::halted);
}

TEST_F(itch50_feed_status, a_state_not_known_leaves_the_last_one_standing) {
  EXPECT_EQ(after(action('H'), action('?')).state, trading_state::halted);
}

TEST_F(itch50_feed_status, a_new_session_begins_without_the_old_ones_halts) {
  after(action('H'), short_sales('1'));
  session = tomorrow;
  give(packet(1, short_sales('0')));
  const auto all = statuses();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].state, trading_state::unknown);
}

class itch50_feed_of_bx : public itch50_feed_status {
protected:
  itch50_feed_of_bx() : itch50_feed_status{"{market: B}"} {}
};

TEST_F(itch50_feed_of_bx, minds_its_own_markets_operation) {
  EXPECT_EQ(after(action('T'), operation('H', 'Q')).state, trading_state::trading);
  EXPECT_EQ(after(operation('H', 'B')).state, trading_state::halted);
}

TEST_F(itch50_feed_status, the_directory_tells_what_an_instrument_is) {
  auto m = of(itch50::stock_directory{}, 7, "AAPL");
  m.market_category = 'Q';
  m.round_lot_size = 100;
  m.authenticity = 'T';
  give(packet(1, m));
  const auto all = harness.take<definition>("definitions");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].instrument, harness.id("AAPL"));
  EXPECT_EQ(all[0].is, definition::kind::equity);
  EXPECT_EQ(all[0].round_lot.units, 100);
  EXPECT_EQ(all[0].venue_instrument, 7u);
  EXPECT_EQ(all[0].flags, definition::test_instrument);
  EXPECT_STREQ(all[0].market, "Q");
}

TEST_F(itch50_feed_status, an_imbalance_says_how_the_auction_would_end) {
  auto m = of(itch50::net_order_imbalance{}, 7, "AAPL");
  m.paired_shares = 5'000;
  m.imbalance_shares = 700;
  m.imbalance_direction = 'S';
  m.far_price = 1'010'000;
  m.near_price = 1'020'000;
  m.reference_price = 1'030'000;
  m.cross_type = 'C';
  give(packet(1, m));
  const auto all = harness.take<imbalance>("imbalances");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].of, imbalance::auction::closing);
  EXPECT_EQ(all[0].side, side::sell);
  EXPECT_EQ(all[0].paired.units, 5'000);
  EXPECT_EQ(all[0].unpaired.units, 700);
  EXPECT_EQ(all[0].auction_only, price::from_1e4(1'010'000));
  EXPECT_EQ(all[0].indicative, price::from_1e4(1'020'000));
  EXPECT_EQ(all[0].reference, price::from_1e4(1'030'000));
}

TEST_F(itch50_feed_status, the_collars_of_volatility_auctions_and_the_times_of_ipos_are_told) {
  auto collar = of(itch50::luld_auction_collar{}, 7, "AAPL");
  collar.reference_price = 1'000'000;
  collar.lower_price = 950'000;
  collar.upper_price = 1'050'000;
  auto ipo = of(itch50::ipo_quoting_period{}, 7, "AAPL");
  ipo.release_time = 36'000;
  ipo.ipo_price = 170'000;
  auto direct = of(itch50::direct_listing{}, 7, "AAPL");
  direct.near_execution_price = 180'000;
  direct.lower_collar = 170'000;
  direct.upper_collar = 190'000;
  direct.near_execution_time = 36'000'000'000'001;
  give(packet(1, collar, ipo, direct));
  const auto all = harness.take<imbalance>("imbalances");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].of, imbalance::auction::volatility);
  EXPECT_EQ(all[0].reference, price::from_1e4(1'000'000));
  EXPECT_EQ(all[0].lower_collar, price::from_1e4(950'000));
  EXPECT_EQ(all[0].upper_collar, price::from_1e4(1'050'000));
  EXPECT_EQ(all[1].of, imbalance::auction::ipo);
  EXPECT_EQ(all[1].auction_time.ns, midnight.ns + 36'000'000'000'000);
  EXPECT_EQ(all[1].reference, price::from_1e4(170'000));
  EXPECT_EQ(all[2].indicative, price::from_1e4(180'000));
  EXPECT_EQ(all[2].lower_collar, price::from_1e4(170'000));
  EXPECT_EQ(all[2].upper_collar, price::from_1e4(190'000));
  EXPECT_EQ(all[2].auction_time.ns, midnight.ns + 36'000'000'000'001);
}

} // namespace
} // namespace corelane
