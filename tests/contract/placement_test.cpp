#include "corelane/actors/register_all.hpp"
#include "corelane/config/document.hpp"
#include "corelane/runtime/replay/replay.hpp"
#include "corelane/tests/contract/recording_actors.hpp"
#include "corelane/tests/support/framed_day.hpp"

#include <gtest/gtest.h>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

/// Where an actor runs is configuration: the same recording gives the same orders, in the same
/// order, whatever lanes the actors are on.
namespace corelane::contract {
namespace {

const registry& kinds() {
  static const registry all = [] {
    registry r;
    register_all(r);
    r.add<recorder>("test.recorder", "writes orders down");
    r.add<player>("test.player", "plays order events");
    r.add<follower>("test.follower", "buys at each new best bid");
    return r;
  }();
  return all;
}

node_plan plan_of(const std::string& yaml) {
  auto loaded = config::load_text(yaml, "test.yaml");
  if (auto* e = std::get_if<config::error>(&loaded)) throw std::runtime_error{e->to_string()};
  auto plan = read_plan(std::get<config::value>(loaded));
  if (auto* e = std::get_if<config::error>(&plan)) throw std::runtime_error{e->to_string()};
  return std::get<node_plan>(plan);
}

bool same(const order_request& a, const order_request& b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

void expect_same(const std::vector<order_request>& a, const std::vector<order_request>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    ASSERT_TRUE(same(a[i], b[i])) << "order " << i << ": ids " << a[i].cl_ord_id << " and "
                                  << b[i].cl_ord_id << ", prices " << a[i].px.nanos << " and "
                                  << b[i].px.nanos;
}

/// Lanes of feed, book, strategies, risk, gateway.
using lanes = std::array<const char*, 5>;

std::string trading(const lanes& on) {
  std::string all;
  for (const auto* name : {"a", "b", "c", "d"})
    all += std::string{"  - {name: "} + name + ", idle: yield, spin_for: 5us}\n";
  const auto actor = [&](const char* name, const char* kind, int lane, const char* parameters) {
    return std::string{"  - {name: "} + name + ", kind: " + kind + ", lane: "
           + on[static_cast<std::size_t>(lane)] + ", parameters: {" + parameters + "}}\n";
  };
  return "node: {control: ''}\nlanes:\n" + all + "actors:\n" + actor("feed", "feed.itch50", 0, "")
         + actor("book", "book", 1,
                 "publish: depth, max_orders: 100000, max_instruments: 64, max_levels: 10000")
         + actor("maker", "strategy.market_maker", 2, "quote_interval: 1ms, tick_size: 0.01")
         + actor("taker", "strategy.imbalance", 2, "entry_percent: 50, cooldown: 5ms")
         + actor("risk", "risk", 3, "max_message_rate: 1000000, node_max_message_rate: 1000000")
         + actor("gateway", "gateway.paper", 4, "") + actor("recorder", "test.recorder", 4, "")
         + R"(links:
  - {from: feed.events, to: book.events}
  - {from: book.updates, to: [risk.books, maker.books, taker.books, gateway.books]}
  - {from: book.trades, to: [risk.trades, maker.trades, taker.trades]}
  - {from: maker.orders, to: risk.orders}
  - {from: taker.orders, to: risk.orders}
  - {from: risk.approved, to: [recorder.orders, gateway.orders]}
  - {from: gateway.executions, to: risk.executions}
  - {from: risk.reports, to: [maker.executions, taker.executions]}
)";
}

std::vector<order_request> replayed(const std::string& file, const lanes& on, bool keep_lanes) {
  record::instance().clear();

  replay::options how;
  how.keep_lanes = keep_lanes;
  auto made = replay::make(plan_of(trading(on)), kinds(), how);
  if (auto* e = std::get_if<config::error>(&made)) throw std::runtime_error{e->to_string()};
  auto& r = *std::get<std::unique_ptr<replay>>(made);
  if (const auto error = r.run(file)) throw std::runtime_error{*error};
  return record::instance().orders();
}

TEST(placement, a_recording_gives_the_same_orders_fused_and_over_two_and_four_lanes) {
  const support::framed_day day{6, 16'000};
  const auto fused = replayed(day.path(), {"a", "a", "a", "a", "a"}, false);
  EXPECT_GT(fused.size(), 500U) << "the strategies hardly traded: the test shows little";
  expect_same(fused, replayed(day.path(), {"a", "a", "a", "a", "a"}, true));
  expect_same(fused, replayed(day.path(), {"a", "a", "b", "b", "b"}, true));
  expect_same(fused, replayed(day.path(), {"a", "b", "a", "b", "a"}, true));
  expect_same(fused, replayed(day.path(), {"a", "b", "c", "d", "d"}, true));
}

TEST(placement, a_replay_repeats_itself) {
  const support::framed_day day{6, 3'000};
  const auto once = replayed(day.path(), {"a", "a", "a", "a", "a"}, false);
  expect_same(once, replayed(day.path(), {"a", "a", "a", "a", "a"}, false));
}

/// Live lanes and rings, free running, with rings so small that they fill.
std::vector<order_request> live(const lanes& on) {
  record::instance().clear();
  std::string yaml = "node: {control: ''}\nlanes:\n";
  for (const auto* name : {"a", "b", "c", "d"})
    yaml += std::string{"  - {name: "} + name + ", idle: park, spin_for: 5us}\n";
  yaml += std::string{"actors:\n"} + "  - {name: player, kind: test.player, lane: " + on[0]
          + ", parameters: {count: 60000}}\n  - {name: book, kind: book, lane: " + on[1]
          + ", parameters: {max_orders: 100000, max_instruments: 64, max_levels: 10000}}\n"
            "  - {name: follower, kind: test.follower, lane: "
          + on[2]
          + ", parameters: {max_open_orders: 1000000}}\n"
            "  - {name: recorder, kind: test.recorder, lane: "
          + on[4] + "}\n" + R"(links:
  - {from: player.events, to: book.events, capacity: 64}
  - {from: book.updates, to: follower.books, capacity: 64}
  - {from: follower.orders, to: recorder.orders, capacity: 64}
)";
  auto built = graph::build(plan_of(yaml), kinds());
  if (auto* e = std::get_if<config::error>(&built)) throw std::runtime_error{e->to_string()};
  auto& g = *std::get<std::unique_ptr<graph>>(built);
  for (const auto& l : g.lanes()) l->mutable_clock().make_virtual({1'000'000'000}); // for `created`
  for (auto& a : g.actors()) a.self->on_start();
  for (auto& a : g.actors()) a.on->attach(*a.self);
  std::vector<std::thread> threads;
  for (const auto& l : g.lanes()) threads.emplace_back([&l = *l] { l.run(); });
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (!record::instance().complete() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  for (const auto& l : g.lanes()) l->request_stop();
  for (auto& t : threads) t.join();
  return record::instance().orders();
}

TEST(placement, live_lanes_give_the_same_orders_on_one_two_and_four_lanes) {
  const auto one = live({"a", "a", "a", "a", "a"});
  ASSERT_GT(one.size(), 1'000U);
  EXPECT_EQ(one.back().qty, record::last_quantity);
  expect_same(one, live({"a", "a", "b", "b", "b"}));
  expect_same(one, live({"a", "b", "a", "b", "b"}));
  expect_same(one, live({"a", "b", "c", "d", "d"}));
}

} // namespace
} // namespace corelane::contract
