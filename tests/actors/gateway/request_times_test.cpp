#include "corelane/actors/gateway/request_times.hpp"

#include <gtest/gtest.h>

namespace corelane {
namespace {

order_request request(std::uint64_t id, order_action action = order_action::submit) {
  order_request r;
  r.cl_ord_id = id;
  r.action = action;
  return r;
}

TEST(request_times, a_request_is_known_with_its_time_until_it_is_answered_once) {
  request_times times{16};
  const auto late = (1ULL << 62) - 1;
  times.sent(request(7, order_action::replace), late);
  EXPECT_FALSE(times.take(8));
  const auto found = times.take(7);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->action, order_action::replace);
  EXPECT_EQ(found->sent, late);
  EXPECT_FALSE(times.take(7));
}

TEST(request_times, no_request_has_the_id_0) {
  request_times times{16};
  EXPECT_FALSE(times.take(0));
}

TEST(request_times, as_many_as_there_is_room_for_are_nearly_all_remembered) {
  request_times times{4096};
  const auto first = 0x0200'1234'0000'0001ULL; // as strategies number them
  for (std::uint64_t i = 0; i < 2048; ++i) times.sent(request(first + i), i);
  std::uint64_t known = 0;
  for (std::uint64_t i = 0; i < 2048; ++i)
    if (const auto found = times.take(first + i)) {
      EXPECT_EQ(found->sent, i);
      ++known;
    }
  EXPECT_GT(known, 2048U * 3 / 4);
}

TEST(request_times, of_two_in_one_place_the_later_is_kept) {
  request_times times{1}; // two places
  for (std::uint64_t id = 1; id <= 3; ++id) times.sent(request(id), id);
  int known = 0;
  for (std::uint64_t id = 1; id <= 3; ++id) known += times.take(id).has_value() ? 1 : 0;
  EXPECT_LE(known, 2);
  times.sent(request(4), 4);
  EXPECT_TRUE(times.take(4));
}

TEST(request_times, what_is_forgotten_is_not_answered) {
  request_times times{16};
  times.sent(request(7), 1);
  times.forget_all();
  EXPECT_FALSE(times.take(7));
}

} // namespace
} // namespace corelane
