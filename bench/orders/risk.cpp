#include "corelane/actors/risk/risk_checks.hpp"
#include "corelane/bench/orders/order_benches.hpp"
#include "corelane/hw/tsc_clock.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <random>
#include <string>
#include <vector>

namespace corelane::bench {

namespace {

constexpr std::uint32_t instruments = 64, strategies = 4;
constexpr std::size_t orders = 200'000;
constexpr int rounds = 7;
constexpr timestamp opening{1'736'173'800'000'000'000};

/// Every limit is active and none is reached: 7 of the instrument, 7 of the strategy, 4 of the
/// node, and the price collar.
risk_limits open_limits() {
  risk_limits l;
  l.each.open_orders = 100'000;
  l.each.message_rate = 1'000'000'000;
  l.each.position = {1'000'000'000};
  l.each.daily_loss = {1'000'000'000 * price::scale};
  l.node_open_orders = 1'000'000;
  l.node_message_rate = 1'000'000'000;
  l.node_daily_loss = {1'000'000'000 * price::scale};
  l.node_notional = {9'000'000'000 * price::scale};
  for (std::uint32_t i = 0; i < instruments; i += 2)
    l.instruments.push_back({.symbol = "S" + std::to_string(i), .order_size = {5'000}});
  for (std::int64_t s = 1; s <= strategies; ++s)
    l.strategies.push_back({.strategy = s, .order_size = {9'000}});
  return l;
}

/// A market that stands still around 100, and strategies that trade in it.
class desk {
public:
  desk() : limits_{open_limits()}, checks_{limits_, directory_, {256, 8, 16'384}} {
    for (std::uint32_t i = 0; i < instruments; ++i) {
      book_update top;
      top.instrument = directory_.add("S" + std::to_string(i));
      top.flags = book_update::valid;
      top.bid = {{99 * price::scale}, {100}};
      top.ask = {{101 * price::scale}, {100}};
      checks_.take(top);
    }
  }

  order_request next_order() {
    order_request r;
    r.side = random_() % 2 == 0 ? side::buy : side::sell;
    r.strategy = strategy_id{static_cast<std::uint8_t>(1 + random_() % strategies)};
    r.instrument = directory_.find("S" + std::to_string(random_() % instruments));
    r.cl_ord_id = ++last_id_;
    r.px = {(98 + static_cast<std::int64_t>(random_() % 4)) * price::scale};
    r.qty = {static_cast<std::int64_t>(1 + random_() % 500)};
    return r;
  }
  risk_checks& checks() { return checks_; }
  /// The venue's last word on an order: all of it traded, or it was cancelled.
  static execution_report end_of(const order_request& r, bool traded) {
    execution_report e;
    e.exec_type = traded ? exec_type::trade : exec_type::canceled;
    e.ord_status = traded ? ord_status::filled : ord_status::canceled;
    e.side = r.side;
    e.instrument = r.instrument;
    e.strategy = r.strategy;
    e.cl_ord_id = r.cl_ord_id;
    e.order_px = e.last_px = r.px;
    if (traded) e.last_qty = r.qty;
    return e;
  }
  std::mt19937_64& random() { return random_; }

private:
  instrument_directory directory_;
  risk_limits limits_;
  risk_checks checks_;
  std::mt19937_64 random_{1};
  std::uint64_t last_id_{0};
};

/// What two readings of the counter cost, to be taken off each sample.
double empty_ns() {
  std::vector<double> all(10'001);
  for (auto& ns : all) {
    const auto begun = hw::tsc_clock::ticks();
    ns = static_cast<double>(hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun));
  }
  std::ranges::nth_element(all, all.begin() + 5'000);
  return all[5'000];
}

} // namespace

/// All pre-trade checks of one order and its reservation, each call by itself: 64 instruments, 4
/// strategies, up to 2,000 open orders. What the readings of the clock cost is taken off.
void risk_check(bench_output& out) {
  const auto clock = empty_ns();
  std::uint64_t refused = 0;
  const auto round = [&](std::vector<double>& samples) {
    desk d;
    std::deque<order_request> open;
    for (std::size_t i = 0; i < orders; ++i) {
      const auto r = d.next_order();
      const auto now = opening + std::chrono::microseconds{i};
      const auto begun = hw::tsc_clock::ticks();
      const auto verdict = d.checks().check(r, now, false);
      const auto ns = static_cast<double>(hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun));
      samples.push_back(std::max(ns - clock, 0.0));
      refused += verdict.passed() ? 0 : 1;
      open.push_back(r);
      if (open.size() <= 2'000) continue;
      (void)d.checks().take(desk::end_of(open.front(), d.random()() % 4 == 0));
      open.pop_front();
    }
  };
  const auto result = run_interleaved({{"corelane", round}}, rounds);
  out.add("risk_check", result,
          {{"limits_active", 19}, {"refused", static_cast<double>(refused)}, {"clock_ns", clock}});
}

/// A fill into the positions of its strategy and of the node, by average cost.
void position_update(bench_output& out) {
  struct fill {
    instrument_id instrument;
    std::size_t strategy;
    quantity qty;
    price px;
  };
  std::mt19937_64 random{1};
  std::vector<fill> fills(100'000);
  for (auto& f : fills) {
    const auto qty = static_cast<std::int64_t>(1 + random() % 500);
    f = {instrument_id{static_cast<std::uint32_t>(random() % instruments)},
         1 + random() % strategies,
         {random() % 2 == 0 ? qty : -qty},
         {(98 + static_cast<std::int64_t>(random() % 4)) * price::scale}};
  }
  const auto round = [&](std::vector<double>& samples) {
    exposure_ledger ledger{instruments, instruments, strategies};
    for (std::uint32_t i = 0; i < instruments; ++i) (void)ledger.trade(instrument_id{i});
    const auto begun = hw::tsc_clock::ticks();
    for (const auto& f : fills) (void)ledger.fill(f.instrument, f.strategy, f.qty, f.px);
    const auto ns = hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun);
    samples.push_back(static_cast<double>(ns) / static_cast<double>(fills.size()));
  };
  out.add("position_update", run_interleaved({{"corelane", round}}, rounds));
}

} // namespace corelane::bench
