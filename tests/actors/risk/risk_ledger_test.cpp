#include "corelane/actors/risk/risk_checks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace corelane {
namespace {

/// Everything the ledger keeps sums of, recomputed from the plain list of orders and fills.
struct naive_books {
  struct order {
    int strategy;
    std::uint32_t instrument;
    side s;
    std::int64_t px, qty, filled;
    std::uint64_t replace_id{0};
    std::int64_t new_px{0}, new_qty{0};
  };
  struct fill {
    int strategy;
    std::uint32_t instrument;
    std::int64_t signed_qty, px;
  };
  std::map<std::uint64_t, order> open;
  std::vector<fill> fills;
  std::map<std::uint32_t, std::int64_t> marks;

  static std::int64_t worst_qty(const order& o) {
    const auto later = o.replace_id == 0 ? 0 : o.new_qty - o.filled;
    return std::max(o.qty - o.filled, later);
  }
  static notional worst_value(const order& o) {
    const notional now{notional::wide{o.px} * (o.qty - o.filled)};
    const auto later = o.replace_id == 0 ? 0 : std::max<std::int64_t>(0, o.new_qty - o.filled);
    return std::max(now, notional{notional::wide{o.new_px} * later});
  }
};

class random_trading {
public:
  explicit random_trading(std::uint64_t seed) : random_{seed} {
    limits_.each.order_notional = price{1'000'000'000 * price::scale};
    limits_.each.message_rate = limits_.node_message_rate = 1'000'000'000;
    limits_.each.collar_bps = 1'000'000;
    limits_.each.position = quantity{20'000};
    limits_.each.daily_loss = limits_.node_daily_loss = price{1'000'000'000 * price::scale};
    limits_.node_notional = price{1'000'000'000 * price::scale};
    for (int i = 0; i < instruments; ++i) directory_.add("S" + std::to_string(i));
    checks_.limits_changed();
  }

  void step() {
    clock_.ns += 1'000'000;
    switch (random_() % 8) {
      case 0: return mark();
      case 1:
      case 2:
      case 3: return submit();
      case 4: return ask_replace();
      case 5: return fill();
      case 6: return answer_replace();
      default: return close();
    }
  }

  void compare() {
    const auto& ledger = checks_.ledger();
    ASSERT_EQ(checks_.orders().size(), naive_.open.size());
    notional gross;
    for (const auto& [id, o] : naive_.open) gross += naive_books::worst_value(o);
    std::vector<notional> profit(strategies + 1);
    for (std::uint32_t n = 0; n < instruments; ++n) {
      const auto& i = ledger.of(instrument_id{n});
      for (int s = 0; s <= strategies; ++s) {
        const auto [held, cash] = holding(n, s);
        const auto& e = ledger.of(i, static_cast<std::size_t>(s));
        ASSERT_EQ(e.held.qty.units, held) << "instrument " << n << " strategy " << s;
        ASSERT_EQ(e.open_buy.units, open(n, s, side::buy));
        ASSERT_EQ(e.open_sell.units, open(n, s, side::sell));
        ASSERT_EQ(e.held.realised - e.held.cost, cash);
        profit[static_cast<std::size_t>(s)] += cash + notional{notional::wide{mark_of(n)} * held};
        if (s == 0) gross += e.held.cost.magnitude();
      }
    }
    for (std::size_t s = 0; s <= strategies; ++s) ASSERT_EQ(ledger.of(s).profit, profit[s]);
    ASSERT_EQ(ledger.gross(), gross);
    ASSERT_EQ(ledger.node().open_orders, static_cast<std::int64_t>(naive_.open.size()));
  }

  [[nodiscard]] int passed() const { return passed_; }
  [[nodiscard]] int refused() const { return refused_; }

private:
  static constexpr int instruments = 5;
  static constexpr int strategies = 3;

  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }

  std::pair<std::int64_t, notional> holding(std::uint32_t instrument, int strategy) const {
    std::int64_t held = 0;
    notional cash;
    for (const auto& f : naive_.fills)
      if (f.instrument == instrument && (strategy == 0 || f.strategy == strategy)) {
        held += f.signed_qty;
        cash -= notional{notional::wide{f.px} * f.signed_qty};
      }
    return {held, cash};
  }
  std::int64_t open(std::uint32_t instrument, int strategy, side s) const {
    std::int64_t sum = 0;
    for (const auto& [id, o] : naive_.open)
      if (o.instrument == instrument && o.s == s && (strategy == 0 || o.strategy == strategy))
        sum += naive_books::worst_qty(o);
    return sum;
  }

  std::int64_t mark_of(std::uint32_t instrument) const {
    const auto found = naive_.marks.find(instrument);
    return found == naive_.marks.end() ? 0 : found->second;
  }

  void mark() {
    book_update top;
    top.instrument = instrument_id{static_cast<std::uint32_t>(pick(0, instruments - 1))};
    top.flags = book_update::valid;
    top.bid = {price{pick(50'000, 1'000'000) * 2}, quantity{1}};
    top.ask = {top.bid.px + price{pick(1, 100) * 2}, quantity{1}};
    checks_.take(top);
    naive_.marks[index_of(top.instrument)] = (top.bid.px.nanos + top.ask.px.nanos) / 2;
  }

  void submit() {
    order_request r;
    const auto strategy = static_cast<int>(pick(1, strategies));
    r.strategy = strategy_id(strategy);
    r.instrument = instrument_id{static_cast<std::uint32_t>(pick(0, instruments - 1))};
    r.side = side(pick(0, 1));
    r.qty = {pick(1, 5000)};
    r.px = {pick(100'000, 2'000'000)};
    r.cl_ord_id = ++last_id_;
    const auto n = index_of(r.instrument);
    const auto sign = sign_of(r.side);
    bool fits = true;
    for (const int s : {0, strategy})
      fits = fits && holding(n, s).first * sign + open(n, s, r.side) + r.qty.units <= 20'000;
    const auto verdict = checks_.check(r, clock_, false);
    ASSERT_EQ(verdict.passed(), fits && naive_.open.size() < 300) << to_string(verdict.reason);
    ++(verdict.passed() ? passed_ : refused_);
    if (verdict.passed())
      naive_.open[r.cl_ord_id] = {strategy, n, r.side, r.px.nanos, r.qty.units, 0};
  }

  std::map<std::uint64_t, naive_books::order>::iterator some_order() {
    auto at = naive_.open.begin();
    std::advance(at, pick(0, static_cast<std::int64_t>(naive_.open.size()) - 1));
    return at;
  }

  void ask_replace() {
    if (naive_.open.empty()) return;
    auto& [id, o] = *some_order();
    if (o.replace_id != 0) return;
    order_request r;
    r.action = order_action::replace;
    r.strategy = strategy_id(o.strategy);
    r.instrument = instrument_id{o.instrument};
    r.side = o.s;
    r.orig_cl_ord_id = id;
    r.cl_ord_id = ++last_id_;
    r.qty = {pick(1, 6000)};
    r.px = {pick(100'000, 2'000'000)};
    if (!checks_.check(r, clock_, false).passed()) return;
    o.replace_id = r.cl_ord_id;
    o.new_px = r.px.nanos;
    o.new_qty = r.qty.units;
  }

  execution_report about(std::uint64_t id, const naive_books::order& o, exec_type type) {
    execution_report r;
    r.exec_type = type;
    r.strategy = strategy_id(o.strategy);
    r.instrument = instrument_id{o.instrument};
    r.side = o.s;
    r.cl_ord_id = id;
    return r;
  }

  void fill() {
    if (naive_.open.empty()) return;
    const auto at = some_order();
    auto& [id, o] = *at;
    const auto qty = pick(1, o.qty - o.filled);
    auto r = about(id, o, exec_type::trade);
    o.filled += qty;
    r.last_qty = {qty};
    r.last_px = {pick(100'000, 2'000'000)};
    r.cum_qty = {o.filled};
    r.leaves_qty = {o.qty - o.filled};
    if (!naive_.marks.contains(o.instrument)) naive_.marks[o.instrument] = r.last_px.nanos;
    naive_.fills.push_back({o.strategy, o.instrument, qty * sign_of(o.s), r.last_px.nanos});
    if (o.filled == o.qty) naive_.open.erase(at);
    ASSERT_TRUE(checks_.take(r));
  }

  void answer_replace() {
    if (naive_.open.empty()) return;
    const auto at = some_order();
    auto [id, o] = *at;
    if (o.replace_id == 0) return;
    auto r = about(o.replace_id, o, exec_type::replaced);
    r.orig_cl_ord_id = id;
    if (pick(0, 1) == 0) {
      r.exec_type = exec_type::cancel_rejected;
      at->second.replace_id = 0;
    } else {
      naive_.open.erase(at);
      r.order_px = {o.new_px};
      r.cum_qty = {o.filled};
      r.leaves_qty = {std::max<std::int64_t>(0, o.new_qty - o.filled)};
      if (r.leaves_qty.units > 0)
        naive_.open[o.replace_id] = {o.strategy, o.instrument, o.s, o.new_px, o.new_qty, o.filled};
    }
    checks_.take(r);
  }

  void close() {
    if (naive_.open.empty()) return;
    const auto at = some_order();
    auto r = about(at->first, at->second, exec_type::canceled);
    if (pick(0, 1) == 0) std::tie(r.cl_ord_id, r.orig_cl_ord_id) = std::pair{++last_id_, at->first};
    r.ord_status = ord_status::canceled;
    naive_.open.erase(at);
    checks_.take(r);
  }

  std::mt19937_64 random_;
  risk_limits limits_;
  instrument_directory directory_{instruments};
  risk_checks checks_{limits_, directory_, risk_checks::room{instruments, strategies, 300}};
  naive_books naive_;
  timestamp clock_{1'736'173'800'000'000'000};
  std::uint64_t last_id_{0};
  int passed_{0};
  int refused_{0};
};

TEST(risk_ledger, agrees_with_a_naive_recount_over_random_orders_fills_and_marks) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  random_trading trading{seed};
  for (int step = 0; step < 20'000; ++step) {
    trading.step();
    if (testing::Test::HasFatalFailure()) return;
    if (step % 50 == 0) trading.compare();
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(trading.passed(), 1000);
  EXPECT_GT(trading.refused(), 10);
}

} // namespace
} // namespace corelane
