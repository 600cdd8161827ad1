#include "corelane/runtime/link/held_back.hpp"

#include "corelane/protocols/market/trade.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane {
namespace {

trade print(std::uint32_t instrument, std::int64_t qty) {
  trade t;
  t.instrument = instrument_id{instrument};
  t.qty = {qty};
  return t;
}

std::uint32_t instrument_of(const void* e) noexcept {
  return index_of(static_cast<const trade*>(e)->instrument);
}

std::vector<std::int64_t> all(held_back& held) {
  std::vector<std::int64_t> quantities;
  held.move_on([&](const void* e, std::uint32_t) {
    quantities.push_back(static_cast<const trade*>(e)->qty.units);
    return true;
  });
  return quantities;
}

TEST(held_back, events_leave_in_the_order_they_came) {
  held_back held{sizeof(trade)};
  for (int i = 0; i < 5; ++i) {
    const auto t = print(1, i);
    EXPECT_FALSE(held.keep(&t, 0));
  }
  EXPECT_EQ(all(held), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
  EXPECT_TRUE(held.empty());
}

TEST(held_back, what_does_not_fit_stays_first_in_line) {
  held_back held{sizeof(trade)};
  for (int i = 0; i < 3; ++i) {
    const auto t = print(1, i);
    held.keep(&t, 0);
  }
  int room = 1;
  held.move_on([&](const void*, std::uint32_t) { return room-- > 0; });
  EXPECT_EQ(all(held), (std::vector<std::int64_t>{1, 2}));
}

TEST(held_back, with_a_key_only_the_latest_of_each_instrument_is_kept_in_the_place_of_the_first) {
  held_back held{sizeof(trade), &instrument_of};
  const auto a1 = print(1, 10), b1 = print(2, 20), a2 = print(1, 11), a3 = print(1, 12);
  EXPECT_FALSE(held.keep(&a1, 0));
  EXPECT_FALSE(held.keep(&b1, 0));
  EXPECT_TRUE(held.keep(&a2, 0));
  EXPECT_EQ(all(held), (std::vector<std::int64_t>{11, 20}));
  EXPECT_FALSE(held.keep(&a3, 0)) << "the key is free again once its event has left";
  EXPECT_EQ(all(held), (std::vector<std::int64_t>{12}));
}

} // namespace
} // namespace corelane
