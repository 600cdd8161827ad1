#include "corelane/tests/actors/feed/itch50/itch50_feed_fixture.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <string>

namespace corelane {
namespace {

TEST_F(itch50_feed_test, an_order_becomes_an_event_with_its_price_time_and_instrument) {
  give(packet(1, order(7, 42)));
  const auto all = events();
  ASSERT_EQ(all.size(), 1U);
  const auto& e = all[0];
  EXPECT_EQ(e.action, mbo_action::add);
  EXPECT_EQ(e.instrument, harness.id("AAPL"));
  EXPECT_EQ(e.order_id, 42U);
  EXPECT_EQ(e.px.nanos, 101'250'000'000);
  EXPECT_EQ(e.qty.units, 100);
  EXPECT_EQ(e.exchange_time.ns, midnight.ns + 34'200'000'000'230);
  EXPECT_EQ(e.flags, mbo_event::last_in_event);
}

TEST_F(itch50_feed_test, later_messages_find_their_instrument_by_its_locate_number) {
  give(packet(1, order(7, 42), order(8, 43, "MSFT"), deletion(8, 43), deletion(7, 42)));
  const auto all = events();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[2].instrument, harness.id("MSFT"));
  EXPECT_EQ(all[3].instrument, harness.id("AAPL"));
}

TEST_F(itch50_feed_test, a_message_of_an_unannounced_instrument_is_counted_and_dropped) {
  give(packet(1, deletion(9, 1)));
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(count("corelane_feed_unknown_instrument_total"), 1U);
}

class itch50_feed_of_one : public itch50_feed_test {
protected:
  itch50_feed_of_one() : itch50_feed_test{"{symbols: [MSFT]}"} {}
};

TEST_F(itch50_feed_of_one, gives_the_wanted_instruments_only) {
  give(packet(1, order(7, 1), order(8, 2, "MSFT"), deletion(7, 1), deletion(8, 2)));
  EXPECT_EQ(events().size(), 2U);
  EXPECT_EQ(count("corelane_feed_unknown_instrument_total"), 0U);
}

TEST_F(itch50_feed_test, each_order_message_becomes_the_event_that_a_book_understands) {
  itch50::add_order_attributed f = of(itch50::add_order_attributed{}, 7, "AAPL");
  f.buy_sell = 'S';
  f.order_reference = 43;
  itch50::order_executed e;
  e.header.stock_locate = 7;
  e.order_reference = 42;
  e.executed_shares = 30;
  e.match_number = 900;
  itch50::order_executed_with_price c;
  c.header.stock_locate = 7;
  c.order_reference = 42;
  c.executed_shares = 10;
  c.match_number = 901;
  c.printable = 'N';
  c.execution_price = 1'012'400;
  itch50::order_cancel x;
  x.header.stock_locate = 7;
  x.order_reference = 42;
  x.cancelled_shares = 5;
  itch50::order_replace u;
  u.header.stock_locate = 7;
  u.original_reference = 42;
  u.new_reference = 44;
  u.shares = 70;
  u.price = 1'012'300;
  give(packet(1, order(7, 42), f, e, c, x, u, deletion(7, 44)));
  const auto all = events();
  ASSERT_EQ(all.size(), 7U);
  for (const auto& one : all) EXPECT_NE(one.flags & mbo_event::last_in_event, 0);
  EXPECT_EQ(all[1].side, side::sell);
  EXPECT_EQ(all[2].action, mbo_action::execute);
  EXPECT_EQ(all[2].qty.units, 30);
  EXPECT_EQ(all[2].new_order_id, 900U);
  EXPECT_EQ(all[3].action, mbo_action::execute_at);
  EXPECT_EQ(all[3].px, price::from_1e4(1'012'400));
  EXPECT_NE(all[3].flags & mbo_event::non_printable, 0);
  EXPECT_EQ(all[4].action, mbo_action::reduce);
  EXPECT_EQ(all[4].qty.units, 5);
  EXPECT_EQ(all[5].action, mbo_action::replace);
  EXPECT_EQ(all[5].order_id, 42U);
  EXPECT_EQ(all[5].new_order_id, 44U);
  EXPECT_EQ(all[5].qty.units, 70);
  EXPECT_EQ(all[6].action, mbo_action::remove);
  EXPECT_TRUE(trades().empty()) << "the book makes prints of executions";
}

TEST_F(itch50_feed_test, prints_off_the_book_become_trades) {
  auto hidden = of(itch50::non_cross_trade{}, 7, "AAPL");
  hidden.shares = 10;
  hidden.price = 1'000'000;
  hidden.match_number = 900;
  auto cross = of(itch50::cross_trade{}, 7, "AAPL");
  cross.shares = 5'000'000'000;
  cross.cross_price = 1'000'100;
  auto no_cross = of(itch50::cross_trade{}, 8, "MSFT");
  itch50::broken_trade broken;
  broken.header.stock_locate = 7;
  broken.match_number = 900;
  give(packet(1, hidden, cross, no_cross, broken));
  const auto all = trades();
  ASSERT_EQ(all.size(), 3U) << "an auction without shares is no trade";
  EXPECT_EQ(all[0].kind, trade_kind::non_displayed);
  EXPECT_EQ(all[0].px, price::from_1e4(1'000'000));
  EXPECT_EQ(all[1].kind, trade_kind::cross);
  EXPECT_EQ(all[1].qty.units, 5'000'000'000);
  EXPECT_EQ(all[2].kind, trade_kind::broken);
  EXPECT_EQ(all[2].match_number, 900U);
  EXPECT_TRUE(events().empty());
}

TEST_F(itch50_feed_test, messages_are_counted_by_type_and_the_market_phase_can_be_inspected) {
  itch50::system_event s;
  s.event_code = 'Q';
  give(packet(1, s, order(7, 1), order(7, 2)));
  const auto of_type = [&](char type) {
    return harness.count_of("hft_messages_processed_total",
                            std::string{"exchange=\"nasdaq\",message_type=\""} + type + '"');
  };
  EXPECT_EQ(of_type('A'), 2U);
  EXPECT_EQ(of_type('S'), 1U);
  EXPECT_EQ(harness.inspect().fields["system_event"], "Q");
}

TEST_F(itch50_feed_test, the_real_open_gives_an_event_for_each_order_message_of_a_known_locate) {
  const auto file = support::shared_file("itch50/real_open_1000.itch");
  if (!file) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  std::vector<std::byte> bytes(1400);
  moldudp64::packet_writer w{bytes, session, 1};
  for (std::size_t at = 0; at + 2 <= file->size();) {
    const auto* head = reinterpret_cast<const unsigned char*>(file->data() + at);
    const std::size_t n = static_cast<std::size_t>(head[0] << 8 | head[1]);
    std::memcpy(w.begin_message(n).data(), head + 2, n);
    w.end_message(n);
    const auto p = w.finish();
    give({p.begin(), p.end()});
    at += 2 + n;
  }
  EXPECT_EQ(count("corelane_feed_messages_total"), 1000U);
  EXPECT_EQ(count("corelane_feed_malformed_total"), 0U);
  EXPECT_EQ(count("corelane_feed_gaps_total"), 0U);
  std::size_t adds = 0;
  for (const auto& e : events()) adds += e.action == mbo_action::add;
  EXPECT_EQ(adds, 367U + 193U);
}

} // namespace
} // namespace corelane
