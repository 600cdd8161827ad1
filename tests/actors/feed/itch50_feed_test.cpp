#include "corelane/actors/feed/itch50_feed.hpp"

#include "corelane/protocols/moldudp64/packet_writer.hpp"
#include "corelane/tests/support/actor_harness.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane {
namespace {

using support::actor_harness;
constexpr moldudp64::session_name today{'T', 'O', 'D', 'A', 'Y'};
constexpr moldudp64::session_name tomorrow{'T', 'O', 'M', 'O', 'R', 'R', 'O', 'W'};

/// A feed in virtual time, which is given packets as a replay gives them.
class itch50_feed_test : public ::testing::Test {
protected:
  explicit itch50_feed_test(std::string_view parameters = "{}")
      : harness{actor_harness::of<itch50_feed>(parameters)} {
    harness.start();
  }

  template <class... Messages>
  std::vector<std::byte> packet(std::uint64_t sequence, Messages... messages) {
    std::vector<std::byte> bytes(1400);
    moldudp64::packet_writer w{bytes, session, sequence};
    (w.end_message(itch50::write(messages, w.begin_message(Messages::wire_size).data())), ...);
    const auto used = w.finish().size();
    bytes.resize(used);
    return bytes;
  }
  void give(const std::vector<std::byte>& bytes) {
    dynamic_cast<itch50_feed&>(harness.get())
        .on_packet({bytes, tsc_stamp{1}, timestamp{1'577'700'000'000'000'000}}); // 2019-12-30
  }
  static itch50::add_order order(std::uint16_t locate, std::uint64_t reference,
                                 std::string_view symbol = "AAPL") {
    itch50::add_order a;
    a.header = {locate, 0, 34'200'000'000'230};
    a.order_reference = reference;
    a.buy_sell = 'B';
    a.shares = 100;
    a.symbol = symbol;
    a.price = 1'012'500;
    return a;
  }
  static itch50::order_delete deletion(std::uint16_t locate, std::uint64_t reference) {
    itch50::order_delete d;
    d.header.stock_locate = locate;
    d.order_reference = reference;
    return d;
  }
  std::vector<mbo_event> events() { return harness.take<mbo_event>("events"); }
  std::uint64_t count(std::string_view name) { return harness.count_of(name); }

  actor_harness harness;
  moldudp64::session_name session{today};
};

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
  EXPECT_EQ(e.exchange_time.ns, 1'577'664'000'000'000'000 + 34'200'000'000'230);
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

TEST_F(itch50_feed_test, after_a_gap_events_say_so_until_the_session_changes) {
  give(packet(1, order(7, 1)));
  give(packet(5, order(7, 2)));
  EXPECT_EQ(count("corelane_feed_gaps_total"), 1U);
  EXPECT_EQ(count("corelane_feed_missing_messages_total"), 3U);
  auto all = events();
  EXPECT_EQ(all[0].flags & mbo_event::after_gap, 0);
  EXPECT_NE(all[1].flags & mbo_event::after_gap, 0);
  session = tomorrow;
  give(packet(1, order(7, 3)));
  EXPECT_EQ(events()[0].flags & mbo_event::after_gap, 0);
  EXPECT_EQ(count("corelane_feed_sessions_total"), 2U);
}

TEST_F(itch50_feed_test, what_was_seen_is_not_given_twice) {
  give(packet(1, order(7, 1), order(7, 2)));
  give(packet(1, order(7, 1), order(7, 2)));
  give(packet(2, order(7, 2), order(7, 3)));
  const auto all = events();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].order_id, 3U);
  EXPECT_EQ(count("corelane_feed_duplicates_total"), 1U);
  EXPECT_EQ(count("corelane_feed_gaps_total"), 0U);
}

TEST_F(itch50_feed_test, heartbeats_are_neither_messages_nor_duplicates) {
  give(packet(1, order(7, 1)));
  give(packet(2));
  give(packet(2));
  EXPECT_EQ(count("corelane_feed_messages_total"), 1U);
  EXPECT_EQ(count("corelane_feed_duplicates_total"), 0U);
}

TEST_F(itch50_feed_test, broken_packets_are_counted_and_what_they_lost_is_a_gap) {
  give(std::vector<std::byte>(5));
  auto cut = packet(1, order(7, 1), order(7, 2));
  cut.resize(cut.size() - 3);
  give(cut);
  EXPECT_EQ(events().size(), 1U);
  EXPECT_EQ(count("corelane_feed_malformed_total"), 2U);
  EXPECT_EQ(count("corelane_feed_gaps_total"), 1U);
}

TEST_F(itch50_feed_test, halts_and_prints_reach_their_outlets) {
  itch50::trading_action h;
  h.header.stock_locate = 7;
  h.symbol = std::string_view{"AAPL"};
  h.trading_state = 'H';
  h.reason = std::string_view{"T1"};
  itch50::non_cross_trade p;
  p.header.stock_locate = 7;
  p.symbol = std::string_view{"AAPL"};
  p.buy_sell = 'B';
  p.shares = 10;
  p.price = 1'000'000;
  give(packet(1, h, p));
  const auto statuses = harness.take<trading_status>("statuses");
  ASSERT_EQ(statuses.size(), 1U);
  EXPECT_EQ(statuses[0].state, trading_state::halted);
  EXPECT_STREQ(statuses[0].reason, "T1");
  const auto trades = harness.take<trade>("trades");
  ASSERT_EQ(trades.size(), 1U);
  EXPECT_EQ(trades[0].kind, trade_kind::non_displayed);
  EXPECT_EQ(trades[0].aggressor, side::sell);
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
