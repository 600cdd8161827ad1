#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/book/book_events.hpp"
#include "corelane/tests/actors/book/naive_books.hpp"

#include <gtest/gtest.h>
#include <cstdlib>
#include <random>
#include <vector>

namespace corelane::testing {

namespace {

/// A stream in which every kind of event is common, the wrong ones included.
class random_stream {
public:
  random_stream(std::uint64_t seed, int price_range, std::uint32_t instruments)
      : random_{seed}, price_range_{price_range}, instruments_{instruments} {}

  mbo_event next() {
    mbo_event e;
    e.instrument = instrument_id{below(50) == 0 ? instruments_ : below(instruments_)};
    if (below(100) == 0) e.instrument = no_instrument;
    e.side = below(2) == 0 ? side::buy : side::sell;
    e.flags = mbo_event::last_in_event;
    e.px = {(static_cast<int>(below(price_range_)) - price_range_ / 8) * 10'000'000LL};
    e.qty = {static_cast<std::int64_t>(below(40)) - 2};
    const auto dice = below(1000);
    if (dice < 450) {
      e.action = mbo_action::add;
      e.order_id = below(30) == 0 ? some_id() : new_id();
    } else if (dice < 999) {
      static constexpr mbo_action others[] = {
          mbo_action::remove,     mbo_action::remove, mbo_action::remove,  mbo_action::execute,
          mbo_action::execute_at, mbo_action::reduce, mbo_action::replace, mbo_action::modify};
      e.action = others[below(std::size(others))];
      e.order_id = some_id();
      if (below(10) != 0) e.instrument = home_of(e.order_id);
      if (e.action == mbo_action::replace) e.new_order_id = below(20) == 0 ? some_id() : new_id();
      if (e.action == mbo_action::modify && below(2) == 0) e.px = {price_of(e.order_id)};
      if (e.action == mbo_action::modify && below(3) == 0) e.flags |= mbo_event::keeps_place;
    } else {
      e.action = mbo_action::clear;
    }
    remember(e);
    return e;
  }

private:
  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::uint64_t new_id() { return next_id_ += 1 + below(3); }
  std::uint64_t some_id() {
    return used_.empty()
               ? 1
               : used_[used_.size() - 1 - below(std::min<std::size_t>(600, used_.size()))].order_id;
  }
  const mbo_event* last_of(std::uint64_t id) const {
    for (auto i = used_.rbegin(); i != used_.rend() && i < used_.rbegin() + 600; ++i)
      if (i->order_id == id) return &*i;
    return nullptr;
  }
  instrument_id home_of(std::uint64_t id) const {
    const auto* e = last_of(id);
    return e == nullptr ? no_instrument : e->instrument;
  }
  std::int64_t price_of(std::uint64_t id) const {
    const auto* e = last_of(id);
    return e == nullptr ? 0 : e->px.nanos;
  }
  void remember(const mbo_event& e) {
    if (e.action == mbo_action::add) used_.push_back(e);
    if (e.action == mbo_action::replace) {
      used_.push_back(e);
      used_.back().order_id = e.new_order_id;
    }
  }

  std::mt19937_64 random_;
  int price_range_;
  std::uint32_t instruments_;
  std::uint64_t next_id_{0};
  std::vector<mbo_event> used_;
};

template <class Books>
std::vector<depth_level> levels_of(const Books& books, instrument_id i, side s) {
  std::vector<depth_level> all;
  books.visit_levels(i, s, [&](const depth_level& l) { all.push_back(l); });
  return all;
}

template <class Books>
std::vector<std::pair<std::uint64_t, quantity>> queue_of(const Books& books, instrument_id i,
                                                         side s, price px) {
  std::vector<std::pair<std::uint64_t, quantity>> all;
  books.visit_orders(i, s, px, [&](std::uint64_t id, quantity q) { all.emplace_back(id, q); });
  return all;
}

std::uint64_t seed_of_this_run() {
  const auto* given = std::getenv("CORELANE_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

void expect_same_side(const order_books& engine, const naive_books& naive, instrument_id i,
                      side s) {
  const auto expected = levels_of(naive, i, s);
  ASSERT_EQ(levels_of(engine, i, s), expected);
  ASSERT_EQ(engine.levels(i, s), expected.size());
  ASSERT_EQ(engine.best(i, s), expected.empty() ? depth_level{} : expected.front());
  std::vector<depth_level> top(3);
  top.resize(engine.depth(i, s, top));
  ASSERT_TRUE(std::ranges::equal(
      top, std::span{expected}.first(std::min<std::size_t>(3, expected.size()))));
  std::int64_t sum = 0;
  for (const auto& l : top) sum += l.qty.units;
  ASSERT_EQ(engine.depth_qty(i, s, 3).units, sum);
  for (std::size_t n = 0; n < expected.size(); ++n)
    ASSERT_EQ(engine.among_best(i, s, expected[n].px, 3), n < 3);
}

void compare(std::uint64_t seed, int price_range, std::uint32_t instruments, int steps) {
  SCOPED_TRACE("seed " + std::to_string(seed) + "; repeat with CORELANE_SEED");
  const book_capacity room{.orders = 20'000, .instruments = instruments, .levels = 20'000};
  order_books engine{room};
  naive_books naive{room};
  random_stream stream{seed, price_range, instruments};
  for (int step = 0; step < steps; ++step) {
    const auto e = stream.next();
    const auto was = naive.apply(e);
    const auto is = engine.apply(e);
    ASSERT_EQ(is.outcome, was.outcome) << "step " << step;
    ASSERT_EQ(is.changed, was.changed) << "step " << step;
    ASSERT_EQ(engine.orders(), naive.orders());
    if (!was.changed) continue;
    for (auto s : {side::buy, side::sell}) {
      expect_same_side(engine, naive, was.instrument, s);
      if (::testing::Test::HasFatalFailure()) FAIL() << "step " << step;
    }
    for (auto px : {is.px, is.new_px})
      ASSERT_EQ(queue_of(engine, is.instrument, is.side, px),
                queue_of(naive, is.instrument, is.side, px))
          << "step " << step;
    if (step % 500 == 0) {
      ASSERT_EQ(engine.orders(was.instrument), naive.orders(was.instrument));
    }
  }
}

} // namespace

TEST(book_property, a_random_stream_over_few_prices_leaves_the_same_book_as_the_reference) {
  const auto seed = seed_of_this_run();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  compare(seed, 12, 3, 30'000);
}

TEST(book_property, a_random_stream_over_many_prices_leaves_the_same_book_as_the_reference) {
  const auto seed = seed_of_this_run();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  compare(seed, 4'000, 2, 20'000);
}

TEST(book_property, applying_a_batch_is_the_same_as_applying_one_by_one) {
  const auto seed = seed_of_this_run();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  const book_capacity room{.orders = 20'000, .instruments = 8, .levels = 20'000};
  order_books one_by_one{room};
  order_books batched{room};
  random_stream stream{seed, 200, 8};
  std::mt19937_64 random{seed};
  for (int packet = 0; packet < 2'000; ++packet) {
    std::vector<mbo_event> events(random() % 40);
    for (auto& e : events) e = stream.next();
    std::size_t at = 0;
    batched.apply(events, [&](const mbo_event& e, const book_change& change) {
      ASSERT_EQ(&e, &events[at++]);
      ASSERT_EQ(change.outcome, one_by_one.apply(e).outcome);
    });
    ASSERT_EQ(at, events.size());
  }
  for (std::uint32_t i = 0; i < 8; ++i)
    for (auto s : {side::buy, side::sell})
      ASSERT_EQ(levels_of(batched, instrument_id{i}, s),
                levels_of(one_by_one, instrument_id{i}, s));
}

} // namespace corelane::testing
