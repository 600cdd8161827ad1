#include "corelane/actors/venue/order_flow.hpp"

#include <algorithm>
#include <utility>

namespace corelane::venue {

namespace {

// Chances in thousandths. The shares of actions give about the mix of a lit equity venue:
// mostly adds and cancels, few replaces, fewer executions.
constexpr std::uint32_t burst_start = 2;
constexpr std::uint32_t burst_cap = 120;
constexpr std::uint32_t burst_goes_on = 967; ///< mean length about 30
constexpr std::uint32_t fair_moves = 120;
constexpr std::uint32_t passed_price_is_taken = 600;
constexpr std::uint32_t takes = 35;
constexpr std::uint32_t prints = 10;
constexpr std::uint32_t replaces = 110;
constexpr std::uint32_t reduces = 25;
constexpr std::uint32_t deeper_by_a_tick = 720;
constexpr std::uint32_t max_depth = 40; ///< ticks from the fair value

// Gaps within a burst are a twentieth; those outside are longer, so that the mean is kept: about
// 5.3 % of all actions lie in bursts.
constexpr std::uint64_t burst_gap_percent = 5;
constexpr std::uint64_t calm_gap_percent = 105;

constexpr std::uint32_t base_orders(std::uint32_t target) noexcept { return target * 2 + 16; }

} // namespace

void apply(const flow_action& action, matching_engine& engine) {
  using kind = flow_action::kind;
  const auto& o = action.order;
  switch (action.what) {
    case kind::none: break;
    case kind::submit: engine.submit(o); break;
    case kind::cancel: engine.cancel(action.reference, {}); break;
    case kind::replace: engine.replace(action.reference, action.px, action.qty, {}); break;
    case kind::print: engine.print_trade(o.instrument, o.side, o.px, o.qty); break;
  }
}

order_flow::order_flow(const settings& s)
    : tick_{s.tick.nanos},
      rate_{s.messages_per_second},
      target_{s.orders_per_book},
      per_book_{base_orders(s.orders_per_book)},
      random_{s.seed},
      activity_{static_cast<std::uint32_t>(s.opening.size())},
      orders_(s.opening.size() * per_book_),
      lists_(orders_.size()) {
  books_.reserve(s.opening.size());
  for (const auto px : s.opening) {
    const auto fair = px.nanos / tick_ * fine;
    books_.push_back({fair, fair});
  }
  for (std::uint32_t token = 0; token < lists_.size(); ++token) put(token, token);
}

flow_action order_flow::step(const matching_engine& books) {
  const auto book = pick_book();
  walk(books_[book]);
  const instrument_id instrument{book};
  const touch t{books.best(instrument, side::buy), books.best(instrument, side::sell)};
  const auto fair = fair_value(instrument);
  const bool bid_passed = t.bid.qty.units > 0 && t.bid.px > fair;
  const bool ask_passed = t.ask.qty.units > 0 && t.ask.px <= fair;
  if ((bid_passed || ask_passed) && random_.chance(passed_price_is_taken))
    return take(book, bid_passed ? side::sell : side::buy, t);
  return passive(book, t);
}

std::chrono::nanoseconds order_flow::gap(std::uint32_t messages) noexcept {
  const auto mean = std::max<std::uint64_t>(messages, 1) * 1'000'000'000U / rate_;
  const auto percent = burst_left_ > 0 ? burst_gap_percent : calm_gap_percent;
  return std::chrono::nanoseconds{(mean * random_.exponential() >> 16) * percent / 100};
}

price order_flow::fair_value(instrument_id instrument) const noexcept {
  return {books_[index_of(instrument)].fair / fine * tick_};
}

std::uint32_t order_flow::pick_book() noexcept {
  if (burst_left_ > 0) {
    --burst_left_;
    return burst_book_;
  }
  const auto book = activity_.pick(random_);
  if (random_.chance(burst_start)) {
    burst_book_ = book;
    burst_left_ = random_.run_of(burst_goes_on, burst_cap);
  }
  return book;
}

void order_flow::walk(book_state& book) noexcept {
  if (!random_.chance(fair_moves)) return;
  // A pull of up to 10 % towards the opening price, full when 2 % away from it.
  const auto away = (book.fair - book.opening) * 5'000 / std::max<std::int64_t>(book.opening, 1);
  const auto up = static_cast<std::uint32_t>(500 - std::clamp<std::int64_t>(away, -100, 100));
  const auto move = 1 + static_cast<std::int64_t>(random_.run_of(500, fine));
  book.fair += random_.chance(up) ? move : -move;
  book.fair = std::max<std::int64_t>(book.fair, fine * 2);
}

flow_action order_flow::passive(std::uint32_t book, const touch& t) noexcept {
  const auto roll = random_.below(1'000);
  const bool two_sided = t.bid.qty.units > 0 && t.ask.qty.units > 0;
  const auto open = books_[book].open;
  if (two_sided && roll < takes) return take(book, random_.chance(500) ? side::buy : side::sell, t);
  if (two_sided && roll < takes + prints) return print(book, t);
  if (open > 0 && roll < takes + prints + replaces) return replace(book, t);
  if (open > 0 && roll < takes + prints + replaces + reduces) return reduce(book);
  // Adds and cancels balance at `target_` open orders.
  const bool wants_cancel = random_.below(target_ * 2) < open;
  return wants_cancel || open == per_book_ ? cancel(book) : add(book, t);
}

flow_action order_flow::add(std::uint32_t book, const touch& t) noexcept {
  const auto s = random_.chance(500) ? side::buy : side::sell;
  new_order order{instrument_id{book}, s, ord_type::limit, time_in_force::day, {}, lot(), {}};
  order.px = {passive_px(books_[book], s, t)};
  order.owner.token = free_token(book);
  return {flow_action::kind::submit, order};
}

flow_action order_flow::take(std::uint32_t book, side s, const touch& t) noexcept {
  const auto& facing = s == side::buy ? t.ask : t.bid;
  if (facing.qty.units == 0) return {};
  new_order order{instrument_id{book}, s, ord_type::limit, time_in_force::ioc, facing.px, {}, {}};
  // Mostly part of the best level, at times all of it, at times a sweep.
  order.qty = random_.chance(600) ? std::min(lot(), facing.qty) : facing.qty;
  const auto style = random_.below(100);
  if (style < 10) {
    order.ord_type = ord_type::market;
    order.px = {};
  } else if (style < 15) {
    order.time_in_force = time_in_force::fok;
  } else if (style < 30 && books_[book].open < per_book_) {
    order.time_in_force = time_in_force::day; // what is left of it joins the other side
    order.owner.token = free_token(book);
  } else if (style < 45) {
    order.px = {std::max(facing.px.nanos + 2 * tick_ * sign_of(s), tick_)};
    order.qty += lot();
  }
  return {flow_action::kind::submit, order};
}

flow_action order_flow::cancel(std::uint32_t book) noexcept {
  if (books_[book].open == 0) return {};
  // Of two, the one further from the fair value: what the walk left behind goes first.
  const auto& a = orders_[choose_order(book)];
  const auto& b = orders_[choose_order(book)];
  const auto fair = fair_value(instrument_id{book}).nanos;
  const auto& gone = std::abs(a.px - fair) >= std::abs(b.px - fair) ? a : b;
  flow_action action{flow_action::kind::cancel};
  action.reference = gone.reference;
  return action;
}

flow_action order_flow::replace(std::uint32_t book, const touch& t) noexcept {
  const auto& order = orders_[choose_order(book)];
  flow_action action{flow_action::kind::replace};
  action.reference = order.reference;
  action.px = {passive_px(books_[book], order.side, t)};
  action.qty = lot();
  return action;
}

flow_action order_flow::reduce(std::uint32_t book) noexcept {
  const auto& order = orders_[choose_order(book)];
  if (order.leaves < 2) return cancel(book);
  flow_action action{flow_action::kind::replace};
  action.reference = order.reference;
  action.px = {order.px};
  action.qty = {order.leaves - std::min<std::int64_t>(order.leaves / 2, 100)};
  return action;
}

flow_action order_flow::print(std::uint32_t book, const touch& t) noexcept {
  flow_action action{flow_action::kind::print};
  action.order.instrument = instrument_id{book};
  action.order.side = random_.chance(500) ? side::buy : side::sell;
  // At the midpoint, to the feed's four decimals.
  action.order.px = {(t.bid.px.nanos + t.ask.px.nanos) / 200'000 * 100'000};
  action.order.qty = lot();
  return action;
}

std::int64_t order_flow::passive_px(const book_state& book, side s, const touch& t) noexcept {
  const auto depth = static_cast<std::int64_t>(random_.run_of(deeper_by_a_tick, max_depth));
  const auto fair = book.fair / fine * tick_;
  if (s == side::buy) {
    auto px = fair - depth * tick_;
    if (t.ask.qty.units > 0) px = std::min(px, t.ask.px.nanos - tick_);
    return std::max(px, tick_);
  }
  auto px = fair + (1 + depth) * tick_;
  if (t.bid.qty.units > 0) px = std::max(px, t.bid.px.nanos + tick_);
  return px;
}

quantity order_flow::lot() noexcept {
  if (random_.chance(120)) return {1 + std::int64_t{random_.below(99)}};
  return {100 * (1 + std::int64_t{random_.run_of(550, 30)})};
}

std::uint32_t order_flow::choose_order(std::uint32_t book) noexcept {
  return lists_[book * per_book_ + random_.below(books_[book].open)];
}

bool order_flow::ours(const book_order& order) noexcept {
  return order.owner.entry == background_entry;
}

std::uint32_t order_flow::free_token(std::uint32_t book) const noexcept {
  return lists_[book * per_book_ + books_[book].open];
}

void order_flow::put(std::uint32_t place, std::uint32_t token) noexcept {
  lists_[place] = token;
  orders_[token].position = place;
}

void order_flow::open(const book_order& order) noexcept {
  const auto book = index_of(order.instrument);
  const auto token = order.owner.token;
  auto& o = orders_[token];
  const auto place = book * per_book_ + books_[book].open++;
  put(o.position, lists_[place]);
  put(place, token);
  o.reference = order.reference;
  o.px = order.px.nanos;
  o.leaves = order.leaves.units;
  o.side = order.side;
}

void order_flow::close(const book_order& order) noexcept {
  const auto book = index_of(order.instrument);
  const auto token = order.owner.token;
  const auto last = book * per_book_ + --books_[book].open;
  const auto place = orders_[token].position;
  put(place, lists_[last]);
  put(last, token);
}

void order_flow::rested(const book_order& order) {
  if (ours(order)) open(order);
}

void order_flow::executed(const execution& e) {
  if (!ours(e.resting)) return;
  orders_[e.resting.owner.token].leaves = e.resting.leaves.units;
  if (e.resting.leaves.units == 0) close(e.resting);
}

void order_flow::canceled(const cancellation& c) {
  if (ours(c.order) && c.cause == cancel_cause::requested) close(c.order);
}

void order_flow::replaced(const replacement& r) {
  if (!ours(r.after)) return;
  if (!r.rests) return close(r.before);
  auto& o = orders_[r.after.owner.token];
  o.reference = r.after.reference;
  o.px = r.after.px.nanos;
  o.leaves = r.after.leaves.units;
}

} // namespace corelane::venue
