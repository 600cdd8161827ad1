#include "corelane/tests/actors/feed/itch50_feed_fixture.hpp"

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

} // namespace
} // namespace corelane
