#include "corelane/actors/book/book_actor.hpp"
#include "corelane/actors/register_all.hpp"
#include "corelane/runtime/api/source.hpp"
#include "corelane/tests/contract/published_market.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <cstdlib>
#include <map>
#include <random>

// What every feed must do, whatever its protocol: an exchange publishes a seeded session, the
// network does its worst to two lines of it, and the books that a node makes are the exchange's
// own.

namespace corelane {
namespace {

using namespace std::chrono_literals;
using support::actor_harness;

struct feed_case {
  std::string protocol;
  std::uint64_t seed;
};

std::string name_of(const ::testing::TestParamInfo<feed_case>& i) {
  return i.param.protocol + "_" + std::to_string(i.param.seed);
}

class feed_contract : public ::testing::TestWithParam<feed_case> {
protected:
  feed_contract() {
    feed.start();
    book.start();
  }

  static registry all_kinds() {
    registry kinds;
    register_all(kinds);
    return kinds;
  }
  std::string parameters() const {
    std::string text = "{group: ['239.0.0.1:1', '239.0.0.2:1'], hold_bytes: 4194304, silence: 0s";
    if (GetParam().protocol == "mdp3")
      text +=
          ", snapshot_group: '239.0.0.3:1', order_snapshot_group: '239.0.0.4:1', "
          "definition_group: '239.0.0.5:1'";
    return text + "}";
  }
  void give(const std::vector<std::byte>& bytes, std::uint8_t line) {
    dynamic_cast<packet_handler&>(feed.get()).on_packet({bytes, tsc_stamp{1}, feed.now(), line});
    pass_on();
  }
  void pass_on() {
    for (const auto& e : feed.take<mbo_event>("events")) book.feed("events", e);
  }
  void pass(std::chrono::nanoseconds time) {
    feed.advance(time);
    pass_on();
  }
  void give_loops() {
    for (auto* loop : {&market.definitions, &market.levels, &market.orders}) {
      for (const auto& p : loop->packets) give(p, loop->line());
      loop->packets.clear();
    }
  }
  [[nodiscard]] instrument_id id(std::uint32_t listing) {
    return feed.id(market.venue().listings()[listing].symbol);
  }
  /// Every book that was shown as valid is one that the exchange had.
  void expect_only_true_states() {
    std::map<instrument_id, std::uint32_t> listing_of;
    for (std::uint32_t i = 0; i < market.venue().listings().size(); ++i) listing_of[id(i)] = i;
    for (const auto& u : book.take<book_update>("updates")) {
      if (u.state() != book_state::valid) continue;
      ++shown_valid;
      ASSERT_TRUE(market.states().existed(
          {listing_of.at(u.instrument), u.bid.qty.units == 0 ? 0 : u.bid.px.nanos, u.bid.qty.units,
           u.ask.qty.units == 0 ? 0 : u.ask.px.nanos, u.ask.qty.units}))
          << "a book that never was: update " << u.update_number;
    }
  }
  void expect_whole_books() {
    const auto& books = *dynamic_cast<book_actor&>(book.get()).books();
    for (std::uint32_t i = 0; i < market.venue().listings().size(); ++i) {
      EXPECT_EQ(books.state(id(i)), book_state::valid);
      for (const auto s : {side::buy, side::sell}) {
        std::vector<std::pair<std::int64_t, std::int64_t>> ours;
        for (const auto& [px, order, qty] : support::queue_of(books, id(i), s))
          ours.emplace_back(px, qty);
        EXPECT_EQ(ours, market.queue(i, s));
      }
    }
    EXPECT_EQ(books.orders(), market.venue().engine().open_orders());
  }
  /// Packets of the lines as the network brings them; `lose_both` of 100 are lost for good.
  void bring(std::uint32_t lose_both) {
    std::vector<std::byte> late;
    for (const auto& p : market.tape.packets) {
      const auto dice = random() % 100;
      if (dice < lose_both) continue;
      const bool lost_on_a = random() % 4 == 0, lost_on_b = !lost_on_a && random() % 4 == 0;
      if (!lost_on_a) give(p, 0);
      if (random() % 10 == 0 && !lost_on_a) give(p, 0); // twice
      if (!late.empty()) give(std::exchange(late, {}), 1);
      if (lost_on_b) continue;
      if (random() % 5 == 0)
        late = p;
      else
        give(p, 1);
    }
    if (!late.empty()) give(late, 1);
    market.tape.packets.clear();
  }

  registry kinds{all_kinds()};
  venue::published_market market{GetParam().protocol, GetParam().seed};
  actor_harness feed{kinds, "feed." + GetParam().protocol, parameters()};
  actor_harness book{kinds, "book", "{max_orders: 20000, max_instruments: 64, max_levels: 5000}",
                     feed.shared_node(), "book"};
  std::mt19937_64 random{GetParam().seed};
  std::uint64_t shown_valid{0};
};

TEST_P(feed_contract, books_are_the_exchanges_when_one_line_has_what_the_other_lost) {
  market.run_until_trading();
  for (int turn = 0; turn < 40; ++turn) {
    market.run(5ms);
    bring(0);
    expect_only_true_states();
    if (HasFatalFailure()) return;
    expect_whole_books();
    ASSERT_FALSE(HasFailure()) << "turn " << turn;
  }
  EXPECT_GT(shown_valid, 1'000u);
  EXPECT_EQ(feed.count_of("corelane_feed_missing_messages_total"), 0u);
}

TEST_P(feed_contract, no_state_that_never_was_is_shown_as_valid_when_messages_are_lost_for_good) {
  market.run_until_trading();
  bring(0);
  for (int turn = 0; turn < 40; ++turn) {
    market.run(5ms);
    bring(5);
    pass(5ms);
    if (turn % 2 == 0) give_loops();
    market.definitions.packets.clear();
    market.levels.packets.clear();
    market.orders.packets.clear();
    expect_only_true_states();
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(shown_valid, 10u) << "the test must have shown something";
  EXPECT_GT(feed.count_of("corelane_feed_gaps_total"), 0u);
  if (GetParam().protocol != "mdp3") return; // its recovery needs no connection
  for (int i = 0; i < 4; ++i) { // what is held may have a hole of its own
    market.run(1ms);
    bring(0);
    pass(10ms);
    give_loops();
  }
  expect_only_true_states();
  expect_whole_books();
}

std::vector<feed_case> all_cases() {
  std::vector<feed_case> all;
  for (const auto* protocol : {"itch50", "pitch", "pillar", "mdp3"})
    for (std::uint64_t seed = 1; seed <= 3; ++seed) all.push_back({protocol, seed});
  if (const char* chosen = std::getenv("CORELANE_SEED"))
    for (auto& c : all) c.seed += std::strtoull(chosen, nullptr, 10);
  return all;
}

INSTANTIATE_TEST_SUITE_P(protocols, feed_contract, ::testing::ValuesIn(all_cases()), name_of);

} // namespace
} // namespace corelane
