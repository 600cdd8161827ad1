#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/api/strategy.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace corelane {

namespace {

using namespace std::chrono_literals;

/// The multiple of `tick` at or below `px`.
price floor_to(price px, price tick) {
  const auto rest = px.nanos % tick.nanos;
  return {px.nanos - (rest < 0 ? rest + tick.nanos : rest)};
}

price ceil_to(price px, price tick) { return -floor_to(-px, tick); }

/// The mid weighted by quantity: a large bid pushes it towards the ask.
///
///     micro = bid + (ask - bid) * bid_qty / (bid_qty + ask_qty)
price micro_price(const book_update& top) {
  const auto spread = top.ask.px - top.bid.px;
  std::int64_t weighted = 0;
  if (__builtin_mul_overflow(spread.nanos, top.bid.qty.units, &weighted))
    return {top.bid.px.nanos + spread.nanos / 2};
  return {top.bid.px.nanos + weighted / (top.bid.qty + top.ask.qty).units};
}

} // namespace

/// Quotes both sides of each instrument around its micro-price and earns the spread.
///
///     centre = micro - position * skew_per_share
///     half   = max(half_spread_ticks * tick_size, half_spread_bps * micro / 10000)
///     bid    = floor(centre - half), at most a tick below the best ask
///     ask    = ceil(centre + half),  at least a tick above the best bid
///
/// Holding shares lowers both quotes, so that they are sold sooner than more are bought. A quote
/// that has to move is replaced, not piled upon; one that moves by less than `min_move_ticks`
/// stays and keeps its place in the queue. A side whose fill would pass `max_position` is not
/// quoted. Both are withdrawn while the book has one side, a gap, or nothing new for
/// `stale_after`, while the instrument or the node is halted, and when the node stops.
///
/// The micro-price contains our own quotes: keep `quote_size` small against what rests there.
class market_maker : public strategy {
public:
  explicit market_maker(actor_setup& setup) : strategy{setup} { bind(setup.parameters()); }

  void on_start() override {
    for (const auto& name : symbols_) add(instrument(name));
    start_repeating_timer(std::clamp<std::chrono::nanoseconds>(stale_after_ / 4, 1ms, 100ms));
  }

  void on_book(const book_update& top) override {
    auto* m = market_of(top.instrument);
    if (m == nullptr) return;
    m->top = top;
    m->fresh = true;
    quote(*m);
  }

  void on_status(const trading_status& status) override {
    auto* m = market_of(status.instrument);
    if (m == nullptr) return;
    m->closed = status.state == trading_state::halted || status.state == trading_state::paused
                || status.state == trading_state::closed;
    quote(*m);
  }

  void on_execution(const execution_report& report) override {
    auto* m = market_of(report.instrument);
    if (m == nullptr) return;
    auto& q = report.side == side::buy ? m->bid : m->ask;
    if (report.exec_type == exec_type::replaced && report.orig_cl_ord_id == q.cl_ord_id)
      q.cl_ord_id = report.cl_ord_id;
    if (find_order(q.cl_ord_id) == nullptr) q.cl_ord_id = 0;
    if (report.exec_type == exec_type::rejected || report.exec_type == exec_type::risk_rejected)
      m->paused_until = now() + pause_after_reject_;
    if (report.exec_type == exec_type::trade || q.cl_ord_id == 0)
      m->centre = {}; // inventory or a quote has changed: quote anew
    quote(*m);
  }

  /// Finds books that have gone stale, and quotes that were due while throttled.
  void on_timer(timer_id) override {
    for (auto& m : markets_) {
      if (m.fresh) m.seen_at = now();
      m.fresh = false;
      if (m.top.instrument != no_instrument) quote(m);
    }
  }

  void on_parameters_changed() override {
    for (auto& m : markets_) m.centre = {};
  }

  void on_stop() override { cancel_all(); }

private:
  struct working_quote {
    std::uint64_t cl_ord_id{0};
  };

  struct market {
    book_update top{};
    bool fresh{false};  ///< `top` came after the last timer
    bool closed{false}; ///< by the exchange
    working_quote bid{};
    working_quote ask{};
    price centre{};           ///< quoted around; 0 asks for new quotes
    timestamp seen_at{};      ///< when the timer last found `top` fresh
    timestamp next_change{};  ///< quotes stay until then
    timestamp paused_until{}; ///< after a refusal
  };

  void bind(parameter_list& p);
  void add(instrument_id id);
  market* market_of(instrument_id id);

  [[nodiscard]] bool may_quote(const market& m) const {
    return !m.closed && !halted() && !draining() && (m.top.flags & book_update::valid) != 0
           && m.top.two_sided() && m.top.bid.px < m.top.ask.px
           && (m.fresh || now() - m.seen_at < stale_after_);
  }

  void withdraw(market& m) {
    for (const auto id : {m.bid.cl_ord_id, m.ask.cl_ord_id})
      if (id != 0) cancel(id);
    m.centre = {};
  }

  void quote(market& m) {
    if (!may_quote(m)) return withdraw(m);
    const auto micro = micro_price(m.top);
    const auto held = position(m.top.instrument);
    const auto centre = micro - skew_per_share_ * held.units;
    if (m.centre.nanos != 0 && std::abs((centre - m.centre).nanos) < (tick_ * min_move_).nanos
        && !crossed(m))
      return;
    const auto at = now();
    if (at < m.next_change || at < m.paused_until) return;
    const price half{
        std::max((tick_ * half_spread_ticks_).nanos, micro.nanos / 10'000 * half_spread_bps_)};
    const auto bid = std::min(floor_to(centre - half, tick_), m.top.ask.px - tick_);
    const auto ask = std::max(ceil_to(centre + half, tick_), m.top.bid.px + tick_);
    const auto room = max_position_ - held;
    const auto sellable = max_position_ + held;
    const bool bid_done = steer(m, m.bid, side::buy, bid, std::min(quote_size_, room));
    const bool ask_done = steer(m, m.ask, side::sell, ask, std::min(quote_size_, sellable));
    m.centre = bid_done && ask_done ? centre : price{};
    if (changed_) m.next_change = at + quote_interval_;
    changed_ = false;
  }

  /// The market has come through a quote of ours that the book does not show yet.
  [[nodiscard]] bool crossed(const market& m) const {
    const auto* bid = find_order(m.bid.cl_ord_id);
    const auto* ask = find_order(m.ask.cl_ord_id);
    return (bid != nullptr && bid->px >= m.top.ask.px)
           || (ask != nullptr && ask->px <= m.top.bid.px);
  }

  /// Brings one quote to `px`; false when that has to wait for an answer still due.
  bool steer(market& m, working_quote& q, side s, price px, quantity size) {
    const auto* order = find_order(q.cl_ord_id);
    if (order != nullptr && order->pending_cl_ord_id != 0) return false;
    if (size.units <= 0 || px.nanos <= 0) {
      if (order != nullptr) changed_ |= cancel(q.cl_ord_id);
      return true;
    }
    if (meets_own(m, s, px)) return false;
    if (order == nullptr) {
      q.cl_ord_id = submit(s, m.top.instrument, size, px);
      changed_ = true;
    } else if (std::abs((order->px - px).nanos) >= (tick_ * min_move_).nanos
               || order->leaves > size) {
      changed_ |= replace(q.cl_ord_id, px, order->filled() + size) != 0;
    }
    return true;
  }

  /// At `px` an order would trade with our own quote, as it is or as it is about to be.
  [[nodiscard]] bool meets_own(const market& m, side s, price px) const {
    const auto* other = find_order(s == side::buy ? m.ask.cl_ord_id : m.bid.cl_ord_id);
    if (other == nullptr) return false;
    const bool moving = other->pending_qty.units > 0;
    if (s == side::buy) return px >= (moving ? std::min(other->px, other->pending_px) : other->px);
    return px <= (moving ? std::max(other->px, other->pending_px) : other->px);
  }

  std::vector<std::string> symbols_;
  price tick_{price::scale / 100};
  std::int64_t half_spread_ticks_{1};
  std::int64_t half_spread_bps_{0};
  price skew_per_share_{20'000};
  quantity quote_size_{100};
  quantity max_position_{1'000};
  std::int64_t min_move_{1};
  std::chrono::nanoseconds quote_interval_{1ms};
  std::chrono::nanoseconds stale_after_{2s};
  std::chrono::nanoseconds pause_after_reject_{1s};

  std::vector<market> markets_;
  std::vector<std::uint32_t> market_index_; ///< by instrument; 0: none, else 1 + its place
  bool changed_{false};                     ///< a request has left since the last look
};

void market_maker::bind(parameter_list& p) {
  constexpr price most_px{std::int64_t{1'000'000} * price::scale};
  p.bind(symbols_, "symbols", "", "what to quote; none: every instrument whose book comes in");
  p.bind_within(tick_, price{1}, most_px, "tick_size", "currency", "distance between two prices");
  p.bind_within(half_spread_ticks_, std::int64_t{1}, std::int64_t{10'000}, "half_spread_ticks",
                "ticks", "distance of each quote from the centre")
      .live();
  p.bind_within(half_spread_bps_, std::int64_t{0}, std::int64_t{5'000}, "half_spread_bps", "bps",
                "the same as a part of the price; the wider of the two holds")
      .live();
  p.bind_within(skew_per_share_, price{0}, most_px, "skew_per_share", "currency",
                "how far one share held moves both quotes away from adding to it")
      .live();
  p.bind_within(quote_size_, quantity{1}, quantity{1'000'000'000}, "quote_size", "shares",
                "quantity of each quote")
      .live();
  p.bind_within(max_position_, quantity{0}, quantity{1'000'000'000}, "max_position", "shares",
                "holding of one instrument, either way, that no fill of a quote passes")
      .live();
  p.bind_within(min_move_, std::int64_t{1}, std::int64_t{10'000}, "min_move_ticks", "ticks",
                "a quote that would move by less stays")
      .live();
  p.bind_within(quote_interval_, std::chrono::nanoseconds{0}, std::chrono::nanoseconds{1h},
                "quote_interval", "", "time between two changes of an instrument's quotes")
      .live();
  p.bind_within(stale_after_, std::chrono::nanoseconds{4ms}, std::chrono::nanoseconds{24h},
                "stale_after", "", "withdraw when the book has said nothing for so long");
  p.bind_within(pause_after_reject_, std::chrono::nanoseconds{0}, std::chrono::nanoseconds{24h},
                "pause_after_reject", "", "no new quotes in an instrument after a refusal")
      .live();
}

void market_maker::add(instrument_id id) {
  if (id == no_instrument) return;
  if (market_index_.size() <= index_of(id)) market_index_.resize(index_of(id) + 1);
  markets_.emplace_back();
  market_index_[index_of(id)] = static_cast<std::uint32_t>(markets_.size());
}

market_maker::market* market_maker::market_of(instrument_id id) {
  const auto i = index_of(id);
  const auto known = i < market_index_.size() && market_index_[i] != 0;
  if (!known) {
    if (!symbols_.empty()) return nullptr;
    add(id);
    if (id == no_instrument) return nullptr;
  }
  return &markets_[market_index_[i] - 1];
}

void register_market_maker(registry& all);
void register_market_maker(registry& all) {
  all.add<market_maker>("strategy.market_maker",
                        "Quotes both sides around the micro-price, skewed by inventory");
}

} // namespace corelane
