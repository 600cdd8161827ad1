#include "corelane/actors/feed/mdp3/mdp3_feed.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <array>
#include <vector>

namespace corelane {
namespace {

constexpr std::uint8_t end = mbo_event::last_in_event;
constexpr std::int32_t es = 17'077, nq = 17'078;

/// A feed in virtual time, which is given packets as a replay gives them.
class mdp3_feed_test : public ::testing::Test {
protected:
  mdp3_feed_test() { feed.start(); }

  /// The next packet of the channel, which `fill` puts messages into.
  template <class Fill>
  void say(Fill&& fill, std::uint8_t line = 0) {
    std::vector<std::byte> bytes(1420);
    mdp3::packet_writer w{bytes, next++};
    fill(w);
    const auto packet = w.finish({1'700'000'000'000'000'000});
    dynamic_cast<packet_handler&>(feed.get()).on_packet({packet, tsc_stamp{1}, feed.now(), line});
  }
  static void put_future(mdp3::packet_writer& w, std::int32_t id, std::string_view symbol) {
    using definition = mdp3::future_definition;
    definition m;
    m.match_event = {mdp3::match_event_bit::end_of_event};
    m.action = mdp3::definition_action::add;
    m.group = std::string_view{"ES"};
    m.asset = symbol.substr(0, 2);
    m.symbol = symbol;
    m.security_id = id;
    m.tick = {250'000'000};
    m.display_factor = {10'000'000};
    m.unit_qty = {50'000'000'000};
    m.min_trade_qty = 1;
    definition::feed shown;
    shown.feed_type = std::string_view{"GBX"};
    shown.depth = 3;
    EXPECT_TRUE(w.add(m, std::array<definition::event, 0>{}, std::array{shown},
                      std::array<definition::attribute, 0>{},
                      std::array<definition::lot_rule, 0>{}));
  }
  void define() {
    say([](auto& w) {
      put_future(w, es, "ESH4");
      put_future(w, nq, "NQH4");
    });
    (void)events();
    (void)prices();
  }
  mdp3::incremental_book::entry level(std::uint8_t at, std::int64_t px, std::int32_t qty,
                                      mdp3::entry_type type = mdp3::entry_type::bid) {
    mdp3::incremental_book::entry e;
    e.px = {px};
    e.qty = qty;
    e.security_id = es;
    e.rpt_seq = ++rpt_seq;
    e.order_count = 1;
    e.level = at;
    e.type = type;
    return e;
  }
  template <class... Entries>
  void book(bool ends, Entries... entries) {
    const std::vector<mdp3::incremental_book::entry> all{entries...};
    say([&](auto& w) {
      mdp3::incremental_book m;
      m.transact_time = {77};
      if (ends) m.match_event.set(mdp3::match_event_bit::end_of_event);
      EXPECT_TRUE(w.add(m, all, orders));
    });
    orders.clear();
  }
  std::vector<mbo_event> events() { return feed.take<mbo_event>("events"); }
  std::vector<mbp_event> prices() { return feed.take<mbp_event>("prices"); }

  support::actor_harness feed{support::actor_harness::of<mdp3_feed>(
      "{max_instruments: 16, max_orders: 64, hold_bytes: 65536}")};
  std::uint32_t next{1};
  std::uint32_t rpt_seq{0};
  std::vector<mdp3::incremental_book::order_entry> orders;
};

TEST_F(mdp3_feed_test, a_definition_says_what_the_instrument_is) {
  say([](auto& w) { put_future(w, es, "ESH4"); });
  const auto told = feed.take<definition>("definitions");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].instrument, feed.id("ESH4"));
  EXPECT_EQ(told[0].is, definition::kind::future);
  EXPECT_EQ(told[0].venue_instrument, static_cast<std::uint64_t>(es));
  EXPECT_EQ(told[0].tick.nanos, 250'000'000);
  EXPECT_EQ(told[0].multiplier.nanos, 50'000'000'000);
  EXPECT_EQ(told[0].display_factor.nanos, 10'000'000);
}

TEST_F(mdp3_feed_test, levels_are_events_by_price_and_the_exchanges_event_ends_them) {
  define();
  book(false, level(1, 4'799'000'000'000, 16),
       level(1, 4'799'500'000'000, 23, mdp3::entry_type::offer));
  auto all = prices();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].action, mbp_action::insert);
  EXPECT_EQ(all[0].px.nanos, 4'799'000'000'000);
  EXPECT_EQ(all[0].depth, 3);
  EXPECT_EQ(all[0].exchange_time.ns, 77);
  EXPECT_EQ(all[1].side, side::sell);
  EXPECT_EQ(all[0].flags | all[1].flags, 0) << "the event goes on";
  book(true, level(1, 4'799'250'000'000, 5, mdp3::entry_type::implied_bid));
  all = prices();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_TRUE(all[0].implied);
  EXPECT_EQ(all[0].depth, 2);
  EXPECT_EQ(all[1].action, mbp_action::trust);
  EXPECT_EQ(all[1].flags, end);
}

TEST_F(mdp3_feed_test, an_order_has_the_price_of_the_level_it_refers_to) {
  define();
  mdp3::incremental_book::order_entry o;
  o.order_id = 9;
  o.priority = 100;
  o.display_qty = 7;
  o.reference = 2;
  orders = {o};
  book(true, level(1, 100, 1), level(2, 99, 7));
  auto all = events();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].action, mbo_action::add);
  EXPECT_EQ(all[0].px.nanos, 99);
  EXPECT_EQ(all[0].qty.units, 7);
  EXPECT_EQ(all[1].flags, end);

  o.action = mdp3::order_action::change;
  o.display_qty = 5;
  o.reference = 1;
  orders = {o};
  book(true, level(2, 99, 5));
  all = events();
  EXPECT_EQ(all.at(0).action, mbo_action::modify);
  EXPECT_NE(all.at(0).flags & mbo_event::keeps_place, 0) << "its priority is the same";
  o.priority = 101;
  orders = {o};
  book(true, level(2, 99, 5));
  all = events();
  EXPECT_EQ(all.at(0).action, mbo_action::replace);
  EXPECT_EQ(all.at(0).new_order_id, 9u);
  o.reference = 8; // none such
  orders = {o};
  book(true, level(2, 99, 5));
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(feed.count_of("corelane_feed_malformed_total"), 1u);
}

TEST_F(mdp3_feed_test, an_instruments_own_count_that_has_a_gap_makes_the_books_stale) {
  define();
  book(true, level(1, 100, 1));
  ++rpt_seq;
  book(true, level(2, 99, 1));
  EXPECT_EQ(feed.count_of("corelane_feed_contradictions_total"), 1u);
  EXPECT_EQ(prices().back().state(), book_state::stale);
  EXPECT_EQ(events().back().state(), book_state::stale);
}

TEST_F(mdp3_feed_test, a_status_of_a_group_is_one_of_all_its_instruments) {
  define();
  say([](auto& w) {
    mdp3::security_status m;
    m.group = std::string_view{"ES"};
    m.trading_status = mdp3::trading_status::halt;
    EXPECT_TRUE(w.add(m));
  });
  const auto told = feed.take<trading_status>("statuses");
  ASSERT_GE(told.size(), 2u);
  EXPECT_EQ(told[told.size() - 1].state, trading_state::halted);
  EXPECT_EQ(told[told.size() - 2].state, trading_state::halted);
  say([](auto& w) {
    mdp3::security_status m;
    m.security_id = nq;
    m.trading_status = mdp3::trading_status::ready_to_trade;
    EXPECT_TRUE(w.add(m));
  });
  const auto one = feed.take<trading_status>("statuses");
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].instrument, feed.id("NQH4"));
}

TEST_F(mdp3_feed_test, trades_are_prints_with_their_aggressor) {
  define();
  say([](auto& w) {
    mdp3::trade_summary m;
    mdp3::trade_summary::entry e;
    e.px = {100};
    e.qty = 4;
    e.security_id = es;
    e.rpt_seq = 1;
    e.aggressor = mdp3::aggressor_side::sell;
    e.trade_entry_id = 5;
    EXPECT_TRUE(w.add(m, std::array{e}, std::array<mdp3::trade_summary::order_entry, 0>{}));
  });
  const auto all = feed.take<trade>("trades");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].aggressor, side::sell);
  EXPECT_EQ(all[0].qty.units, 4);
  EXPECT_EQ(all[0].match_number, 5u);
}

TEST_F(mdp3_feed_test, a_channel_reset_empties_every_book) {
  define();
  book(true, level(1, 100, 1));
  (void)prices();
  say([](auto& w) {
    EXPECT_TRUE(w.add(mdp3::channel_reset{}, std::array<mdp3::channel_reset::entry, 0>{}));
  });
  const auto all = prices();
  ASSERT_EQ(all.size(), 2u);
  for (const auto& e : all) EXPECT_EQ(e.action, mbp_action::clear);
}

TEST_F(mdp3_feed_test, a_new_week_counts_from_1_again) {
  define();
  book(true, level(1, 100, 1));
  (void)prices();
  std::vector<std::byte> bytes(1420);
  mdp3::packet_writer w{bytes, 1};
  put_future(w, es, "ESH4");
  const auto packet = w.finish({1'700'500'000'000'000'000});
  dynamic_cast<packet_handler&>(feed.get()).on_packet({packet, tsc_stamp{1}, feed.now(), 0});
  const auto all = prices();
  ASSERT_GE(all.size(), 2u);
  EXPECT_EQ(all[0].action, mbp_action::clear);
  EXPECT_EQ(feed.count_of("corelane_feed_sessions_total"), 2u);
}

} // namespace
} // namespace corelane
