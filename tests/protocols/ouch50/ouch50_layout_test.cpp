#include "corelane/tests/protocols/ouch50/random_message.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cstring>

// Where each field stands, by its name, as the tables of the specification have it. Round trips
// cannot tell two fields of one width from each other when a list has them swapped.

namespace corelane::ouch50 {
namespace {

/// The first byte that changes with the field.
template <class Message, class Field>
std::size_t offset_of(Field Message::*field) {
  Message zeros, ones;
  std::memset(static_cast<void*>(&(zeros.*field)), 0x00, sizeof(Field));
  std::memset(static_cast<void*>(&(ones.*field)), 0xFF, sizeof(Field));
  const auto a = bytes_of(zeros), b = bytes_of(ones);
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

using offsets = std::vector<std::size_t>;

/// Where fields begin; then where the options' length stands or else the message ends.
template <class Message, class... Fields>
offsets at(Fields Message::*... fields) {
  constexpr std::size_t behind = has_options<Message> ? 2 : 0;
  return {offset_of(fields)..., Message::wire_size - behind};
}

TEST(ouch50_layout, of_requests_is_the_specifications) {
  using o = enter_order;
  EXPECT_EQ(at(&o::user_ref_num, &o::side, &o::quantity, &o::symbol, &o::price, &o::time_in_force,
               &o::display, &o::capacity, &o::intermarket_sweep, &o::cross_type, &o::cl_ord_id),
            (offsets{1, 5, 6, 10, 18, 26, 27, 28, 29, 30, 31, 45}));
  using u = replace_order;
  EXPECT_EQ(at(&u::orig_user_ref_num, &u::user_ref_num, &u::quantity, &u::price, &u::time_in_force,
               &u::display, &u::intermarket_sweep, &u::cl_ord_id),
            (offsets{1, 5, 9, 13, 21, 22, 23, 24, 38}));
  using x = cancel_order;
  EXPECT_EQ(at(&x::user_ref_num, &x::quantity), (offsets{1, 5, 9}));
  using m = modify_order;
  EXPECT_EQ(at(&m::user_ref_num, &m::side, &m::quantity), (offsets{1, 5, 6, 10}));
  EXPECT_EQ(account_query::wire_size, 1U);
}

TEST(ouch50_layout, of_what_becomes_of_orders_is_the_specifications) {
  using a = order_accepted;
  EXPECT_EQ(at(&a::timestamp, &a::user_ref_num, &a::side, &a::quantity, &a::symbol, &a::price,
               &a::time_in_force, &a::display, &a::order_reference_number, &a::capacity,
               &a::intermarket_sweep, &a::cross_type, &a::order_state, &a::cl_ord_id),
            (offsets{1, 9, 13, 14, 18, 26, 34, 35, 36, 44, 45, 46, 47, 48, 62}));
  using u = order_replaced;
  EXPECT_EQ(at(&u::timestamp, &u::orig_user_ref_num, &u::user_ref_num, &u::side, &u::quantity,
               &u::symbol, &u::price, &u::time_in_force, &u::display, &u::order_reference_number,
               &u::capacity, &u::intermarket_sweep, &u::cross_type, &u::order_state, &u::cl_ord_id),
            (offsets{1, 9, 13, 17, 18, 22, 30, 38, 39, 40, 48, 49, 50, 51, 52, 66}));
  using c = order_canceled;
  EXPECT_EQ(at(&c::timestamp, &c::user_ref_num, &c::quantity, &c::reason),
            (offsets{1, 9, 13, 17, 18}));
  using d = aiq_canceled;
  EXPECT_EQ(at(&d::timestamp, &d::user_ref_num, &d::decrement_shares, &d::reason,
               &d::quantity_prevented, &d::execution_price, &d::liquidity_flag, &d::aiq_strategy),
            (offsets{1, 9, 13, 17, 18, 22, 30, 31, 32}));
  using t = order_priority_update;
  EXPECT_EQ(at(&t::timestamp, &t::user_ref_num, &t::price, &t::display, &t::order_reference_number),
            (offsets{1, 9, 13, 21, 22, 30}));
  using m = order_modified;
  EXPECT_EQ(at(&m::timestamp, &m::user_ref_num, &m::side, &m::quantity),
            (offsets{1, 9, 13, 14, 18}));
  using r = order_restated;
  EXPECT_EQ(at(&r::timestamp, &r::user_ref_num, &r::reason), (offsets{1, 9, 13, 14}));
}

TEST(ouch50_layout, of_executions_is_the_specifications) {
  using e = order_executed;
  EXPECT_EQ(at(&e::timestamp, &e::user_ref_num, &e::quantity, &e::price, &e::liquidity_flag,
               &e::match_number),
            (offsets{1, 9, 13, 17, 25, 26, 34}));
  using b = broken_trade;
  EXPECT_EQ(at(&b::timestamp, &b::user_ref_num, &b::match_number, &b::reason, &b::cl_ord_id),
            (offsets{1, 9, 13, 21, 22, 36}));
  using f = trade_correction;
  EXPECT_EQ(at(&f::timestamp, &f::user_ref_num, &f::quantity, &f::price, &f::liquidity_flag,
               &f::match_number, &f::reason, &f::cl_ord_id),
            (offsets{1, 9, 13, 17, 25, 26, 34, 35, 49}));
}

TEST(ouch50_layout, of_answers_is_the_specifications) {
  using j = order_rejected;
  EXPECT_EQ(at(&j::timestamp, &j::user_ref_num, &j::reason, &j::cl_ord_id),
            (offsets{1, 9, 13, 15, 29}));
  EXPECT_EQ(at(&cancel_pending::timestamp, &cancel_pending::user_ref_num), (offsets{1, 9, 13}));
  EXPECT_EQ(at(&cancel_rejected::timestamp, &cancel_rejected::user_ref_num), (offsets{1, 9, 13}));
  using q = account_query_response;
  EXPECT_EQ(at(&q::timestamp, &q::next_user_ref_num), (offsets{1, 9, 13}));
  using s = system_event;
  EXPECT_EQ(at(&s::timestamp, &s::event_code), (offsets{1, 9, 10}));
}

} // namespace
} // namespace corelane::ouch50
