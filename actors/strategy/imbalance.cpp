#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/api/strategy.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace corelane {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t percent = 100;

} // namespace

/// Takes liquidity when one side of the book outweighs the other, and gets out again.
///
///     imbalance = (bid_depth - ask_depth) / (bid_depth + ask_depth)
///
/// At `entry_percent` or more it buys at the best ask, at minus that or less it sells at the best
/// bid: with an IOC limit order, so that it never rests and never pays more than what it saw; up
/// to `max_position`, with `cooldown` between entries. It closes the position, the same way, when
/// the imbalance in its favour is below `exit_percent`, or after `max_holding`. Books that are
/// thin, wide, one-sided, or not valid are left alone, but for exits of a holding that is due.
class imbalance_taker : public strategy {
public:
  explicit imbalance_taker(actor_setup& setup) : strategy{setup} { bind(setup.parameters()); }

  void on_start() override {
    for (const auto& name : symbols_) add(instrument(name));
    start_repeating_timer(std::clamp<std::chrono::nanoseconds>(max_holding_ / 10, 1ms, 100ms));
  }

  void on_book(const book_update& top) override {
    auto* m = market_of(top.instrument);
    if (m == nullptr) return;
    m->top = top;
    trade_on(*m);
  }

  void on_status(const trading_status& status) override {
    auto* m = market_of(status.instrument);
    if (m == nullptr) return;
    m->closed = status.state == trading_state::halted || status.state == trading_state::paused
                || status.state == trading_state::closed;
  }

  void on_execution(const execution_report& report) override {
    auto* m = market_of(report.instrument);
    if (m == nullptr) return;
    if (find_order(m->order) == nullptr) m->order = 0;
    const auto held = position(report.instrument);
    if (held.units == 0)
      m->held_since = {};
    else if (m->held_since.ns == 0)
      m->held_since = now();
  }

  void on_timer(timer_id) override {
    for (auto& m : markets_)
      if (m.held_since.ns != 0) leave_if_due(m); // an entry wants a fresh book
  }

private:
  struct market {
    book_update top{};
    std::uint64_t order{0}; ///< in flight; one at a time
    timestamp held_since{}; ///< 0 while flat
    timestamp next_entry{};
    timestamp next_exit{};
    bool closed{false};
  };

  void bind(parameter_list& p);
  void add(instrument_id id);
  market* market_of(instrument_id id);

  /// The imbalance in favour of `s` is `limit` percent or more.
  [[nodiscard]] static bool leans(const book_update& top, side s, std::int64_t limit) {
    const auto difference = (top.bid_depth - top.ask_depth).units * sign_of(s);
    return difference * percent >= limit * (top.bid_depth + top.ask_depth).units;
  }

  [[nodiscard]] bool may_trade(const market& m) const {
    return m.order == 0 && !m.closed && !halted() && !draining()
           && (m.top.flags & book_update::valid) != 0;
  }

  /// True when the position is to be closed, be it now or once `exit_retry` is over.
  bool leave_if_due(market& m) {
    const auto held = position(m.top.instrument);
    if (!may_trade(m) || held.units == 0 || !should_exit(m, held)) return false;
    leave(m, held);
    return true;
  }

  void trade_on(market& m) {
    if (leave_if_due(m) || !may_trade(m) || !worth_a_look(m.top)) return;
    const auto held = position(m.top.instrument);
    for (const auto s : {side::buy, side::sell})
      if (leans(m.top, s, entry_percent_)) return enter(m, s, held);
  }

  [[nodiscard]] bool should_exit(const market& m, quantity held) const {
    const auto direction = held.units > 0 ? side::buy : side::sell;
    return !leans(m.top, direction, exit_percent_) || now() - m.held_since >= max_holding_;
  }

  [[nodiscard]] bool worth_a_look(const book_update& top) const {
    return top.two_sided() && top.bid_depth + top.ask_depth >= min_depth_
           && top.ask.px - top.bid.px <= max_spread_;
  }

  void enter(market& m, side s, quantity held) {
    const auto at = now();
    if (at < m.next_entry) return;
    const auto room = max_position_ - (s == side::buy ? held : -held);
    const auto& touch = s == side::buy ? m.top.ask : m.top.bid;
    if (take(m, s, std::min({order_size_, room, touch.qty}), touch.px))
      m.next_entry = at + cooldown_;
  }

  void leave(market& m, quantity held) {
    const auto at = now();
    if (at < m.next_exit) return;
    const auto s = held.units > 0 ? side::sell : side::buy;
    const auto& touch = s == side::buy ? m.top.ask : m.top.bid;
    const auto size = held.units > 0 ? held : -held;
    if (!take(m, s, std::min(size, touch.qty), touch.px)) return;
    m.next_exit = at + exit_retry_;
    m.next_entry = at + cooldown_;
  }

  bool take(market& m, side s, quantity size, price px) {
    if (size.units <= 0) return false;
    m.order = submit(s, m.top.instrument, size, px, time_in_force::ioc);
    return m.order != 0;
  }

  std::vector<std::string> symbols_;
  std::int64_t entry_percent_{60};
  std::int64_t exit_percent_{0};
  quantity order_size_{100};
  quantity max_position_{500};
  quantity min_depth_{200};
  price max_spread_{price::scale / 10};
  std::chrono::nanoseconds cooldown_{500ms};
  std::chrono::nanoseconds exit_retry_{10ms};
  std::chrono::nanoseconds max_holding_{5s};

  std::vector<market> markets_;
  std::vector<std::uint32_t> market_index_; ///< by instrument; 0: none, else 1 + its place
};

void imbalance_taker::bind(parameter_list& p) {
  constexpr std::chrono::nanoseconds day = 24h;
  constexpr quantity most{1'000'000'000};
  p.bind(symbols_, "symbols", "", "what to trade; none: every instrument whose book comes in");
  p.bind_within(entry_percent_, std::int64_t{1}, percent, "entry_percent", "%",
                "imbalance of depth from which to take")
      .live();
  p.bind_within(exit_percent_, -percent, percent, "exit_percent", "%",
                "imbalance in favour of the position below which to close it")
      .live();
  p.bind_within(order_size_, quantity{1}, most, "order_size", "shares", "quantity of an entry")
      .live();
  p.bind_within(max_position_, quantity{0}, most, "max_position", "shares",
                "holding of one instrument, either way")
      .live();
  p.bind_within(min_depth_, quantity{0}, most, "min_depth", "shares",
                "both sides' depth in sum below which a book is too thin to mean anything")
      .live();
  p.bind_within(max_spread_, price{0}, price{std::int64_t{1'000'000} * price::scale}, "max_spread",
                "currency", "spread past which taking is too dear")
      .live();
  p.bind_within(cooldown_, std::chrono::nanoseconds{0}, day, "cooldown", "",
                "time between two entries in an instrument")
      .live();
  p.bind_within(exit_retry_, std::chrono::nanoseconds{0}, day, "exit_retry", "",
                "time before an exit that was not filled is tried again")
      .live();
  p.bind_within(max_holding_, std::chrono::nanoseconds{1ms}, day, "max_holding", "",
                "time after which a position is closed whatever the book says");
}

void imbalance_taker::add(instrument_id id) {
  if (id == no_instrument) return;
  if (market_index_.size() <= index_of(id)) market_index_.resize(index_of(id) + 1);
  markets_.emplace_back();
  market_index_[index_of(id)] = static_cast<std::uint32_t>(markets_.size());
}

imbalance_taker::market* imbalance_taker::market_of(instrument_id id) {
  const auto i = index_of(id);
  const auto known = i < market_index_.size() && market_index_[i] != 0;
  if (!known) {
    if (id == no_instrument || !symbols_.empty()) return nullptr;
    add(id);
  }
  return &markets_[market_index_[i] - 1];
}

void register_imbalance(registry& all);
void register_imbalance(registry& all) {
  all.add<imbalance_taker>(
      "strategy.imbalance",
      "Takes liquidity with IOC orders when one side of the book outweighs the other");
}

} // namespace corelane
