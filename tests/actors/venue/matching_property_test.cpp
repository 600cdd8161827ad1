#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/random_stream.hpp"

#include "naive_engine.hpp"
#include "outcome_log.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

namespace corelane::venue {
namespace {

/// Counts what was asked for, traded and cancelled, and checks order of time in each level.
class conservation : public matching_handler {
public:
  void accepted(const book_order& o) override { open_ += o.leaves.units; }
  void executed(const execution& e) override {
    open_ -= 2 * e.qty.units;
    EXPECT_GT(e.qty.units, 0);
    EXPECT_EQ(e.resting.px, e.px);
    EXPECT_EQ(e.match, ++last_match_);
  }
  void canceled(const cancellation& c) override { open_ -= c.qty.units; }
  void replaced(const replacement& r) override {
    open_ += r.after.leaves.units - r.before.leaves.units;
  }
  [[nodiscard]] std::int64_t open() const { return open_; }

private:
  std::int64_t open_{0};
  match_number last_match_{0};
};

class both : public matching_handler {
public:
  both(matching_handler& a, matching_handler& b) : a_{a}, b_{b} {}
  void accepted(const book_order& x) override { a_.accepted(x), b_.accepted(x); }
  void rested(const book_order& x) override { a_.rested(x), b_.rested(x); }
  void executed(const execution& x) override { a_.executed(x), b_.executed(x); }
  void canceled(const cancellation& x) override { a_.canceled(x), b_.canceled(x); }
  void replaced(const replacement& x) override { a_.replaced(x), b_.replaced(x); }
  void request_refused(order_reference r, order_owner o, refusal why) override {
    a_.request_refused(r, o, why), b_.request_refused(r, o, why);
  }

private:
  matching_handler& a_;
  matching_handler& b_;
};

std::vector<book_order> orders_of(const matching_engine& engine, side s) {
  std::vector<book_order> all;
  const auto levels = engine.levels(instrument_id{0}, s);
  for (auto level = levels.rbegin(); level != levels.rend(); ++level)
    engine.for_each_order(*level, [&](const book_order& o) { all.push_back(o); });
  return all;
}

struct matching_property : testing::TestWithParam<std::uint64_t> {
  matching_property() { RecordProperty("seed", std::to_string(GetParam())); }

  new_order random_order() {
    const auto kind = random.below(10);
    new_order order;
    order.instrument = instrument_id{0};
    order.side = random.chance(500) ? side::buy : side::sell;
    order.ord_type = kind == 0 ? ord_type::market : ord_type::limit;
    order.time_in_force = static_cast<time_in_force>(kind < 5 ? random.below(3) : 0);
    order.px = random_px();
    order.qty = {1 + std::int64_t{random.below(300)}};
    return order;
  }
  price random_px() { return {(990 + std::int64_t{random.below(20)}) * 10'000'000}; }
  order_reference random_reference() { return order_reference{1 + random.below(++requests)}; }

  template <class Engine>
  static void act(Engine& engine, std::uint32_t what, const new_order& order,
                  order_reference reference) {
    if (what < 60)
      engine.submit(order);
    else if (what < 80)
      engine.cancel(reference, {});
    else
      engine.replace(reference, order.px, order.qty, {});
  }

  random_stream random{GetParam()};
  std::uint32_t requests{0};
};

TEST_P(matching_property, any_sequence_of_orders_gives_what_a_naive_book_gives) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  outcome_log ours;
  outcome_log theirs;
  conservation sum;
  both to{ours, sum};
  matching_engine engine{{}, to};
  naive_engine naive{theirs};
  for (int i = 0; i < 4'000; ++i) {
    const auto what = random.below(100);
    const auto order = random_order();
    const auto reference = random_reference();
    act(engine, what, order, reference);
    act(naive, what, order, reference);
    ASSERT_EQ(ours.take(), theirs.take()) << "step " << i;

    std::int64_t resting = 0;
    std::uint32_t count = 0;
    for (const auto s : {side::buy, side::sell}) {
      const auto a = orders_of(engine, s);
      const auto b = naive.orders(s);
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t n = 0; n < a.size(); ++n) {
        ASSERT_EQ(a[n].reference, b[n].reference);
        ASSERT_EQ(a[n].leaves, b[n].leaves);
        ASSERT_EQ(a[n].px, b[n].px);
        resting += a[n].leaves.units;
        ++count;
      }
      std::int64_t level_sum = 0;
      for (const auto& level : engine.levels(instrument_id{0}, s)) level_sum += level.qty;
      for (const auto& o : a) level_sum -= o.leaves.units;
      ASSERT_EQ(level_sum, 0) << "a level's quantity is not that of its orders";
    }
    ASSERT_EQ(resting, sum.open()) << "shares appeared or vanished";
    ASSERT_EQ(count, engine.open_orders());
    const auto bid = engine.best(instrument_id{0}, side::buy);
    const auto ask = engine.best(instrument_id{0}, side::sell);
    if (bid.qty.units > 0 && ask.qty.units > 0) {
      ASSERT_LT(bid.px, ask.px) << "crossed at rest";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, matching_property, testing::Range<std::uint64_t>(1, 13));

} // namespace
} // namespace corelane::venue
