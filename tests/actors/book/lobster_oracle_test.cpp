#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/book/shared_data.hpp"

#include <gtest/gtest.h>
#include <algorithm>

// Real events of AMZN that touched level 1, each with level 1 after it. Deeper orders are missing
// from the recording; what it reveals is added to the book as one order without a name.

namespace corelane::testing {

namespace {

constexpr instrument_id amzn{0};
constexpr std::uint64_t revealed_ids = std::uint64_t{1} << 62;

struct lobster_row {
  int type;
  std::uint64_t order;
  quantity size;
  price px;
  side resting;
  depth_level ask;
  depth_level bid;

  explicit lobster_row(const std::vector<std::string_view>& row)
      : type{static_cast<int>(number(row[1]))},
        order{static_cast<std::uint64_t>(number(row[2]))},
        size{number(row[3])},
        px{price::from_1e4(number(row[4]))},
        resting{number(row[5]) == 1 ? side::buy : side::sell},
        ask{price::from_1e4(number(row[6])), {number(row[7])}, 0},
        bid{price::from_1e4(number(row[8])), {number(row[9])}, 0} {}
  [[nodiscard]] const depth_level& best(side s) const { return s == side::buy ? bid : ask; }
};

class lobster_replay {
public:
  void step(const lobster_row& r) {
    mbo_event e;
    e.instrument = amzn;
    e.order_id = r.order;
    e.side = r.resting;
    e.px = r.px;
    e.qty = r.size;
    switch (r.type) {
      case 1: e.action = mbo_action::add; break;
      case 2: e.action = mbo_action::reduce; break;
      case 3: e.action = mbo_action::remove; break;
      case 4: e.action = mbo_action::execute; break;
      default: return; // hidden
    }
    const auto outcome = books.apply(e).outcome;
    if (outcome == book_outcome::unknown_order && r.type != 1) {
      ++strangers;
      take_off(r.resting, r.px, r.size);
    }
  }

  /// Makes level 1 of a side what the recording shows: orders that were cancelled unseen, while
  /// they lay deeper, go; what rests there instead is one order
  /// without a name.
  void reveal(const lobster_row& r, side s) {
    const auto& expected = r.best(s);
    const auto better = [s](price a, price b) { return s == side::buy ? a > b : a < b; };
    auto best = books.best(amzn, s);
    for (; best.qty.units != 0 && better(best.px, expected.px); best = books.best(amzn, s))
      take_off(s, best.px, best.qty);
    if (best.px == expected.px && best.qty == expected.qty) return;
    if (best.px == expected.px) take_off(s, best.px, best.qty);
    mbo_event e;
    e.instrument = amzn;
    e.order_id = revealed_ids + ++revealed;
    e.side = s;
    e.px = expected.px;
    e.qty = expected.qty;
    ASSERT_EQ(books.apply(e).outcome, book_outcome::applied);
  }

  order_books books{{.orders = 50'000, .instruments = 1, .levels = 10'000}};
  std::uint64_t strangers{0};
  std::uint64_t revealed{0};

private:
  /// Cancels `qty` in all at a price, from orders without a name first: which order was meant is
  /// not known, only that it was there.
  void take_off(side s, price px, quantity qty) {
    std::vector<std::pair<std::uint64_t, quantity>> parts;
    books.visit_orders(amzn, s, px,
                       [&](std::uint64_t id, quantity q) { parts.emplace_back(id, q); });
    std::ranges::stable_partition(parts, [](const auto& p) { return p.first >= revealed_ids; });
    for (const auto& [id, q] : parts) {
      mbo_event e;
      e.action = mbo_action::reduce;
      e.instrument = amzn;
      e.order_id = id;
      e.qty = std::min(q, qty);
      if (e.qty.units == 0) break;
      books.apply(e);
      qty -= e.qty;
    }
  }
};

} // namespace

TEST(lobster_oracle, level_1_of_a_real_day_follows_from_its_events) {
  const auto path = shared_file("lobster/amzn_20120621.csv.gz");
  if (!path) GTEST_SKIP() << "no test data lobster/amzn_20120621.csv.gz";
  const auto text = file_content(*path);
  lobster_replay replay;
  std::size_t steps = 0;
  std::size_t explained = 0;
  std::optional<lobster_row> before;
  for (const auto& row : csv_rows(text)) {
    const lobster_row r{row};
    if (before) {
      replay.step(r);
      ++steps;
      for (const auto s : {side::buy, side::sell}) {
        const auto best = replay.books.best(amzn, s);
        const auto same = best.px == r.best(s).px && best.qty == r.best(s).qty;
        if (same) ++explained;
        // Only when the best price of the touched side is used up may something new appear.
        const auto& was = before->best(r.resting);
        const bool used_up =
            r.type >= 2 && r.type <= 4 && s == r.resting && r.px == was.px && r.size == was.qty;
        ASSERT_TRUE(same || used_up) << "step " << steps << " type " << r.type;
      }
    }
    for (const auto s : {side::buy, side::sell}) replay.reveal(r, s);
    before = r;
  }
  EXPECT_EQ(steps, 32'314u);
  std::printf("%zu of %zu sides followed from the events; %llu events named orders added unseen\n",
              explained, 2 * steps, static_cast<unsigned long long>(replay.strangers));
}

} // namespace corelane::testing
