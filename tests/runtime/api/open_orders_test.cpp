#include "corelane/runtime/api/open_orders.hpp"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>
#include <vector>

namespace corelane {
namespace {

open_order order(std::uint64_t id, std::int64_t qty = 100) {
  open_order o;
  o.cl_ord_id = id;
  o.instrument = instrument_id{7};
  o.px = price{100 * price::scale};
  o.qty = quantity{qty};
  o.leaves = quantity{qty};
  return o;
}

execution_report report(exec_type type, std::uint64_t id, std::uint64_t orig = 0) {
  execution_report r;
  r.exec_type = type;
  r.cl_ord_id = id;
  r.orig_cl_ord_id = orig;
  return r;
}

execution_report fill(std::uint64_t id, std::int64_t last, std::int64_t cum, std::int64_t leaves) {
  auto r = report(exec_type::trade, id);
  r.ord_status = leaves == 0 ? ord_status::filled : ord_status::partially_filled;
  r.last_qty = {last};
  r.cum_qty = {cum};
  r.leaves_qty = {leaves};
  return r;
}

class with_one_order : public testing::Test {
protected:
  with_one_order() { orders.insert(order(1)); }
  open_orders::change apply(const execution_report& r) { return orders.apply(orders.find(r), r); }
  open_orders orders{8};
};

TEST(open_orders, an_id_is_open_once_and_zero_is_no_id) {
  open_orders orders{8};
  EXPECT_NE(orders.insert(order(1)), nullptr);
  EXPECT_EQ(orders.insert(order(1)), nullptr);
  EXPECT_EQ(orders.insert(order(0)), nullptr);
  EXPECT_EQ(orders.size(), 1U);
}

TEST(open_orders, past_its_capacity_it_takes_no_order_and_after_an_erase_it_does) {
  open_orders orders{3};
  for (std::uint64_t id = 1; id <= 3; ++id) EXPECT_NE(orders.insert(order(id)), nullptr);
  EXPECT_EQ(orders.insert(order(4)), nullptr);
  EXPECT_TRUE(orders.erase(2));
  EXPECT_FALSE(orders.erase(2));
  EXPECT_NE(orders.insert(order(4)), nullptr);
}

TEST_F(with_one_order, is_acknowledged_by_new) {
  const auto after = apply(report(exec_type::new_order, 1));
  ASSERT_NE(after.order, nullptr);
  EXPECT_TRUE(after.order->acknowledged);
}

TEST_F(with_one_order, a_partial_fill_leaves_the_rest_and_the_last_one_closes_it) {
  auto after = apply(fill(1, 30, 30, 70));
  ASSERT_NE(after.order, nullptr);
  EXPECT_EQ(after.filled.units, 30);
  EXPECT_EQ(after.order->leaves.units, 70);
  EXPECT_EQ(after.order->filled().units, 30);
  after = apply(fill(1, 70, 100, 0));
  EXPECT_EQ(after.order, nullptr);
  EXPECT_EQ(after.filled.units, 70);
  EXPECT_EQ(orders.size(), 0U);
}

TEST_F(with_one_order, a_fill_that_the_venue_sends_again_fills_nothing) {
  apply(fill(1, 30, 30, 70));
  auto again = fill(1, 30, 30, 70);
  again.poss_resend = true;
  EXPECT_EQ(apply(again).filled.units, 0);
  EXPECT_EQ(orders.find(1)->leaves.units, 70);
}

TEST_F(with_one_order, a_fill_first_seen_when_sent_again_counts) {
  auto missed = fill(1, 30, 30, 70);
  missed.poss_resend = true;
  EXPECT_EQ(apply(missed).filled.units, 30);
  EXPECT_EQ(orders.find(1)->leaves.units, 70);
}

TEST_F(with_one_order, a_fill_of_an_order_that_is_not_open_counts_unless_sent_again) {
  EXPECT_EQ(apply(fill(99, 30, 30, 0)).filled.units, 30);
  auto again = fill(99, 30, 30, 0);
  again.poss_resend = true;
  EXPECT_EQ(apply(again).filled.units, 0);
}

TEST_F(with_one_order, a_cancel_that_is_granted_closes_it_by_its_original_id) {
  EXPECT_EQ(apply(report(exec_type::canceled, 2, 1)).order, nullptr);
  EXPECT_EQ(orders.size(), 0U);
}

TEST_F(with_one_order, a_cancel_that_is_refused_leaves_it_open_and_free_for_another_request) {
  orders.find(1)->pending_cl_ord_id = 2;
  const auto after = apply(report(exec_type::cancel_rejected, 2, 1));
  ASSERT_NE(after.order, nullptr);
  EXPECT_EQ(after.order->pending_cl_ord_id, 0U);
}

TEST_F(with_one_order, a_refused_cancel_of_somebody_else_leaves_a_replace_pending) {
  orders.find(1)->pending_cl_ord_id = 2;
  apply(report(exec_type::cancel_rejected, 77, 1));
  EXPECT_EQ(orders.find(1)->pending_cl_ord_id, 2U);
}

TEST_F(with_one_order, a_refused_cancel_of_an_order_the_venue_does_not_know_closes_it) {
  auto r = report(exec_type::cancel_rejected, 2, 1);
  r.ord_status = ord_status::rejected;
  EXPECT_EQ(apply(r).order, nullptr);
  EXPECT_EQ(orders.size(), 0U);
}

TEST_F(with_one_order, a_replace_moves_it_to_its_new_id_price_and_quantity) {
  apply(fill(1, 30, 30, 70));
  orders.find(1)->pending_cl_ord_id = 2;
  auto r = report(exec_type::replaced, 2, 1);
  r.order_px = price{101 * price::scale};
  r.cum_qty = {30};
  r.leaves_qty = {20};
  const auto after = apply(r);
  ASSERT_NE(after.order, nullptr);
  EXPECT_EQ(after.order->cl_ord_id, 2U);
  EXPECT_EQ(after.order->px, price{101 * price::scale});
  EXPECT_EQ(after.order->qty.units, 50);
  EXPECT_EQ(after.order->leaves.units, 20);
  EXPECT_EQ(after.order->pending_cl_ord_id, 0U);
  EXPECT_EQ(orders.find(1), nullptr);
}

TEST_F(with_one_order, a_replace_below_what_is_filled_closes_it) {
  auto r = report(exec_type::replaced, 2, 1);
  r.cum_qty = {30};
  EXPECT_EQ(apply(r).order, nullptr);
  EXPECT_EQ(orders.size(), 0U);
}

TEST_F(with_one_order, a_replace_refused_by_risk_or_venue_leaves_it_as_it_was) {
  for (const auto type : {exec_type::risk_rejected, exec_type::rejected}) {
    orders.find(1)->pending_cl_ord_id = 2;
    auto r = report(type, 2, 1);
    r.ord_status = ord_status::rejected;
    ASSERT_NE(apply(r).order, nullptr);
    EXPECT_EQ(orders.find(1)->pending_cl_ord_id, 0U);
    EXPECT_EQ(orders.find(1)->leaves.units, 100);
  }
}

TEST_F(with_one_order, a_fill_during_a_replace_in_flight_counts_by_the_old_id) {
  orders.find(1)->pending_cl_ord_id = 2;
  apply(fill(1, 30, 30, 70));
  ASSERT_NE(orders.find(1), nullptr);
  EXPECT_EQ(orders.find(1)->leaves.units, 70);
  EXPECT_EQ(orders.find(1)->pending_cl_ord_id, 2U);
}

TEST_F(with_one_order, a_refusal_of_the_order_itself_closes_it) {
  auto r = report(exec_type::risk_rejected, 1);
  r.ord_status = ord_status::rejected;
  EXPECT_EQ(apply(r).order, nullptr);
  EXPECT_EQ(orders.size(), 0U);
}

// Ids close together and far apart, erased and renamed at random, agree with a standard map.
TEST(open_orders, agrees_with_a_standard_map_over_random_operations) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random{seed};
  open_orders orders{64};
  std::unordered_map<std::uint64_t, std::int64_t> naive;
  const auto some_id = [&] {
    const auto id = random() % 96 + 1;
    return id % 3 == 0 ? id << 32 : id % 3 == 1 ? id * orders.capacity() : id;
  };
  for (int step = 0; step < 200'000; ++step) {
    const auto id = some_id();
    const auto qty = static_cast<std::int64_t>(random() % 1000);
    switch (random() % 4) {
      case 0:
      case 1: {
        const bool taken = orders.insert(order(id, qty)) != nullptr;
        ASSERT_EQ(taken, naive.size() < 64 && naive.emplace(id, qty).second);
        break;
      }
      case 2: ASSERT_EQ(orders.erase(id), naive.erase(id) == 1); break;
      default: {
        const auto to = some_id();
        const bool can = naive.contains(id) && !naive.contains(to);
        ASSERT_EQ(orders.rename(id, to) != nullptr, can);
        if (!can) break;
        naive[to] = naive[id];
        naive.erase(id);
      }
    }
    ASSERT_EQ(orders.size(), naive.size());
    if (step % 64 != 0) continue;
    std::size_t seen = 0;
    orders.for_each([&](const open_order& o) {
      ++seen;
      EXPECT_EQ(naive.at(o.cl_ord_id), o.qty.units);
    });
    ASSERT_EQ(seen, naive.size());
    for (const auto& [key, value] : naive) {
      ASSERT_NE(orders.find(key), nullptr);
      ASSERT_EQ(orders.find(key)->qty.units, value);
    }
  }
}

} // namespace
} // namespace corelane
