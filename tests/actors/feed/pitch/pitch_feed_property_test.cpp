#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/feed/pitch/pitch_feed_fixture.hpp"
#include "corelane/tests/support/naive_market.hpp"

#include <random>

// Random sessions of the feed's own messages, lost, repeated and reordered on two lines: whatever
// the feed says ends in the books that the messages meant, and while it is not whole it says so.

namespace corelane {
namespace {

constexpr std::array symbols{"AAPL", "MSFT", "LONGER", "LONGEST8"};

/// Writes messages and keeps the books that they mean.
class session {
public:
  explicit session(std::uint64_t seed) : random_{seed} {}

  support::naive_market market;

  /// The next packet of the session, framed for a line.
  std::vector<std::byte> next_packet() {
    std::vector<std::byte> bytes(1400);
    pitch::packet_writer w{bytes, 1, sequence_};
    const auto messages = 1 + random_() % 5;
    for (std::uint64_t i = 0; i < messages; ++i) one(w);
    sequence_ += static_cast<std::uint32_t>(w.count());
    bytes.resize(w.finish().size());
    return bytes;
  }
  [[nodiscard]] std::uint32_t sequence() const { return sequence_; }
  std::mt19937_64& random() { return random_; }

private:
  static constexpr auto market_ = pitch::market::equities;

  template <class M>
  void put(pitch::packet_writer& w, const M& m) {
    ASSERT_TRUE(pitch::add<market_>(w, m));
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  void one(pitch::packet_writer& w) {
    const auto kind = below(1'000);
    if (market.empty() || kind < 400) return add(w);
    if (kind < 401) {
      market.clear();
      return put(w, pitch::unit_clear{});
    }
    const auto id = market.any(random_);
    const auto was = market.at(id);
    if (kind < 600) return remove(w, id);
    if (kind < 750) return execute(w, id, was);
    if (kind < 800) return execute_at(w, id, was);
    if (kind < 870) return reduce(w, id, was);
    modify(w, id);
  }
  void add(pitch::packet_writer& w) {
    const auto i = below(symbols.size());
    const auto s = below(2) == 0 ? side::buy : side::sell;
    const auto hundredths = static_cast<std::int32_t>(1'000 + below(20));
    const auto qty = 1 + below(500);
    const auto id = ids_++;
    market.add(id, i, s, std::int64_t{hundredths} * 10'000'000, qty);
    const auto fill = [&](auto m, auto px) {
      m.order_id = id;
      m.side = s == side::buy ? 'B' : 'S';
      m.symbol = std::string_view{symbols[i]};
      m.quantity = static_cast<decltype(m.quantity)>(qty);
      m.price = px;
      m.flags = 1;
      put(w, m);
    };
    const pitch::long_price long_px{std::int64_t{hundredths} * 100};
    if (i == 3) return fill(pitch::add_order_expanded{}, long_px);
    below(2) == 0 ? fill(pitch::add_order_short{}, pitch::short_price{hundredths})
                  : fill(pitch::add_order_long{}, long_px);
  }
  void remove(pitch::packet_writer& w, std::uint64_t id) {
    pitch::delete_order m;
    m.order_id = id;
    put(w, m);
    market.remove(id);
  }
  void execute(pitch::packet_writer& w, std::uint64_t id, const support::naive_market::order& was) {
    pitch::order_executed m;
    m.order_id = id;
    m.executed_quantity = 1 + below(static_cast<std::uint32_t>(was.qty));
    put(w, m);
    market.take_off(id, m.executed_quantity);
  }
  void execute_at(pitch::packet_writer& w, std::uint64_t id,
                  const support::naive_market::order& was) {
    pitch::order_executed_at_price m;
    m.order_id = id;
    m.executed_quantity = 1 + below(600);
    m.remaining_quantity = below(static_cast<std::uint32_t>(was.qty) + 100);
    m.price = {12'345};
    put(w, m);
    market.change(id, was.px, m.remaining_quantity, true);
  }
  void reduce(pitch::packet_writer& w, std::uint64_t id, const support::naive_market::order& was) {
    const auto less = 1 + below(static_cast<std::uint32_t>(was.qty));
    if (below(2) == 0) {
      pitch::reduce_size_short m;
      m.order_id = id;
      m.canceled_quantity = static_cast<std::uint16_t>(less);
      put(w, m);
    } else {
      pitch::reduce_size_long m;
      m.order_id = id;
      m.canceled_quantity = less;
      put(w, m);
    }
    market.take_off(id, less);
  }
  void modify(pitch::packet_writer& w, std::uint64_t id) {
    const auto fill = [&](auto m, auto px) {
      m.order_id = id;
      m.quantity = static_cast<decltype(m.quantity)>(1 + below(500));
      m.price = px;
      m.flags = static_cast<std::uint8_t>(below(4));
      put(w, m);
      market.change(id, pitch::to_price(px).nanos, m.quantity, m.keeps_place());
    };
    const auto hundredths = static_cast<std::int32_t>(1'000 + below(20));
    below(2) == 0
        ? fill(pitch::modify_order_short{}, pitch::short_price{hundredths})
        : fill(pitch::modify_order_long{}, pitch::long_price{std::int64_t{hundredths} * 100});
  }

  std::mt19937_64 random_;
  std::uint32_t sequence_{1};
  std::uint64_t ids_{1};
};

class pitch_sessions : public ::testing::TestWithParam<std::uint64_t> {
protected:
  void give(const std::vector<std::byte>& bytes, std::uint8_t line) {
    dynamic_cast<packet_handler&>(harness.get())
        .on_packet({bytes, tsc_stamp{1}, timestamp{1'577'700'000'000'000'000}, line});
  }
  void apply() {
    for (const auto& e : harness.take<mbo_event>("events")) {
      EXPECT_EQ(e.state(), book_state::valid);
      EXPECT_NE(books.apply(e).outcome, book_outcome::duplicate_order);
    }
  }
  void expect_same(const support::naive_market& market) {
    for (std::uint32_t i = 0; i < symbols.size(); ++i)
      for (const auto s : {side::buy, side::sell})
        ASSERT_EQ(support::queue_of(books, harness.id(symbols[i]), s), market.queue(i, s))
            << symbols[i];
    ASSERT_EQ(books.orders(), market.size());
  }

  support::actor_harness harness{
      support::actor_harness::of<pitch_feed>("{group: ['239.0.0.1:1', '239.0.0.2:1']}")};
  order_books books{{20'000, 64, 20'000}};
};

TEST_P(pitch_sessions, end_in_the_books_that_their_messages_meant) {
  harness.start();
  session day{GetParam()};
  for (int i = 0; i < 3'000; ++i) {
    give(day.next_packet(), 0);
    apply();
    if (i % 10 == 0) expect_same(day.market);
    ASSERT_FALSE(HasFatalFailure());
  }
  expect_same(day.market);
}

TEST_P(pitch_sessions, are_whole_when_one_line_has_what_the_other_lost) {
  harness.start();
  session day{GetParam()};
  auto& random = day.random();
  std::vector<std::byte> behind; // a packet that line B brings after the next
  for (int i = 0; i < 3'000; ++i) {
    const auto p = day.next_packet();
    const bool on_a = random() % 4 != 0, late_on_b = random() % 4 == 0;
    if (on_a) give(p, 0);
    if (random() % 8 == 0 && on_a) give(p, 0); // twice
    if (!behind.empty()) give(behind, 1);
    behind.clear();
    if (!on_a && late_on_b)
      behind = p;
    else if (!on_a || random() % 2 == 0)
      give(p, 1);
    apply();
    if (behind.empty()) expect_same(day.market);
    ASSERT_FALSE(HasFatalFailure());
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, pitch_sessions, ::testing::Range<std::uint64_t>(1, 6));

} // namespace
} // namespace corelane
