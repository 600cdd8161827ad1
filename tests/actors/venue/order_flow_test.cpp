#include "corelane/actors/venue/order_flow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace corelane::venue {
namespace {

/// Counts outputs on their way to the flow.
class tally : public matching_handler {
public:
  explicit tally(order_flow& flow) : flow_{flow} {}
  void accepted(const book_order&) override { ++accepts; }
  void rested(const book_order& o) override { ++adds, flow_.rested(o); }
  void executed(const execution& e) override { ++executions, flow_.executed(e); }
  void canceled(const cancellation& c) override {
    if (c.cause == cancel_cause::requested) ++cancels;
    flow_.canceled(c);
  }
  void replaced(const replacement& r) override {
    ++(r.kept_place() ? reductions : replaces);
    flow_.replaced(r);
  }
  void printed(const print&) override { ++prints; }
  void order_refused(const new_order&, refusal) override { ++refusals; }
  void request_refused(order_reference, order_owner, refusal) override { ++refusals; }

  [[nodiscard]] std::uint32_t messages() const {
    return adds + executions + cancels + replaces + reductions + prints;
  }

  std::uint32_t accepts{0}, adds{0}, executions{0}, cancels{0}, replaces{0}, reductions{0},
      prints{0}, refusals{0};

private:
  order_flow& flow_;
};

order_flow::settings flow_settings(std::uint32_t instruments, std::uint64_t seed) {
  order_flow::settings s;
  s.seed = seed;
  s.messages_per_second = 100'000;
  for (std::uint32_t i = 0; i < instruments; ++i)
    s.opening.push_back(price::from_1e4(500'000 + 10'000 * std::int64_t{i}));
  return s;
}

matching_engine::settings engine_settings(const order_flow& flow, std::uint32_t instruments) {
  matching_engine::settings s;
  s.instruments = instruments;
  s.max_orders = flow.max_orders();
  return s;
}

struct order_flow_test : testing::Test {
  static constexpr std::uint32_t instruments = 8;

  /// Runs `steps` and returns the virtual time they took.
  std::chrono::nanoseconds run(int steps) {
    std::chrono::nanoseconds time{0};
    for (int i = 0; i < steps; ++i) {
      const auto before = count.messages();
      apply(flow.step(engine), engine);
      time += flow.gap(count.messages() - before);
    }
    return time;
  }

  order_flow flow{flow_settings(instruments, 42)};
  tally count{flow};
  matching_engine engine{engine_settings(flow, instruments), count};
};

TEST_F(order_flow_test, nothing_the_flow_does_is_refused) {
  run(300'000);
  EXPECT_EQ(count.refusals, 0U);
}

TEST_F(order_flow_test, messages_come_at_the_set_rate) {
  const auto seconds = std::chrono::duration<double>(run(300'000)).count();
  EXPECT_NEAR(count.messages() / seconds, 100'000, 4'000);
}

TEST_F(order_flow_test, the_mix_looks_like_an_equity_venue) {
  run(300'000);
  const auto share = [&](std::uint32_t n) { return 100.0 * n / count.messages(); };
  EXPECT_GT(share(count.adds), 30);
  EXPECT_GT(share(count.cancels), 20);
  EXPECT_GT(share(count.replaces), 5);
  EXPECT_GT(share(count.executions), 3);
  EXPECT_LT(share(count.executions), 25);
  EXPECT_GT(share(count.prints), 0.3);
  EXPECT_GT(share(count.reductions), 0.5);
}

TEST_F(order_flow_test, books_fill_to_their_target_and_stay_two_sided_and_tight) {
  run(100'000);
  int two_sided = 0;
  int tight = 0;
  constexpr int samples = 2'000;
  for (int i = 0; i < samples; ++i) {
    run(20);
    const auto bid = engine.best(instrument_id{0}, side::buy);
    const auto ask = engine.best(instrument_id{0}, side::sell);
    if (bid.qty.units == 0 || ask.qty.units == 0) continue;
    ++two_sided;
    if ((ask.px - bid.px).nanos <= 10 * engine.tick().nanos) ++tight;
  }
  EXPECT_GT(two_sided, samples * 99 / 100);
  EXPECT_GT(tight, samples * 9 / 10);
  EXPECT_GT(engine.open_orders(), instruments * 20);
  EXPECT_LT(engine.open_orders(), instruments * 60);
}

TEST_F(order_flow_test, the_best_prices_follow_the_fair_value) {
  run(50'000);
  for (int i = 0; i < 200; ++i) {
    run(500);
    const auto bid = engine.best(instrument_id{0}, side::buy);
    ASSERT_LT(std::abs((bid.px - flow.fair_value(instrument_id{0})).nanos),
              60 * engine.tick().nanos);
  }
  EXPECT_LT(engine.levels(instrument_id{0}, side::buy).size(), 100U);
}

TEST_F(order_flow_test, activity_comes_in_bursts_of_one_instrument) {
  std::uint32_t longest = 0;
  std::uint32_t run_length = 0;
  std::uint32_t last = instruments;
  for (int i = 0; i < 100'000; ++i) {
    const auto action = flow.step(engine);
    apply(action, engine);
    if (action.what != flow_action::kind::submit) continue;
    const auto book = index_of(action.order.instrument);
    run_length = book == last ? run_length + 1 : 1;
    // The least active instrument has runs only in bursts.
    if (book == instruments - 1) longest = std::max(longest, run_length);
    last = book;
  }
  EXPECT_GT(longest, 8U);
}

TEST(order_flow, two_runs_of_a_seed_act_alike_and_another_seed_acts_otherwise) {
  const auto trace = [](std::uint64_t seed) {
    order_flow flow{flow_settings(3, seed)};
    tally count{flow};
    matching_engine engine{engine_settings(flow, 3), count};
    std::vector<std::int64_t> all;
    for (int i = 0; i < 20'000; ++i) {
      const auto action = flow.step(engine);
      all.insert(all.end(), {static_cast<std::int64_t>(action.what),
                             static_cast<std::int64_t>(action.reference), action.order.px.nanos,
                             action.order.qty.units, action.px.nanos, action.qty.units});
      apply(action, engine);
      all.push_back(flow.gap(1).count());
    }
    return all;
  };
  EXPECT_EQ(trace(5), trace(5));
  EXPECT_NE(trace(5), trace(6));
}

TEST(order_flow, eight_thousand_instruments_are_no_special_case) {
  order_flow flow{flow_settings(8'000, 9)};
  tally count{flow};
  matching_engine engine{engine_settings(flow, 8'000), count};
  for (int i = 0; i < 500'000; ++i) apply(flow.step(engine), engine);
  EXPECT_EQ(count.refusals, 0U);
  EXPECT_GT(count.executions, 1'000U);
}

} // namespace
} // namespace corelane::venue
