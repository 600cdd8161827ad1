#include "corelane/actors/feed/pillar/pillar_feed.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane {
namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t end = mbo_event::last_in_event;
constexpr std::uint32_t second = 1'700'000'000;

/// A feed in virtual time, which is given packets as a replay gives them.
class pillar_feed_test : public ::testing::Test {
protected:
  pillar_feed_test() {
    feed.start();
    say(reset());
    (void)events();
  }

  template <class... Messages>
  std::vector<std::byte> packet_of(std::uint32_t sequence, const Messages&... messages) {
    std::vector<std::byte> bytes(1400);
    pillar::packet_writer w{bytes, sequence};
    ((void)w.add(messages), ...);
    bytes.resize(w.finish({second * 1'000'000'000LL}).size());
    return bytes;
  }
  template <class... Messages>
  void say(const Messages&... messages) {
    give(packet_of(next, messages...));
    next += sizeof...(messages);
  }
  void give(const std::vector<std::byte>& bytes, std::uint8_t line = 0) {
    dynamic_cast<packet_handler&>(feed.get()).on_packet({bytes, tsc_stamp{1}, feed.now(), line});
  }

  static pillar::sequence_reset reset() { return {second, 0, 0, 0}; }
  static pillar::symbol_mapping mapping(std::uint32_t index = 7, std::string_view name = "IBM") {
    pillar::symbol_mapping m;
    m.symbol_index = index;
    m.symbol = name;
    m.system_id = 3;
    m.exchange_code = 'N';
    m.price_scale_code = 6;
    m.lot_size = 100;
    m.mpv = 100;
    return m;
  }
  pillar::add_order add(std::uint64_t id, std::uint32_t number) {
    pillar::add_order m;
    m.source_time_ns = 5;
    m.symbol_index = 7;
    m.symbol_seq_num = number;
    m.order_id = id;
    m.price = {140'250'000};
    m.volume = 300;
    m.side = 'S';
    return m;
  }
  std::vector<mbo_event> events() { return feed.take<mbo_event>("events"); }

  support::actor_harness feed{
      support::actor_harness::of<pillar_feed>("{max_symbols: 64, hold_bytes: 65536}")};
  std::uint32_t next{1};
};

TEST_F(pillar_feed_test, prices_are_scaled_as_the_mapping_says_and_times_by_the_engines_clock) {
  pillar::source_time_reference clock;
  clock.id = 3;
  clock.source_time = second;
  say(mapping(), clock, add(1, 1));
  const auto all = events();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].instrument, feed.id("IBM"));
  EXPECT_EQ(all[0].px.nanos, 140'250'000'000);
  EXPECT_EQ(all[0].side, side::sell);
  EXPECT_EQ(all[0].exchange_time.ns, second * 1'000'000'000LL + 5);
  EXPECT_EQ(all[0].flags, end);
  const auto told = feed.take<definition>("definitions");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].tick.nanos, 10'000'000);
  EXPECT_EQ(told[0].round_lot.units, 100);
  EXPECT_EQ(told[0].venue_instrument, 7u);
}

TEST_F(pillar_feed_test, what_happens_to_an_order_becomes_its_event) {
  pillar::modify_order modify;
  modify.symbol_index = 7;
  modify.symbol_seq_num = 2;
  modify.order_id = 1;
  modify.price = {140'250'000};
  modify.volume = 200;
  auto moved = modify;
  moved.symbol_seq_num = 3;
  moved.position_change = 1;
  pillar::order_execution execution;
  execution.symbol_index = 7;
  execution.symbol_seq_num = 4;
  execution.order_id = 1;
  execution.trade_id = 9;
  execution.price = {140'000'000};
  execution.volume = 50;
  execution.printable_flag = 0;
  pillar::replace_order replace;
  replace.symbol_index = 7;
  replace.symbol_seq_num = 5;
  replace.order_id = 1;
  replace.new_order_id = 2;
  replace.price = {139'000'000};
  replace.volume = 10;
  pillar::delete_order gone;
  gone.symbol_index = 7;
  gone.symbol_seq_num = 6;
  gone.order_id = 2;
  say(mapping(), add(1, 1), modify, moved, execution, replace, gone);
  const auto all = events();
  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[1].action, mbo_action::modify);
  EXPECT_EQ(all[1].flags, end | mbo_event::keeps_place);
  EXPECT_EQ(all[2].flags, end) << "it lost its place";
  EXPECT_EQ(all[3].action, mbo_action::execute_at);
  EXPECT_EQ(all[3].px.nanos, 140'000'000'000);
  EXPECT_EQ(all[3].flags, end | mbo_event::non_printable);
  EXPECT_EQ(all[4].action, mbo_action::replace);
  EXPECT_EQ(all[4].new_order_id, 2u);
  EXPECT_EQ(all[5].action, mbo_action::remove);
}

TEST_F(pillar_feed_test, the_close_of_a_symbol_empties_its_book_without_deletes) {
  pillar::security_status status;
  status.symbol_index = 7;
  status.symbol_seq_num = 2;
  status.status = 'X';
  status.market_state = 'X';
  say(mapping(), add(1, 1), status);
  const auto all = events();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].action, mbo_action::clear);
  EXPECT_EQ(feed.take<trading_status>("statuses").at(0).state, trading_state::closed);
}

TEST_F(pillar_feed_test, halts_and_restrictions_are_told_apart) {
  pillar::security_status status;
  status.symbol_index = 7;
  status.symbol_seq_num = 1;
  status.status = '4';
  status.market_state = 'O';
  status.halt_condition = 'D';
  status.ssr_state = 'E';
  say(mapping(), status);
  auto told = feed.take<trading_status>("statuses");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].state, trading_state::halted);
  EXPECT_TRUE(told[0].short_sale_restricted);
  status.symbol_seq_num = 2;
  status.status = '5';
  status.halt_condition = '~';
  say(status);
  told = feed.take<trading_status>("statuses");
  EXPECT_EQ(told.at(0).state, trading_state::trading);
  EXPECT_TRUE(told.at(0).short_sale_restricted);
}

TEST_F(pillar_feed_test, a_symbol_clear_empties_one_book_alone) {
  pillar::symbol_clear clear;
  clear.symbol_index = 7;
  clear.next_source_seq_num = 10;
  say(mapping(), mapping(8, "GE"), add(1, 1), clear, add(2, 10));
  const auto all = events();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].action, mbo_action::clear);
  EXPECT_EQ(all[1].instrument, feed.id("IBM"));
  EXPECT_EQ(all[2].order_id, 2u);
  EXPECT_EQ(all[2].state(), book_state::valid);
}

TEST_F(pillar_feed_test, a_gap_in_a_symbols_own_numbers_makes_the_books_stale) {
  say(mapping(), add(1, 1), add(2, 3));
  const auto all = events();
  ASSERT_GE(all.size(), 3u);
  EXPECT_EQ(all.back().action, mbo_action::trust);
  EXPECT_EQ(all.back().state(), book_state::stale);
  EXPECT_EQ(feed.count_of("corelane_feed_contradictions_total"), 1u);
}

TEST_F(pillar_feed_test, messages_before_their_mapping_make_the_books_stale) {
  say(add(1, 1));
  EXPECT_TRUE(events().empty());
  say(mapping());
  const auto all = events();
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.back().state(), book_state::stale);
}

TEST_F(pillar_feed_test, a_reset_begins_a_session_once_though_both_lines_bring_it) {
  say(mapping(), add(1, 1));
  (void)events();
  std::vector<std::byte> bytes(64);
  pillar::packet_writer w{bytes, 1};
  (void)w.add(reset());
  bytes.resize(w.finish({(second + 9) * 1'000'000'000LL}).size());
  give(bytes, 0);
  auto all = events();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].action, mbo_action::clear);
  give(packet_of(2, mapping(), add(5, 1)), 0);
  (void)events();
  give(bytes, 1);
  EXPECT_TRUE(events().empty()) << "the other line's copy";
}

TEST_F(pillar_feed_test, trades_auctions_and_corrections_reach_their_outlets) {
  pillar::non_displayed_trade hidden;
  hidden.symbol_index = 7;
  hidden.symbol_seq_num = 1;
  hidden.trade_id = 4;
  hidden.price = {140'000'000};
  hidden.volume = 10;
  pillar::cross_trade cross;
  cross.symbol_index = 7;
  cross.symbol_seq_num = 2;
  cross.cross_id = 5;
  cross.volume = 1'000;
  cross.price = {141'000'000};
  pillar::cross_correction correction;
  correction.symbol_index = 7;
  correction.symbol_seq_num = 3;
  correction.cross_id = 5;
  correction.volume = 900;
  pillar::imbalance open;
  open.symbol_index = 7;
  open.symbol_seq_num = 4;
  open.reference_price = {140'000'000};
  open.paired_qty = 300;
  open.total_imbalance_qty = 70;
  open.auction_type = 'M';
  open.imbalance_side = 'S';
  say(mapping(), hidden, cross, correction, open);
  const auto trades = feed.take<trade>("trades");
  ASSERT_EQ(trades.size(), 4u);
  EXPECT_EQ(trades[0].kind, trade_kind::non_displayed);
  EXPECT_EQ(trades[1].kind, trade_kind::cross);
  EXPECT_EQ(trades[2].kind, trade_kind::broken);
  EXPECT_EQ(trades[3].qty.units, 900);
  const auto told = feed.take<imbalance>("imbalances");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].of, imbalance::auction::opening);
  EXPECT_EQ(told[0].side, side::sell);
  EXPECT_EQ(told[0].unpaired.units, 70);
}

} // namespace
} // namespace corelane
