#include "corelane/actors/venue/itch50/itch_publisher.hpp"

#include "corelane/tests/actors/venue/itch50/itch_tape.hpp"
#include "corelane/tests/actors/venue/venue_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace corelane::venue {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr price fifty{50'000'000'000};
constexpr price cent{10'000'000};

struct seeded_venue {
  explicit seeded_venue(exchange::settings s, std::uint32_t instruments = 8,
                        const std::string& session = "V1")
      : venue{s, listings_of(instruments), probe}, itch{session, venue.listings(), tape, probe} {
    venue.add(itch);
    driver.start();
  }
  static std::vector<listing> listings_of(std::uint32_t instruments) {
    listing_settings s;
    s.instruments = instruments;
    return make_listings(s);
  }

  bare_setup setup;
  venue_probe probe{setup};
  itch_tape tape;
  exchange venue;
  itch_publisher itch;
  exchange_driver driver{venue};
};

exchange::settings flow_of(std::uint64_t rate, std::uint64_t seed = 1) {
  exchange::settings s;
  s.messages_per_second = rate;
  s.seed = seed;
  return s;
}

/// The engine's own book must be what a receiver of the packets has.
void expect_same_books(const matching_engine& engine, const itch_tape& tape) {
  for (std::uint32_t i = 0; i < engine.instruments(); ++i)
    for (const auto s : {side::buy, side::sell}) {
      const auto published =
          tape.book(static_cast<std::uint16_t>(i + 1), s == side::buy ? 'B' : 'S');
      const auto levels = engine.levels(instrument_id{i}, s);
      std::size_t at = 0;
      for (auto level = levels.rbegin(); level != levels.rend(); ++level)
        engine.for_each_order(*level, [&](const book_order& own) {
          ASSERT_LT(at, published.size());
          EXPECT_EQ(published[at].reference, static_cast<std::uint64_t>(own.reference));
          EXPECT_EQ(published[at].shares, own.leaves.units);
          EXPECT_EQ(price::from_1e4(published[at].px), own.px);
          ++at;
        });
      EXPECT_EQ(at, published.size());
    }
}

TEST(itch_publisher, a_session_begins_with_the_directory_and_ends_with_its_end) {
  seeded_venue v{flow_of(0), 3};
  v.driver.run(10ms);
  v.driver.stop();
  EXPECT_EQ(v.tape.types, "SRRRHHHSSSSS");
  EXPECT_EQ(v.tape.events, "OSQMEC");
  EXPECT_EQ(v.tape.stock[1], "CORA    ");
  EXPECT_EQ(v.tape.stock[3], "TIKA    ");
  EXPECT_EQ(v.tape.ends, 3U);
  EXPECT_EQ(v.tape.session, "V1        ");
  EXPECT_THAT(v.tape.mistakes, IsEmpty());
}

TEST(itch_publisher, a_quiet_venue_sends_a_heartbeat_each_second) {
  seeded_venue v{flow_of(0)};
  v.driver.run(10s, 1ms);
  EXPECT_GE(v.tape.heartbeats, 9U);
  EXPECT_LE(v.tape.heartbeats, 11U);
  EXPECT_THAT(v.tape.mistakes, IsEmpty());
}

TEST(itch_publisher, time_stamps_count_from_midnight) {
  auto s = flow_of(0);
  s.opens_at =
      timestamp{exchange_driver::opening.ns / 86'400'000'000'000 * 86'400'000'000'000} + 9h + 30min;
  seeded_venue v{s};
  v.driver.run(10ms);
  EXPECT_EQ(v.tape.last_time / 1'000'000'000, 34'200U);
}

TEST(itch_publisher, the_books_of_a_receiver_are_those_of_the_engine) {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    seeded_venue v{flow_of(100'000, seed)};
    v.driver.run(2s);
    EXPECT_THAT(v.tape.mistakes, IsEmpty());
    EXPECT_GT(v.tape.types.size(), 150'000U);
    for (const char type : {'A', 'E', 'X', 'D', 'U', 'P'})
      EXPECT_NE(v.tape.types.find(type), std::string::npos) << type;
    EXPECT_EQ(v.probe.messages(), v.tape.types.size());
    EXPECT_EQ(v.probe.packets(), v.tape.packets);
    expect_same_books(v.venue.engine(), v.tape);
  }
}

TEST(itch_publisher, eight_thousand_instruments_are_announced_in_order_and_within_a_second) {
  seeded_venue v{flow_of(50'000), 8'000};
  v.driver.run(1s);
  EXPECT_TRUE(v.venue.is_trading());
  EXPECT_EQ(v.tape.stock.size(), 8'000U);
  EXPECT_THAT(v.tape.mistakes, IsEmpty());
  expect_same_books(v.venue.engine(), v.tape);
}

TEST(itch_publisher, two_runs_of_a_seed_publish_the_same_bytes) {
  const auto run = [](std::uint64_t seed, std::chrono::nanoseconds turn) {
    seeded_venue v{flow_of(50'000, seed)};
    v.driver.run(1s, turn);
    return std::move(v.tape.bytes);
  };
  const auto first = run(7, 50us);
  EXPECT_GT(first.size(), 1'000'000U);
  EXPECT_TRUE(first == run(7, 50us));
  EXPECT_TRUE(first == run(7, 10ms)) << "the host's pace must not show";
  EXPECT_FALSE(first == run(8, 50us));
}

struct itch_of_orders : testing::Test {
  itch_of_orders() {
    v.driver.run_until_trading();
    v.tape.types.clear();
  }
  order_reference order(side s, price px, std::int64_t qty,
                        time_in_force tif = time_in_force::day) {
    return v.venue.submit({instrument_id{0}, s, ord_type::limit, tif, px, {qty}, {desk_entry, 0}},
                          v.driver.now());
  }

  class silent_desk : public order_entry {
    bool poll(timestamp) override { return false; }
    void stop(timestamp) override {}
    bool stopped(timestamp) const override { return true; }
    void filled(const book_order&, const execution&) override {}
    void inspect(inspection&) const override {}
  };

  seeded_venue v{flow_of(0), 1};
  silent_desk desk;
  std::uint32_t desk_entry{v.venue.add(desk)};
};

TEST_F(itch_of_orders, what_a_day_order_meets_is_executed_and_its_rest_is_added) {
  order(side::sell, fifty, 100);
  order(side::buy, fifty, 250);
  EXPECT_EQ(v.tape.types, "AEA");
  EXPECT_THAT(v.tape.trades, ElementsAre("E 100 #1 (1)"));
}

TEST_F(itch_of_orders, the_rest_of_an_ioc_order_and_an_unfilled_fok_order_are_not_seen) {
  order(side::sell, fifty, 100);
  order(side::buy, fifty, 250, time_in_force::fok);
  order(side::buy, fifty, 250, time_in_force::ioc);
  EXPECT_EQ(v.tape.types, "AE");
}

TEST_F(itch_of_orders, a_replace_in_place_is_an_x_any_other_a_u_and_a_crossing_one_a_d) {
  const auto bid = order(side::buy, fifty, 300);
  order(side::sell, fifty + cent, 100);
  v.venue.replace(bid, fifty, {200}, {desk_entry, 0}, v.driver.now());
  EXPECT_EQ(v.tape.types, "AAX");
  const auto moved = v.venue.replace(bid, fifty - cent, {200}, {desk_entry, 0}, v.driver.now());
  EXPECT_EQ(v.tape.types, "AAXU");
  v.venue.replace(moved, fifty + cent, {200}, {desk_entry, 0}, v.driver.now());
  EXPECT_EQ(v.tape.types, "AAXUDEA");
  v.venue.cancel(order_reference{4}, {desk_entry, 0}, v.driver.now());
  EXPECT_EQ(v.tape.types, "AAXUDEAD");
  EXPECT_THAT(v.tape.mistakes, IsEmpty());
  expect_same_books(v.venue.engine(), v.tape);
}

TEST_F(itch_of_orders, one_order_that_sweeps_many_spans_as_many_packets_as_it_needs) {
  for (int i = 0; i < 200; ++i) order(side::sell, fifty + cent * (i % 50), 100);
  const auto before = v.tape.packets;
  order(side::buy, fifty + cent * 50, 20'000);
  EXPECT_EQ(v.tape.packets - before, 200 * 33 / 1'380 + 1U);
  EXPECT_THAT(v.tape.mistakes, IsEmpty());
  EXPECT_EQ(v.tape.trades.size(), 200U);
}

} // namespace
} // namespace corelane::venue
