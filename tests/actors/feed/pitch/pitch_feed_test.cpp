#include "corelane/tests/actors/feed/pitch/pitch_feed_fixture.hpp"

#include "corelane/actors/feed/pitch/option_symbol.hpp"

namespace corelane {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint8_t end = mbo_event::last_in_event;

TEST_F(pitch_equities, an_add_names_its_instrument_and_what_follows_only_its_order) {
  pitch::unit_time second;
  second.time = 34'200;
  pitch::reduce_size_short less;
  less.time_offset = 6;
  less.order_id = 77;
  less.canceled_quantity = 30;
  pitch::delete_order gone;
  gone.order_id = 77;
  say(second, order(77), less, gone);
  const auto all = events();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].action, mbo_action::add);
  EXPECT_EQ(all[0].instrument, harness.id("AAPL"));
  EXPECT_EQ(all[0].px.nanos, 100 * price::scale);
  EXPECT_EQ(all[0].qty.units, 100);
  EXPECT_EQ(all[0].side, side::buy);
  EXPECT_EQ(all[0].flags, end);
  EXPECT_EQ(all[0].exchange_time.ns, midnight.ns + 34'200'000'000'005);
  EXPECT_EQ(all[1].action, mbo_action::reduce);
  EXPECT_EQ(all[1].instrument, harness.id("AAPL"));
  EXPECT_EQ(all[1].qty.units, 30);
  EXPECT_EQ(all[2].action, mbo_action::remove);
  EXPECT_EQ(all[2].order_id, 77u);
}

TEST_F(pitch_equities, an_order_that_is_gone_is_not_heard_of_again_until_it_is_added_anew) {
  pitch::order_executed all_of_it;
  all_of_it.order_id = 1;
  all_of_it.executed_quantity = 100;
  pitch::delete_order gone;
  gone.order_id = 1;
  say(order(1), all_of_it, gone);
  EXPECT_EQ(events().size(), 2u); // add and execution
  say(order(1, "MSFT"), gone);
  const auto again = events();
  ASSERT_EQ(again.size(), 2u);
  EXPECT_EQ(again[1].instrument, harness.id("MSFT"));
}

TEST_F(pitch_equities, a_modify_loses_its_place_unless_it_says_that_it_keeps_it) {
  pitch::modify_order_short m;
  m.order_id = 1;
  m.price = {10'000};
  m.quantity = 50;
  m.flags = 1;
  say(order(1), m);
  m.flags = 3;
  m.quantity = 40;
  say(m);
  const auto all = events();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].action, mbo_action::replace);
  EXPECT_EQ(all[1].new_order_id, 1u);
  EXPECT_EQ(all[1].qty.units, 50);
  EXPECT_EQ(all[2].action, mbo_action::modify);
  EXPECT_EQ(all[2].flags, end | mbo_event::keeps_place);
  EXPECT_EQ(all[2].qty.units, 40);
}

class pitch_executed_at_price : public pitch_equities {
protected:
  std::vector<mbo_event> after(std::uint32_t executed, std::uint32_t remaining) {
    say(order(1));
    (void)events();
    pitch::order_executed_at_price m;
    m.order_id = 1;
    m.executed_quantity = executed;
    m.remaining_quantity = remaining;
    m.execution_id = 9;
    m.price = {1'010'000};
    say(m);
    return events();
  }
};

TEST_F(pitch_executed_at_price, is_an_execution_when_the_rest_is_what_was_left) {
  const auto all = after(30, 70);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].action, mbo_action::execute_at);
  EXPECT_EQ(all[0].px, price::from_1e4(1'010'000));
  EXPECT_EQ(all[0].qty.units, 30);
  EXPECT_EQ(all[0].flags, end);
}

TEST_F(pitch_executed_at_price, takes_hidden_quantity_that_the_book_never_had) {
  const auto all = after(80, 70); // 30 of the shown, 50 of the hidden
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].qty.units, 30);
  const auto prints = trades();
  ASSERT_EQ(prints.size(), 1u);
  EXPECT_EQ(prints[0].kind, trade_kind::non_displayed);
  EXPECT_EQ(prints[0].qty.units, 50);
}

TEST_F(pitch_executed_at_price, leaves_what_it_says_and_shows_no_state_in_between) {
  const auto all = after(30, 20);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].qty.units, 30);
  EXPECT_EQ(all[0].flags & end, 0);
  EXPECT_EQ(all[1].action, mbo_action::modify);
  EXPECT_EQ(all[1].qty.units, 20);
  EXPECT_EQ(all[1].flags, end | mbo_event::keeps_place);
}

TEST_F(pitch_executed_at_price, may_leave_more_than_there_was) {
  const auto all = after(30, 150);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].action, mbo_action::modify);
  EXPECT_EQ(all[0].qty.units, 150);
  EXPECT_EQ(all[0].px.nanos, 100 * price::scale) << "its own price, not the execution's";
  EXPECT_NE(all[0].flags & mbo_event::keeps_place, 0);
  EXPECT_EQ(trades().at(0).qty.units, 30);
}

TEST_F(pitch_equities, a_unit_clear_empties_every_book_of_the_unit) {
  say(order(1), order(2, "MSFT"));
  (void)events();
  say(pitch::unit_clear{});
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  for (const auto& e : all) {
    EXPECT_EQ(e.action, mbo_action::clear);
    EXPECT_EQ(e.flags, end);
  }
  pitch::delete_order gone;
  gone.order_id = 1;
  say(gone);
  EXPECT_TRUE(events().empty());
}

TEST_F(pitch_equities, trades_of_hidden_orders_do_not_touch_the_book) {
  pitch::trade_short m;
  m.symbol = "AAPL";
  m.price = {10'001};
  m.quantity = 20;
  m.execution_id = 5;
  say(m);
  EXPECT_TRUE(events().empty());
  const auto all = trades();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].kind, trade_kind::non_displayed);
  EXPECT_EQ(all[0].px.nanos, 100'010'000'000);
  pitch::trade_break broken;
  broken.execution_id = 5;
  say(broken);
  EXPECT_EQ(trades().at(0).kind, trade_kind::broken);
}

TEST_F(pitch_equities, statuses_and_auctions_reach_their_outlets) {
  pitch::trading_status s;
  s.symbol = "AAPL";
  s.status = 'H';
  s.reg_sho_action = '1';
  pitch::auction_update a;
  a.symbol = "AAPL";
  a.auction_type = 'C';
  a.reference_price = {1'000'000};
  a.buy_shares = 300;
  a.sell_shares = 500;
  a.indicative_price = {1'010'000};
  a.auction_only_price = {1'020'000};
  say(s, a);
  const auto told = statuses();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].state, trading_state::halted);
  EXPECT_TRUE(told[0].short_sale_restricted);
  const auto auctions = imbalances();
  ASSERT_EQ(auctions.size(), 1u);
  EXPECT_EQ(auctions[0].of, imbalance::auction::closing);
  EXPECT_EQ(auctions[0].side, side::sell);
  EXPECT_EQ(auctions[0].paired.units, 300);
  EXPECT_EQ(auctions[0].unpaired.units, 200);
  say(pitch::end_of_session{});
  EXPECT_EQ(statuses().at(0).state, trading_state::closed);
}

TEST_F(pitch_equities, a_new_session_begins_with_1_after_the_end_of_the_last) {
  say(order(1), pitch::end_of_session{});
  (void)events();
  next = 1;
  say(order(2));
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].action, mbo_action::clear);
  EXPECT_EQ(all[1].order_id, 2u);
}

TEST_F(pitch_equities, number_1_in_mid_session_is_a_late_copy) {
  say(order(1), order(2));
  (void)events();
  give(pitch_packet<pitch::market::equities>(1, order(9)), 1);
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(harness.count_of("corelane_feed_duplicates_total"), 1u);
}

TEST_F(pitch_equities, lines_that_frame_the_same_messages_otherwise_are_matched_by_message) {
  give(pitch_packet<pitch::market::equities>(1, order(1), order(2)), 0);
  give(pitch_packet<pitch::market::equities>(2, order(2), order(3)), 1);
  const auto all = events();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[2].order_id, 3u);
}

TEST_F(pitch_equities, a_gap_makes_the_books_stale_when_nothing_can_fill_it) {
  say(order(1));
  next = 3;
  say(order(3));
  EXPECT_EQ(events().size(), 1u);
  harness.advance(seconds{1});
  const auto all = events();
  ASSERT_GE(all.size(), 2u);
  EXPECT_EQ(all.front().action, mbo_action::trust);
  EXPECT_EQ(all.front().state(), book_state::stale);
  EXPECT_EQ(all.back().order_id, 3u);
}

TEST_F(pitch_equities, units_that_are_not_followed_are_ignored) {
  auto bytes = pitch_packet<pitch::market::equities>(1, order(1));
  bytes[3] = std::byte{2};
  give(bytes);
  EXPECT_TRUE(events().empty());
}

pitch::symbol_mapping mapping() {
  pitch::symbol_mapping m;
  m.symbol = "00Abcd";
  m.osi_symbol = "GOOG  151224C00750000";
  m.condition = 'N';
  m.underlying = "GOOG";
  return m;
}

TEST_F(pitch_options, a_mapping_names_the_series_that_six_characters_stand_for) {
  say_unsequenced(mapping());
  say(order(1, "00Abcd"));
  const auto told = definitions();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].instrument, harness.id("GOOG151224C00750000"));
  EXPECT_EQ(told[0].is, definition::kind::call);
  EXPECT_EQ(told[0].strike.nanos, 750 * price::scale);
  EXPECT_EQ(told[0].expires.ns, 1'450'915'200'000'000'000);
  EXPECT_EQ(events().at(0).instrument, told[0].instrument);
}

TEST_F(pitch_options, an_instrument_whose_orders_came_before_its_mapping_cannot_be_believed) {
  say(order(1, "00Abcd"));
  EXPECT_TRUE(events().empty());
  say_unsequenced(mapping());
  const auto all = events();
  ASSERT_FALSE(all.empty());
  for (const auto& e : all) EXPECT_EQ(e.state(), book_state::stale);
}

TEST_F(pitch_options, a_transaction_is_one_event_of_the_exchange) {
  say(pitch::unit_time{});
  say_unsequenced(mapping());
  say(pitch::transaction_begin{}, order(1, "00Abcd"), order(2, "00Abcd"), pitch::transaction_end{});
  const auto all = events();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].flags, 0);
  EXPECT_EQ(all[1].flags, 0);
  EXPECT_EQ(all[2].action, mbo_action::trust);
  EXPECT_EQ(all[2].flags, end);
  EXPECT_EQ(all[2].instrument, all[0].instrument);
}

TEST_F(pitch_futures, a_definition_names_the_contract_and_says_how_it_trades) {
  pitch::futures_instrument_definition m;
  m.symbol = "000001";
  m.report_symbol = "VX";
  m.expiration_date = 20190522;
  m.contract_size = 1'000;
  m.listing_state = 'A';
  m.price_increment = {500};
  say_unsequenced(m);
  auto told = definitions();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].instrument, harness.id("VX20190522"));
  EXPECT_EQ(told[0].is, definition::kind::future);
  EXPECT_EQ(told[0].tick.nanos, 50'000'000);
  EXPECT_EQ(told[0].multiplier.nanos, 1'000 * price::scale);
  EXPECT_EQ(told[0].expires.ns, 1'558'483'200'000'000'000);
  say_unsequenced(m); // goes round
  told = definitions();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].what, definition::action::modified);

  pitch::price_limits limits;
  limits.symbol = "000001";
  limits.lower_limit = {100'000};
  limits.upper_limit = {200'000};
  say(limits);
  told = definitions();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].highest.nanos, 20 * price::scale);
}

TEST_F(pitch_futures, a_modify_always_goes_to_the_back) {
  pitch::futures_instrument_definition m;
  m.symbol = "000001";
  m.report_symbol = "VX";
  m.expiration_date = 20190522;
  say(pitch::unit_time{});
  say_unsequenced(m);
  pitch::modify_order_short less;
  less.order_id = 1;
  less.price = {10'000};
  less.quantity = 1;
  say(order(1, "000001"), less);
  EXPECT_EQ(events().at(1).action, mbo_action::replace);
}

TEST(option_symbol, reads_what_the_osi_writes) {
  const auto put = option_symbol::parse("SPXW  260116P05000500");
  ASSERT_TRUE(put);
  EXPECT_EQ(put->root, "SPXW");
  EXPECT_FALSE(put->is_call);
  EXPECT_EQ(put->strike.nanos, 5'000'500'000'000);
  EXPECT_EQ(put->text(), "SPXW260116P05000500");
  EXPECT_FALSE(option_symbol::parse("SPXW  261316P05000500")) << "no such month";
  EXPECT_FALSE(option_symbol::parse("SPXW  260116X05000500"));
  EXPECT_FALSE(option_symbol::parse("SPXW260116P05000500")) << "not padded";
  EXPECT_FALSE(option_symbol::parse("SPXW  260116P0500050A"));
}

} // namespace
} // namespace corelane
