#include "corelane/tests/protocols/pitch/any_message.hpp"

#include <gtest/gtest.h>
#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace corelane::pitch {
namespace {

using namespace std::string_view_literals;

/// The lengths that the specifications give, legs aside; 0 where there is no such message.
struct lengths {
  std::size_t equities, options, futures;
};
const std::map<int, lengths> specified{
    {0x01, {22, 22, 22}}, {0x02, {3, 3, 3}},    {0x03, {9, 9, 9}},    {0x04, {10, 10, 10}},
    {0x20, {6, 10, 10}},  {0x21, {34, 34, 33}}, {0x22, {26, 26, 25}}, {0x23, {26, 27, 27}},
    {0x24, {38, 39, 0}},  {0x25, {18, 18, 18}}, {0x26, {16, 16, 16}}, {0x27, {27, 27, 26}},
    {0x28, {19, 19, 18}}, {0x29, {14, 14, 14}}, {0x2A, {41, 42, 42}}, {0x2B, {33, 34, 34}},
    {0x2C, {14, 14, 14}}, {0x2D, {6, 6, 6}},    {0x2E, {0, 38, 0}},   {0x2F, {41, 50, 0}},
    {0x30, {43, 44, 0}},  {0x31, {18, 18, 18}}, {0x80, {6, 6, 6}},    {0x81, {6, 6, 6}},
    {0x82, {11, 11, 11}}, {0x83, {6, 6, 6}},    {0x84, {6, 6, 0}},    {0x85, {11, 11, 0}},
    {0x86, {2, 2, 0}},    {0x95, {47, 0, 0}},   {0x96, {27, 27, 0}},  {0x97, {6, 6, 6}},
    {0x98, {15, 0, 0}},   {0x9D, {0, 42, 0}},   {0x9E, {0, 58, 0}},   {0xAD, {0, 47, 0}},
    {0xAE, {0, 14, 0}},   {0xAF, {0, 34, 0}},   {0xB1, {0, 18, 18}},  {0xB9, {0, 0, 25}},
    {0xBA, {0, 0, 65}},   {0xBB, {0, 0, 45}},   {0xBC, {0, 6, 6}},    {0xBD, {0, 6, 6}},
    {0xBE, {0, 0, 28}},   {0xD1, {0, 64, 0}},   {0xD2, {0, 19, 0}},   {0xD3, {0, 0, 20}},
    {0xFA, {0, 0, 40}}};

TEST(pitch, has_the_messages_of_the_three_markets_with_the_lengths_of_their_specifications) {
  for (int type = 0; type < 256; ++type) {
    const auto found = specified.find(type);
    const auto expected = found == specified.end() ? lengths{0, 0, 0} : found->second;
    const auto t = static_cast<std::uint8_t>(type);
    EXPECT_EQ(wire_size_of<market::equities>(t), expected.equities) << type;
    EXPECT_EQ(wire_size_of<market::options>(t), expected.options) << type;
    EXPECT_EQ(wire_size_of<market::futures>(t), expected.futures) << type;
  }
  EXPECT_EQ(all_messages::size, specified.size());
}

TEST(pitch, every_message_comes_out_of_its_bytes_as_it_went_in) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  for_each_message_of_each_market(
      [&]<market In, class M>(std::integral_constant<market, In>, std::type_identity<M>) {
        SCOPED_TRACE(name_of(In) + " " + std::string{M::name});
        for (int i = 0; i < 100; ++i) {
          const auto m = random_message<M, In>(random);
          std::array<std::byte, 128> bytes{};
          const auto length = write<In>(m, bytes.data());
          ASSERT_LE(length, (largest_size<M, In>));
          ASSERT_EQ(static_cast<std::size_t>(bytes[0]), length);
          ASSERT_EQ(static_cast<std::uint8_t>(bytes[1]), M::type);
          expecting<M> handler;
          ASSERT_EQ(decode<In>(std::span{bytes}.first(length), handler), decode_result::handled);
          EXPECT_EQ(handler.got, m);
          EXPECT_EQ(handler.others, 0);
        }
      });
}

TEST(pitch, no_message_is_read_past_where_it_is_cut) {
  std::mt19937_64 random{1};
  for_each_message_of_each_market(
      [&]<market In, class M>(std::integral_constant<market, In>, std::type_identity<M>) {
        SCOPED_TRACE(name_of(In) + " " + std::string{M::name});
        std::array<std::byte, 128> whole{};
        const auto length = write<In>(random_message<M, In>(random), whole.data());
        for (std::size_t cut = 0; cut < length; ++cut) {
          // On the heap and no longer than it is, for the sanitizer.
          const std::vector<std::byte> bytes{whole.begin(), whole.begin() + cut};
          expecting<M> handler;
          const auto result = decode<In>(bytes, handler);
          EXPECT_EQ(handler.others, 0);
          if (cut < required_size<M, In>) {
            EXPECT_EQ(result, decode_result::truncated) << cut;
          }
          EXPECT_EQ(handler.taken, result == decode_result::handled ? 1 : 0) << cut;
        }
      });
}

TEST(pitch, versions_that_lack_the_last_fields_are_read_and_nothing_shorter) {
  const std::map<int, std::size_t> least{{0x20, 6},  {0x23, 26}, {0x24, 38}, {0x2A, 41},
                                         {0x2B, 33}, {0x2F, 41}, {0x30, 43}, {0xBB, 41}};
  for_each_message_of_each_market(
      [&]<market In, class M>(std::integral_constant<market, In>, std::type_identity<M>) {
        SCOPED_TRACE(name_of(In) + " " + std::string{M::name});
        const auto known = least.find(M::type);
        const auto length = known == least.end() ? wire_size_of<In>(M::type) : known->second;
        std::vector<std::byte> bytes(length);
        bytes[1] = static_cast<std::byte>(M::type);
        expecting<M> handler;
        EXPECT_EQ(decode<In>(bytes, handler), decode_result::handled);
        bytes.pop_back();
        EXPECT_EQ(decode<In>(bytes, handler), decode_result::truncated);
        EXPECT_EQ(handler.taken, 1);
      });
}

TEST(pitch, a_message_that_has_grown_is_read_as_far_as_we_know_it) {
  std::mt19937_64 random{2};
  for_each_message_of_each_market(
      [&]<market In, class M>(std::integral_constant<market, In>, std::type_identity<M>) {
        SCOPED_TRACE(name_of(In) + " " + std::string{M::name});
        const auto m = random_message<M, In>(random);
        std::array<std::byte, 128> bytes{};
        const auto length = write<In>(m, bytes.data()) + 7;
        for (auto i = length - 7; i < length; ++i) bytes[i] = std::byte{0xEE};
        bytes[0] = static_cast<std::byte>(length);
        expecting<M> handler;
        ASSERT_EQ(decode<In>(std::span{bytes}.first(length), handler), decode_result::handled);
        EXPECT_EQ(handler.got, m);
      });
}

TEST(pitch, fields_that_an_earlier_version_lacks_have_their_defaults) {
  std::mt19937_64 random{3};
  std::array<std::byte, 128> bytes{};
  const auto executed = random_message<order_executed, market::options>(random);
  write<market::options>(executed, bytes.data());
  expecting<order_executed> handler;
  ASSERT_EQ(decode<market::options>(std::span{bytes}.first(26), handler), decode_result::handled);
  EXPECT_EQ(handler.got.execution_id, executed.execution_id);
  EXPECT_EQ(handler.got.trade_condition, ' ');

  auto added = random_message<add_order_expanded, market::options>(random);
  write<market::options>(added, bytes.data());
  expecting<add_order_expanded> expanded;
  // Half a client id is none.
  ASSERT_EQ(decode<market::options>(std::span{bytes}.first(43), expanded), decode_result::handled);
  added.client_id = {};
  added.reserved = {};
  EXPECT_EQ(expanded.got, added);
}

TEST(pitch, a_message_of_another_market_is_unknown_in_this_one) {
  const auto ignore = [](const auto&) {};
  std::array<std::byte, 64> bytes{};
  bytes[1] = std::byte{0xBB};
  EXPECT_EQ(decode<market::equities>(bytes, ignore), decode_result::unknown_type);
  EXPECT_EQ(decode<market::options>(bytes, ignore), decode_result::unknown_type);
  bytes[1] = std::byte{0x2F};
  EXPECT_EQ(decode<market::futures>(bytes, ignore), decode_result::unknown_type);
  EXPECT_EQ(decode<market::futures>({}, ignore), decode_result::truncated);
  EXPECT_EQ(decode<market::futures>(std::span{bytes}.first(1), ignore), decode_result::truncated);
}

template <market In, class Message>
std::string text_of(const Message& m) {
  std::array<std::byte, 128> bytes{};
  const auto length = write<In>(m, bytes.data());
  return {reinterpret_cast<const char*>(bytes.data()), length};
}

TEST(pitch, an_added_order_stands_on_the_wire_as_each_market_draws_it) {
  add_order_short a;
  a.time_offset = 0x04030201;
  a.order_id = 0x1817161514131211;
  a.side = 'S';
  a.quantity = 0x2221;
  a.symbol = "IBM"sv;
  a.price = {0x3231};
  a.flags = 0x41;
  const auto in_equities =
      "\x1A\x22\x01\x02\x03\x04\x11\x12\x13\x14\x15\x16\x17\x18"
      "S\x21\x22IBM   \x31\x32\x41"sv;
  EXPECT_EQ(text_of<market::equities>(a), in_equities);
  EXPECT_EQ(text_of<market::options>(a), in_equities);
  EXPECT_EQ(text_of<market::futures>(a).substr(1), in_equities.substr(1, 24));
}

TEST(pitch, a_trade_stands_on_the_wire_with_its_price_before_its_execution) {
  trade_long t;
  t.time_offset = 0x04030201;
  t.order_id = 0x1817161514131211;
  t.side = 'B';
  t.quantity = 0x24232221;
  t.symbol = "IBM"sv;
  t.price = {0x0817161514131219};
  t.execution_id = 0x3837363534333231;
  t.trade_condition = 'O';
  EXPECT_EQ(text_of<market::options>(t),
            "\x2A\x2A\x01\x02\x03\x04\x11\x12\x13\x14\x15\x16\x17\x18"
            "B\x21\x22\x23\x24IBM   \x19\x12\x13\x14\x15\x16\x17\x08"
            "\x31\x32\x33\x34\x35\x36\x37\x38O"sv);
}

TEST(pitch, an_execution_at_another_price_says_what_traded_before_what_remains) {
  order_executed_at_price e;
  e.time_offset = 0x04030201;
  e.order_id = 0x1817161514131211;
  e.executed_quantity = 0x24232221;
  e.remaining_quantity = 0x2C2B2A29;
  e.execution_id = 0x3837363534333231;
  e.price = {0x0847464544434241};
  EXPECT_EQ(text_of<market::equities>(e),
            "\x26\x24\x01\x02\x03\x04\x11\x12\x13\x14\x15\x16\x17\x18"
            "\x21\x22\x23\x24\x29\x2A\x2B\x2C\x31\x32\x33\x34\x35\x36\x37\x38"
            "\x41\x42\x43\x44\x45\x46\x47\x08"sv);
}

TEST(pitch, a_gap_is_asked_for_and_answered_by_unit_first_number_and_count) {
  const gap_request ask{3, 0x14131211, 0x2221};
  EXPECT_EQ(text_of<market::options>(ask), "\x09\x03\x03\x11\x12\x13\x14\x21\x22"sv);
  const gap_response answer{3, 0x14131211, 0x2221, 'O'};
  EXPECT_EQ(text_of<market::futures>(answer), "\x0A\x04\x03\x11\x12\x13\x14\x21\x22O"sv);
}

TEST(pitch, a_login_has_two_blank_characters_between_name_and_password) {
  login l;
  l.session_sub_id = "0001"sv;
  l.username = "FIRM"sv;
  l.password = "secret"sv;
  EXPECT_EQ(text_of<market::equities>(l),
            "\x16\x01"
            "0001FIRM  secret    "sv);
}

TEST(pitch, an_execution_says_its_condition_except_in_equities) {
  order_executed e;
  e.executed_quantity = 7;
  e.trade_condition = 'S';
  EXPECT_EQ(text_of<market::options>(e).back(), 'S');
  EXPECT_EQ(text_of<market::futures>(e).size(), 27U);
  EXPECT_EQ(text_of<market::equities>(e).size(), 26U);
}

TEST(pitch, only_c1_and_futures_say_the_second_of_the_epoch) {
  unit_time t{34'200, 0};
  EXPECT_EQ(text_of<market::options>(t), "\x06\x20\x98\x85\0\0"sv);
  EXPECT_EQ(text_of<market::equities>(t), "\x06\x20\x98\x85\0\0"sv);
  EXPECT_EQ(text_of<market::futures>(t), "\x0A\x20\x98\x85\0\0\0\0\0\0"sv);
  t.epoch_time = 1;
  EXPECT_EQ(text_of<market::options>(t), "\x0A\x20\x98\x85\0\0\1\0\0\0"sv);
  EXPECT_EQ(text_of<market::equities>(t).size(), 6U);
}

TEST(pitch, flags_say_whether_a_modified_order_keeps_its_place_and_an_added_one_is_all_or_none) {
  modify_order_short m;
  EXPECT_FALSE(m.keeps_place());
  m.flags = 0xFD;
  EXPECT_FALSE(m.keeps_place());
  m.flags = 0x02;
  EXPECT_TRUE(m.keeps_place());
  add_order_long a;
  a.flags = 0xF7;
  EXPECT_FALSE(a.all_or_none());
  a.flags = 0x08;
  EXPECT_TRUE(a.all_or_none());
}

TEST(pitch, a_symbol_has_one_key_whether_it_came_in_six_characters_or_in_eight) {
  add_order_short a;
  a.symbol = "IBM"sv;
  trading_status s;
  s.symbol = "IBM"sv;
  std::array<std::byte, 64> bytes{};
  expecting<add_order_short> added;
  bytes.fill(std::byte{'x'});
  decode<market::equities>(std::span{bytes}.first(write<market::equities>(a, bytes.data())), added);
  expecting<trading_status> status;
  decode<market::equities>(std::span{bytes}.first(write<market::equities>(s, bytes.data())),
                           status);
  EXPECT_EQ(key_of(added.got.symbol), key_of(status.got.symbol));
  EXPECT_EQ(added.got.symbol.view(), "IBM");
}

class spread : public ::testing::Test {
protected:
  spread() {
    m.contract_date = 0;
    EXPECT_TRUE(m.add_leg(1, "0002aV"sv));
    EXPECT_TRUE(m.add_leg(-2, "0002aW"sv));
    length = write<market::futures>(m, bytes.data());
  }
  decode_result decoded() {
    got = {};
    return decode<market::futures>(std::span{bytes}.first(length), got);
  }
  futures_instrument_definition m;
  std::array<std::byte, 128> bytes{};
  std::size_t length{0};
  expecting<futures_instrument_definition> got;
};

TEST_F(spread, has_its_legs_behind_its_fields) {
  EXPECT_EQ(length, 65U);
  EXPECT_EQ(bytes[39], std::byte{45});
  ASSERT_EQ(decoded(), decode_result::handled);
  ASSERT_EQ(got.got.legs().size(), 2U);
  EXPECT_EQ(got.got.legs()[1].ratio, -2);
  EXPECT_EQ(got.got.legs()[1].symbol.view(), "0002aW");
}

TEST_F(spread, has_its_legs_where_it_says_they_are) {
  std::copy_backward(bytes.begin() + 45, bytes.begin() + 65, bytes.begin() + 68);
  bytes[39] = std::byte{48};
  length = 68;
  ASSERT_EQ(decoded(), decode_result::handled);
  EXPECT_EQ(got.got.legs()[0].symbol.view(), "0002aV");
}

TEST_F(spread, of_the_first_version_has_its_legs_in_the_place_of_the_contract_date) {
  std::copy(bytes.begin() + 45, bytes.begin() + 65, bytes.begin() + 41);
  bytes[39] = std::byte{41};
  length = 61;
  ASSERT_EQ(decoded(), decode_result::handled);
  EXPECT_EQ(got.got.contract_date, 0U);
  EXPECT_EQ(got.got.legs()[0].ratio, 1);
  EXPECT_EQ(got.got.legs()[1].ratio, -2);
}

TEST_F(spread, is_refused_when_its_legs_are_outside_it_or_upon_its_fields) {
  for (const int offset : {0, 2, 40, 46, 200, 255}) {
    bytes[39] = static_cast<std::byte>(offset);
    EXPECT_EQ(decoded(), decode_result::truncated) << offset;
  }
  bytes[39] = std::byte{45};
  for (const int count : {3, 22, 255}) {
    bytes[38] = static_cast<std::byte>(count);
    EXPECT_EQ(decoded(), decode_result::truncated) << count;
  }
  bytes[38] = std::byte{2};
  length = 64;
  EXPECT_EQ(decoded(), decode_result::truncated);
}

TEST_F(spread, with_more_legs_than_there_should_be_has_the_first_four) {
  bytes[38] = std::byte{6};
  length = 45 + 60;
  ASSERT_EQ(decoded(), decode_result::handled);
  EXPECT_EQ(got.got.leg_count, 6);
  EXPECT_EQ(got.got.legs().size(), 4U);
  EXPECT_EQ(write<market::futures>(got.got, bytes.data()), 85U);
  EXPECT_EQ(bytes[38], std::byte{4});
}

TEST_F(spread, takes_four_legs_and_no_more) {
  EXPECT_TRUE(m.add_leg(3, "0002aX"sv));
  EXPECT_TRUE(m.add_leg(4, "0002aY"sv));
  EXPECT_FALSE(m.add_leg(5, "0002aZ"sv));
  EXPECT_EQ(write<market::futures>(m, bytes.data()), 85U);
}

} // namespace
} // namespace corelane::pitch
