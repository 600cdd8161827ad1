#include "corelane/actors/venue/client_orders.hpp"

#include <gtest/gtest.h>

#include <string>

namespace corelane::venue {
namespace {

std::string numbered(const char* prefix, int n) {
  return std::string{prefix}.append(std::to_string(n));
}

TEST(client_orders, an_order_is_found_by_its_session_and_identifier_only) {
  client_orders orders{4};
  auto* order = orders.add(1, "A1");
  ASSERT_NE(order, nullptr);
  EXPECT_EQ(orders.find(1, "A1").order, order);
  EXPECT_FALSE(orders.find(2, "A1").taken);
  EXPECT_FALSE(orders.find(1, "A2").taken);
  EXPECT_FALSE(orders.find(2, "B1").taken);
}

TEST(client_orders, an_order_goes_by_its_old_and_its_new_name_after_a_replace) {
  client_orders orders{4};
  auto* order = orders.add(1, "A1");
  orders.add_name(*order, "A2");
  EXPECT_EQ(orders.find(1, "A1").order, order);
  EXPECT_EQ(orders.find(1, "A2").order, order);
}

TEST(client_orders, a_done_order_is_still_known_and_its_identifier_still_taken) {
  client_orders orders{4};
  auto* order = orders.add(1, "A1");
  orders.close(*order);
  EXPECT_TRUE(orders.find(1, "A1").taken);
  ASSERT_EQ(orders.find(1, "A1").order, order);
  EXPECT_FALSE(order->open);
}

TEST(client_orders, identifiers_outlive_the_memory_of_their_orders) {
  client_orders orders{2};
  for (int i = 0; i < 6; ++i) orders.close(*orders.add(1, numbered("A", i)));
  EXPECT_TRUE(orders.find(1, "A2").taken);
  EXPECT_EQ(orders.find(1, "A2").order, nullptr);
  EXPECT_NE(orders.find(1, "A5").order, nullptr);
}

TEST(client_orders, no_more_orders_are_open_than_were_planned) {
  client_orders orders{2};
  auto* first = orders.add(1, "A1");
  orders.add(1, "A2");
  EXPECT_EQ(orders.add(1, "A3"), nullptr);
  orders.close(*first);
  EXPECT_EQ(orders.add(1, "A3"), first);
}

TEST(client_orders, an_open_order_stays_findable_however_many_come_and_go) {
  client_orders orders{4};
  auto* old = orders.add(1, "OLD");
  for (int i = 0; i < 10'000; ++i) orders.close(*orders.add(2, numbered("B", i)));
  EXPECT_EQ(orders.find(1, "OLD").order, old);
  EXPECT_FALSE(orders.find(2, "B0").taken) << "old identifiers are given up";
}

TEST(client_orders, only_the_open_orders_of_a_session_are_visited) {
  client_orders orders{8};
  orders.add(1, "A1");
  orders.close(*orders.add(1, "A2"));
  orders.add(2, "B1");
  int visited = 0;
  orders.for_each_open(1, [&](client_order& o) {
    EXPECT_EQ(o.id.text(), "A1");
    ++visited;
    orders.close(o);
  });
  EXPECT_EQ(visited, 1);
  EXPECT_EQ(orders.open_count(), 1U);
}

TEST(client_orders, the_average_price_weighs_by_quantity) {
  client_order order;
  order.cum = {300};
  order.notional =
      client_order::wide{10'000'000'000} * 100 + client_order::wide{13'000'000'000} * 200;
  EXPECT_EQ(order.avg_px().nanos, 12'000'000'000);
}

} // namespace
} // namespace corelane::venue
