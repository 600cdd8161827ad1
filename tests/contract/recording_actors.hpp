#pragma once

#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/runtime/api/source.hpp"
#include "corelane/runtime/api/strategy.hpp"

#include <atomic>
#include <mutex>
#include <random>
#include <vector>

namespace corelane::contract {

/// What reached the end of a pipeline, for all recorders of a test together.
class record {
public:
  static record& instance() {
    static record r;
    return r;
  }
  void clear() {
    orders_.clear();
    complete_ = false;
  }
  void add(order_request r) {
    r.received = {};
    if (r.qty == last_quantity) complete_.store(true, std::memory_order_release);
    orders_.push_back(r);
  }
  [[nodiscard]] bool complete() const { return complete_.load(std::memory_order_acquire); }
  /// Once the recorder's lane has stopped.
  [[nodiscard]] const std::vector<order_request>& orders() const { return orders_; }

  static constexpr quantity last_quantity{999};

private:
  std::vector<order_request> orders_;
  std::atomic<bool> complete_{false};
};

/// Writes down the orders it gets.
class recorder final : public actor {
public:
  explicit recorder(actor_setup& s) : actor{s} {}

private:
  void take(const order_request& r) { record::instance().add(r); }
  inlet<order_request> orders_{*this, "orders", on<&recorder::take>};
};

/// Plays order events of four instruments, the same ones each time; the last makes the strategy
/// send an order of `last_quantity`.
class player final : public actor, public source {
public:
  explicit player(actor_setup& s) : actor{s} {
    s.parameters().bind(count_, "count", "", "events to play");
  }
  bool poll() override {
    if (played_ > count_) return false;
    events_.emit(next());
    ++played_;
    return true;
  }

private:
  mbo_event next() {
    mbo_event e;
    e.flags = mbo_event::last_in_event;
    e.instrument = instrument_id{static_cast<std::uint32_t>(random_() % 4)};
    e.order_id = ++orders_;
    e.side = random_() % 2 == 0 ? side::buy : side::sell;
    const auto away = static_cast<std::int64_t>(random_() % 5) * 10'000'000;
    e.px = {100'000'000'000 + (e.side == side::buy ? -away : 10'000'000 + away)};
    e.qty = {100};
    if (played_ == count_) {
      e.side = side::buy;
      e.px = {100'005'000'000}; // a new best bid, for sure
      e.qty = record::last_quantity;
    } else if (orders_ > 40 && random_() % 2 == 0) {
      e.action = mbo_action::remove; // of any instrument: unknown there half of the time
      e.order_id = orders_ - random_() % 40;
    }
    return e;
  }

  outlet<mbo_event> events_{*this, "events"};
  std::uint64_t count_{0};
  std::uint64_t played_{0};
  std::uint64_t orders_{0};
  std::mt19937 random_{7};
};

/// Buys what is bid at each new best bid: its orders depend on the books alone.
class follower final : public strategy {
public:
  explicit follower(actor_setup& s) : strategy{s} {}
  void on_book(const book_update& u) override {
    if ((u.flags & book_update::bbo_changed) != 0 && u.bid.qty.units > 0)
      submit(side::buy, u.instrument, u.bid.qty, u.bid.px, time_in_force::ioc);
  }
};

} // namespace corelane::contract
