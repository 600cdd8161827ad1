#include "corelane/runtime/link/wiring.hpp"

#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/runtime/api/source.hpp"
#include "corelane/tests/support/test_node.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace corelane {
namespace {

class bare_setup final : public actor_setup {
public:
  bare_setup(const std::string& name, support::test_node& node)
      : actor_setup{name, node.instruments(), node.halt()}, node_{node} {}
  counter make_counter(std::string_view name, std::string_view, std::string_view) override {
    return counter{node_.counter_slot(std::string{name})};
  }
  gauge make_gauge(std::string_view name, std::string_view, std::string_view) override {
    return gauge{node_.gauge_slot(std::string{name})};
  }
  latency_buckets& make_latency(std::string_view stage) override {
    return node_.latency_slot(std::string{stage});
  }
  std::uint8_t next_strategy_id() override { return node_.next_strategy_id(); }

private:
  support::test_node& node_;
};

trade print_of(std::uint32_t instrument, std::int64_t qty) {
  trade t;
  t.instrument = instrument_id{instrument};
  t.qty = {qty};
  return t;
}

/// Sends prints on, keeps those it gets, and throws at a quantity of -1.
class station final : public actor {
public:
  explicit station(actor_setup& s) : actor{s} {}
  void take(const trade& t) {
    if (t.qty.units == -1) throw std::runtime_error{"minus one"};
    if (busy) ++reentered;
    busy = true;
    got.push_back(t.qty.units);
    out.emit(t);
    busy = false;
  }
  void take_back(const execution_report& r) {
    if (busy) ++reentered;
    answers.push_back(r.last_qty.units);
  }
  void answer(std::int64_t qty) {
    execution_report r;
    r.last_qty = {qty};
    back.emit(r);
  }
  std::vector<std::int64_t> got, answers;
  int reentered{0};
  bool busy{false};
  inlet<trade> in{*this, "in", on<&station::take>};
  inlet<execution_report> answered{*this, "answered", on<&station::take_back>};
  outlet<trade> out{*this, "out"};
  outlet<execution_report> back{*this, "back"};
};

/// Answers each print at once.
class answerer final : public actor {
public:
  explicit answerer(actor_setup& s) : actor{s} {}
  void take(const trade& t) {
    execution_report r;
    r.last_qty = t.qty;
    back.emit(r);
  }
  inlet<trade> in{*this, "in", on<&answerer::take>};
  outlet<execution_report> back{*this, "back"};
};

/// Emits numbered prints as fast as it is polled.
class generator final : public actor, public source {
public:
  explicit generator(actor_setup& s) : actor{s} {}
  bool poll() override {
    if (sent == limit) return false;
    const auto instrument = static_cast<std::uint32_t>(sent % 4);
    out.emit(print_of(instrument, ++sent));
    return true;
  }
  std::int64_t sent{0};
  std::int64_t limit{0};
  outlet<trade> out{*this, "out"};
};

class wiring_test : public ::testing::Test {
protected:
  template <class Actor>
  Actor& make(const std::string& name, lane& on) {
    setups_.push_back(std::make_unique<bare_setup>(name, node));
    auto made = std::make_unique<Actor>(*setups_.back());
    auto& a = *made;
    links.place(a, on);
    a.bind_to(on);
    actors_.push_back(std::move(made));
    return a;
  }
  [[nodiscard]] link_kind kind_of(std::size_t link) { return links.states()[link].kind; }

  support::test_node node;
  std::vector<std::unique_ptr<bare_setup>> setups_;
  std::vector<std::unique_ptr<actor>> actors_;
  lane a{lane_settings{.name = "a"}};
  lane b{lane_settings{.name = "b"}};
  lane c{lane_settings{.name = "c"}};
  wiring links;
};

TEST_F(wiring_test, on_one_lane_the_receiver_has_handled_the_event_when_emit_returns) {
  auto& from = make<station>("from", a);
  auto& to = make<station>("to", a);
  links.link({&from, &from.out, {&to.in}});
  links.resolve();
  EXPECT_EQ(kind_of(0), link_kind::call);
  from.out.emit(print_of(0, 7));
  EXPECT_EQ(to.got, (std::vector<std::int64_t>{7}));
}

TEST_F(wiring_test, an_outlet_feeds_many_inlets_in_the_order_they_were_linked) {
  auto& from = make<station>("from", a);
  auto& one = make<station>("one", a);
  auto& two = make<station>("two", a);
  links.link({&from, &from.out, {&one.in}});
  links.link({&from, &from.out, {&two.in}});
  links.resolve();
  from.out.emit(print_of(0, 7));
  EXPECT_EQ(one.got.size() + two.got.size(), 2U);
}

TEST_F(wiring_test, an_answer_waits_until_the_call_chain_has_returned) {
  auto& from = make<station>("from", a);
  auto& to = make<answerer>("to", a);
  links.link({&from, &from.out, {&to.in}});
  links.link({&to, &to.back, {&from.answered}});
  links.resolve();
  EXPECT_EQ(kind_of(1), link_kind::deferred);
  from.take(print_of(0, 7));
  EXPECT_TRUE(from.answers.empty());
  a.settle();
  EXPECT_EQ(from.answers, (std::vector<std::int64_t>{7}));
  EXPECT_EQ(from.reentered, 0);
}

TEST_F(wiring_test, another_lane_gets_events_by_a_ring_and_several_lanes_share_one) {
  auto& near = make<station>("near", a);
  auto& other = make<station>("other", c);
  auto& far = make<station>("far", b);
  auto& alone = make<station>("alone", b);
  links.link({&near, &near.out, {&far.in}});
  links.link({&other, &other.out, {&far.in}});
  links.link({&near, &near.out, {&alone.in}});
  links.resolve();
  EXPECT_EQ(kind_of(0), link_kind::ring_many);
  EXPECT_EQ(kind_of(1), link_kind::ring_many);
  EXPECT_EQ(kind_of(2), link_kind::ring);
  near.out.emit(print_of(0, 1));
  other.out.emit(print_of(0, 2));
  EXPECT_TRUE(far.got.empty());
  b.turn();
  EXPECT_EQ(far.got, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(alone.got, (std::vector<std::int64_t>{1}));
}

TEST_F(wiring_test, all_events_of_an_instrument_reach_the_same_replica) {
  auto& from = make<station>("from", a);
  auto& even = make<station>("r-0", a);
  auto& odd = make<station>("r-1", a);
  links.link({&from, &from.out, {&even.in, &odd.in}});
  links.resolve();
  for (std::uint32_t i = 0; i < 10; ++i) from.out.emit(print_of(i, i));
  EXPECT_EQ(even.got, (std::vector<std::int64_t>{0, 2, 4, 6, 8}));
  EXPECT_EQ(odd.got, (std::vector<std::int64_t>{1, 3, 5, 7, 9}));
}

TEST_F(wiring_test, an_actor_that_throws_is_closed_and_its_neighbours_go_on) {
  auto& from = make<station>("from", a);
  auto& bad = make<station>("bad", a);
  auto& good = make<station>("good", a);
  links.link({&from, &from.out, {&bad.in}});
  links.link({&from, &from.out, {&good.in}});
  links.resolve();
  std::string failed;
  a.set_failure_handler([&](actor& f, std::exception_ptr) {
    failed = f.name();
    links.close(f);
  });
  bad.got.clear();
  from.out.emit(print_of(0, 1));
  good.got.clear();
  EXPECT_TRUE(failed.empty());
  // Only `bad` is told to throw: it alone gets the print.
  const auto in = bad.in.handler();
  const auto poison = print_of(0, -1);
  in.deliver(in.target, &poison);
  EXPECT_EQ(failed, "bad");
  from.out.emit(print_of(0, 2));
  EXPECT_EQ(bad.got, (std::vector<std::int64_t>{1}));
  EXPECT_EQ(good.got, (std::vector<std::int64_t>{2}));
  EXPECT_EQ(links.states()[0].dropped, 1U);
}

TEST_F(wiring_test, an_actor_made_anew_takes_the_place_of_the_old_one) {
  auto& from = make<station>("from", a);
  auto& old = make<station>("worker", a);
  auto& to = make<station>("to", a);
  links.link({&from, &from.out, {&old.in}});
  links.link({&old, &old.out, {&to.in}});
  links.resolve();
  links.close(old);
  bare_setup setup{"worker", node};
  station fresh{setup};
  fresh.bind_to(a);
  links.reopen(old, fresh);
  from.out.emit(print_of(0, 5));
  EXPECT_TRUE(old.got.empty());
  EXPECT_EQ(fresh.got, (std::vector<std::int64_t>{5}));
  EXPECT_EQ(to.got, (std::vector<std::int64_t>{5}));
}

/// A link of 64 events into a lane that is drained only when the test says so.
class full_link : public wiring_test {
protected:
  void join(when_full policy) {
    from = &make<generator>("from", a);
    to = &make<station>("to", b);
    links.link({from, &from->out, {&to->in}, 64, policy});
    links.resolve();
    a.attach(*from);
  }
  [[nodiscard]] link_state state() { return links.states()[0]; }
  generator* from{nullptr};
  station* to{nullptr};
};

TEST_F(full_link, that_blocks_its_source_stops_it_and_loses_nothing) {
  join(when_full::block_source);
  from->limit = 1'000;
  for (int i = 0; i < 2'000; ++i) a.turn();
  EXPECT_LT(from->sent, 64) << "headroom is kept";
  for (int i = 0; i < 5'000; ++i) {
    a.turn();
    b.turn();
  }
  ASSERT_EQ(to->got.size(), 1'000U);
  for (std::size_t i = 0; i < 1'000; ++i) EXPECT_EQ(to->got[i], static_cast<std::int64_t>(i) + 1);
  EXPECT_EQ(state().dropped, 0U);
}

TEST_F(full_link, that_blocks_keeps_what_one_handler_emits_past_its_room) {
  join(when_full::block_source);
  for (int i = 1; i <= 300; ++i) from->out.emit(print_of(0, i));
  EXPECT_EQ(state().held_back, 300U - 64U);
  for (int i = 0; i < 100; ++i) {
    a.turn();
    b.turn();
  }
  ASSERT_EQ(to->got.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(to->got));
}

TEST_F(full_link, that_conflates_keeps_the_latest_of_each_instrument) {
  join(when_full::conflate);
  from->limit = 1'000;
  for (int i = 0; i < 1'000; ++i) a.turn();
  EXPECT_EQ(from->sent, 1'000) << "the source is not held up";
  for (int i = 0; i < 100; ++i) {
    b.turn();
    a.turn();
  }
  ASSERT_EQ(to->got.size(), 64U + 4U);
  EXPECT_EQ(std::vector(to->got.end() - 4, to->got.end()),
            (std::vector<std::int64_t>{997, 998, 999, 1'000}));
  EXPECT_EQ(state().conflated, 1'000U - 68U);
}

TEST_F(full_link, that_drops_the_newest_counts_what_it_drops) {
  join(when_full::drop_newest);
  from->limit = 100;
  for (int i = 0; i < 100; ++i) a.turn();
  for (int i = 0; i < 10; ++i) b.turn();
  EXPECT_EQ(to->got.size(), 64U);
  EXPECT_EQ(state().dropped, 36U);
}

TEST_F(full_link, that_fails_fails_the_actor_that_emits) {
  join(when_full::fail);
  std::string failed;
  a.set_failure_handler([&](actor& f, std::exception_ptr) { failed = f.name(); });
  from->limit = 100;
  for (int i = 0; i < 100; ++i) a.turn();
  EXPECT_EQ(failed, "from");
  EXPECT_EQ(from->sent, 65) << "a failed source is not polled again";
}

TEST_F(full_link, over_two_threads_loses_nothing) {
  join(when_full::block_source);
  from->limit = 200'000;
  std::thread far{[this] { b.run(); }};
  std::thread near{[this] { a.run(); }};
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (state().events < 200'000 || state().depth != 0) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    std::this_thread::yield();
  }
  a.request_stop();
  b.request_stop();
  near.join();
  far.join();
  ASSERT_EQ(to->got.size(), 200'000U);
  EXPECT_TRUE(std::ranges::is_sorted(to->got));
}

} // namespace
} // namespace corelane
