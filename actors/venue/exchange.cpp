#include "corelane/actors/venue/exchange.hpp"

#include <algorithm>

namespace corelane::venue {

namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds announce_every = std::chrono::microseconds{200};
constexpr nanoseconds most_behind = std::chrono::milliseconds{100};
constexpr int steps_per_packet = 64;

order_flow::settings flow_settings(const exchange::settings& s,
                                   const std::vector<listing>& listings) {
  order_flow::settings flow;
  flow.seed = s.seed;
  flow.messages_per_second = s.messages_per_second;
  flow.orders_per_book = s.orders_per_book;
  flow.tick = s.tick;
  for (const auto& l : listings) flow.opening.push_back(l.opening);
  return flow;
}

std::optional<order_flow> make_flow(const exchange::settings& s,
                                    const std::vector<listing>& listings) {
  if (s.messages_per_second == 0) return std::nullopt;
  return order_flow{flow_settings(s, listings)};
}

matching_engine::settings engine_settings(const exchange::settings& s, std::size_t instruments,
                                          const std::optional<order_flow>& flow) {
  matching_engine::settings engine;
  engine.instruments = static_cast<std::uint32_t>(instruments);
  engine.max_orders = s.client_orders + (flow ? flow->max_orders() : 0);
  engine.tick = s.tick;
  return engine;
}

} // namespace

exchange::exchange(const settings& s, std::vector<listing> listings, venue_probe& probe)
    : settings_{s},
      listings_{std::move(listings)},
      directory_{listings_.size()},
      probe_{probe},
      flow_{make_flow(settings_, listings_)},
      engine_{engine_settings(settings_, listings_.size(), flow_), *this} {
  for (const auto& l : listings_) directory_.add(l.symbol);
}

void exchange::add(market_data_publisher& publisher) { publishers_.push_back(&publisher); }

std::uint32_t exchange::add(order_entry& entry) {
  entries_.push_back(&entry);
  return static_cast<std::uint32_t>(entries_.size()); // 0 is the background flow
}

void exchange::start(timestamp now) {
  offset_ = settings_.opens_at.ns == 0 ? nanoseconds{0} : settings_.opens_at - now;
  next_ = last_ = time_at(now) + settings_.start_delay;
  phase_ = phase::waiting;
}

bool exchange::advance(timestamp now) {
  const auto at = time_at(now);
  bool worked = false;
  switch (phase_) {
    case phase::idle:
    case phase::closed: return false;
    case phase::waiting:
      if (at < next_) break;
      for (auto* p : publishers_) p->open_session(next_);
      phase_ = phase::announcing;
      return true;
    case phase::announcing: worked = announce(at); break;
    case phase::trading: worked = run_flow(at); break;
  }
  if (!worked)
    for (auto* p : publishers_) p->idle(at);
  return worked;
}

void exchange::stop(timestamp now) {
  if (phase_ == phase::idle || phase_ == phase::closed) return;
  phase_ = phase::closed;
  const auto at = std::max(time_at(now), last_);
  for (auto* p : publishers_) p->close_session(at);
}

void exchange::set_rate(std::uint64_t messages_per_second) noexcept {
  paused_ = messages_per_second == 0;
  if (flow_ && !paused_) flow_->set_rate(messages_per_second);
}

order_reference exchange::submit(const new_order& order, timestamp now) {
  begin_step(time_at(now));
  const auto reference = engine_.submit(order);
  flush();
  return reference;
}

void exchange::cancel(order_reference reference, order_owner by, timestamp now) {
  begin_step(time_at(now));
  engine_.cancel(reference, by);
  flush();
}

order_reference exchange::replace(order_reference reference, price px, quantity leaves,
                                  order_owner by, timestamp now) {
  begin_step(time_at(now));
  const auto next = engine_.replace(reference, px, leaves, by);
  flush();
  return next;
}

bool exchange::announce(timestamp at) {
  if (at < next_) return false;
  bool more = false;
  for (auto* p : publishers_) more |= p->announce(next_);
  next_ = next_ + announce_every;
  if (more) return true;
  for (auto* p : publishers_) p->open_market(next_);
  phase_ = phase::trading;
  last_ = next_;
  return true;
}

bool exchange::run_flow(timestamp at) {
  if (!flow_) return false;
  if (paused_) {
    next_ = std::max(next_, at);
    return false;
  }
  const auto until = next_ + settings_.packing;
  if (at < until) return false;
  if (const auto behind = at - until; behind > most_behind) {
    offset_ -= behind;
    slipped_ += behind;
  }
  for (int steps = 0; steps < steps_per_packet && next_ <= until; ++steps) step_flow();
  flush();
  return true;
}

void exchange::step_flow() {
  begin_step(next_);
  apply(flow_->step(engine_), engine_);
  next_ = next_ + flow_->gap(step_messages_);
}

void exchange::begin_step(timestamp at) {
  last_ = std::max(last_, at);
  step_messages_ = 0;
  for (auto* p : publishers_) p->begin_step(last_);
}

void exchange::flush() {
  for (auto* p : publishers_) p->flush();
}

order_entry* exchange::entry_of(const order_owner& owner) noexcept {
  return owner.entry == background_entry ? nullptr : entries_[owner.entry - 1];
}

template <class Output, class Arg>
void exchange::publish(Output output, const Arg& arg) {
  ++step_messages_;
  for (auto* p : publishers_) (p->*output)(arg);
}

void exchange::accepted(const book_order& order) {
  auto* entry = entry_of(order.owner);
  if (entry == nullptr) return;
  probe_.order_taken();
  entry->accepted(order);
}

void exchange::rested(const book_order& order) {
  publish(&matching_handler::rested, order);
  if (auto* entry = entry_of(order.owner))
    entry->rested(order);
  else
    flow_->rested(order);
}

void exchange::executed(const execution& e) {
  publish(&matching_handler::executed, e);
  if (e.resting.owner.entry == background_entry) flow_->executed(e);
  tell_owner_of_fill(e.resting, e);
  tell_owner_of_fill(e.taker, e);
}

void exchange::tell_owner_of_fill(const book_order& order, const execution& e) {
  auto* entry = entry_of(order.owner);
  if (entry == nullptr) return;
  probe_.order_filled();
  entry->filled(order, e);
}

void exchange::canceled(const cancellation& c) {
  if (c.cause == cancel_cause::requested) publish(&matching_handler::canceled, c);
  if (auto* entry = entry_of(c.order.owner))
    entry->canceled(c);
  else
    flow_->canceled(c);
}

void exchange::replaced(const replacement& r) {
  publish(&matching_handler::replaced, r);
  if (auto* entry = entry_of(r.after.owner))
    entry->replaced(r);
  else
    flow_->replaced(r);
}

void exchange::printed(const print& p) { publish(&matching_handler::printed, p); }

void exchange::order_refused(const new_order& order, refusal why) {
  if (auto* entry = entry_of(order.owner)) {
    probe_.request_refused();
    entry->order_refused(order, why);
  }
}

void exchange::request_refused(order_reference reference, order_owner by, refusal why) {
  if (auto* entry = entry_of(by)) {
    probe_.request_refused();
    entry->request_refused(reference, by, why);
  }
}

} // namespace corelane::venue
