#pragma once

#include "corelane/actors/venue/exchange.hpp"
#include "corelane/actors/venue/itch50/itch_publisher.hpp"
#include "corelane/actors/venue/mdp3/mdp3_loops.hpp"
#include "corelane/actors/venue/pillar/pillar_publisher.hpp"
#include "corelane/actors/venue/pitch/pitch_publisher.hpp"
#include "corelane/tests/actors/venue/venue_fixture.hpp"
#include "corelane/tests/support/naive_market.hpp"

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace corelane::venue {

/// Best prices of one instrument, as a set can hold them: listing, bid, its quantity, ask, its
/// quantity; 0 for a side without orders.
using shown_state =
    std::tuple<std::uint32_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

/// Remembers each state that a book of the exchange ever had: after each step, or, for feeds whose
/// messages are events by themselves, after each thing that happened to an order.
class state_recorder : public market_data_publisher {
public:
  explicit state_recorder(bool by_step) : by_step_{by_step} {}

  void open_session(timestamp) override {}
  bool announce(timestamp) override { return false; }
  void open_market(timestamp) override {}
  void begin_step(timestamp) override { record(); }
  void flush() override { record(); }
  void idle(timestamp) override {}
  void close_session(timestamp) override {}
  void inspect(inspection&) const override {}

  void rested(const book_order& o) override {
    orders_.add(id(o), index_of(o.instrument), o.side, o.px.nanos, o.leaves.units);
    touch(o);
  }
  void executed(const execution& e) override {
    orders_.take_off(id(e.resting), e.qty.units);
    touch(e.resting);
  }
  void canceled(const cancellation& c) override {
    if (c.cause == cancel_cause::requested) orders_.remove(id(c.order));
    touch(c.order);
  }
  void replaced(const replacement& r) override {
    if (r.kept_place())
      orders_.change(id(r.before), r.after.px.nanos, r.after.leaves.units, true);
    else if (r.rests)
      orders_.replace(id(r.before), id(r.after), r.after.px.nanos, r.after.leaves.units);
    else
      orders_.remove(id(r.before));
    touch(r.before);
  }

  [[nodiscard]] bool existed(const shown_state& s) const { return states_.contains(s); }

private:
  static std::uint64_t id(const book_order& o) { return static_cast<std::uint64_t>(o.reference); }
  void touch(const book_order& o) {
    touched_.insert(index_of(o.instrument));
    if (!by_step_) record();
  }
  void record() {
    for (const auto i : touched_) {
      const auto [bid, bid_qty] = best(i, side::buy);
      const auto [ask, ask_qty] = best(i, side::sell);
      states_.insert({i, bid, bid_qty, ask, ask_qty});
    }
    touched_.clear();
  }
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> best(std::uint32_t listing, side s) const {
    std::int64_t px = 0, qty = 0;
    for (const auto& [id, o] : orders_.orders()) {
      if (o.instrument != listing || o.s != s) continue;
      const bool better = qty == 0 || (s == side::buy ? o.px > px : o.px < px);
      if (better) px = o.px;
      qty = better ? o.qty : qty + (o.px == px ? o.qty : 0);
    }
    return {px, qty};
  }

  bool by_step_;
  support::naive_market orders_;
  std::set<std::uint32_t> touched_;
  std::set<shown_state> states_;
};

/// Keeps packets, and which line of a feed is to bring them.
class packet_tape : public datagram_sink {
public:
  explicit packet_tape(std::uint8_t line) : line_{line} {}
  bool send(std::span<const std::byte> payload) noexcept override {
    packets.push_back({payload.begin(), payload.end()});
    return true;
  }
  [[nodiscard]] std::uint8_t line() const { return line_; }
  std::vector<std::vector<std::byte>> packets;

private:
  std::uint8_t line_;
};

/// A seeded session of an exchange, published in one protocol.
class published_market {
public:
  published_market(const std::string& protocol, std::uint64_t seed)
      : exchange_{settings_of(seed), listings(), probe_}, states_{protocol == "mdp3"} {
    const auto& l = exchange_.listings();
    const auto& books = exchange_.engine();
    const auto tick = settings_of(seed).tick;
    if (protocol == "itch50")
      publisher_ = std::make_unique<itch_publisher>("CONTRACT", l, tape, probe_);
    else if (protocol == "pitch")
      publisher_ = std::make_unique<pitch_publisher>(l, books, tape, probe_);
    else if (protocol == "pillar")
      publisher_ = std::make_unique<pillar_publisher>(l, books, tick, tape, probe_);
    else
      publish_mdp3(tick);
    exchange_.add(*publisher_);
    exchange_.add(states_);
    driver_.start();
  }

  /// Lets the market go on.
  void run(std::chrono::nanoseconds time) {
    driver_.run(time);
    for (int i = 0; loops_ && i < 20; ++i)
      (void)loops_->poll(loop_time_ = loop_time_ + std::chrono::milliseconds{1});
  }
  void run_until_trading() { driver_.run_until_trading(); }
  [[nodiscard]] const exchange& venue() const { return exchange_; }
  [[nodiscard]] const state_recorder& states() const { return states_; }

  /// A side of a listing's book, in the order in which it trades; ids are the protocol's.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::int64_t>> queue(std::uint32_t listing,
                                                                         side s) const {
    std::vector<std::pair<std::int64_t, std::int64_t>> out;
    const auto levels = exchange_.engine().levels(instrument_id{listing}, s);
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
      exchange_.engine().for_each_order(
          *level, [&](const book_order& o) { out.emplace_back(o.px.nanos, o.leaves.units); });
    return out;
  }

  packet_tape tape{0};
  packet_tape definitions{4}, levels{2}, orders{3}; ///< the loops of MDP 3.0

private:
  static exchange::settings settings_of(std::uint64_t seed) {
    exchange::settings s;
    s.messages_per_second = 50'000;
    s.seed = seed;
    return s;
  }
  static std::vector<listing> listings() {
    listing_settings s;
    s.instruments = 5;
    return make_listings(s);
  }
  void publish_mdp3(price tick) {
    const auto& l = exchange_.listings();
    auto made = std::make_unique<mdp3_publisher>(l, exchange_.engine(), tick, tape, probe_);
    loops_ = std::make_unique<mdp3_loops>(static_cast<std::uint32_t>(l.size()), *made, definitions,
                                          levels, orders);
    publisher_ = std::move(made);
  }

  bare_setup setup_;
  venue_probe probe_{setup_};
  exchange exchange_;
  state_recorder states_;
  std::unique_ptr<market_data_publisher> publisher_;
  std::unique_ptr<mdp3_loops> loops_;
  exchange_driver driver_{exchange_};
  timestamp loop_time_{exchange_driver::opening};
};

} // namespace corelane::venue
