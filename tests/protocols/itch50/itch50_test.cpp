#include "corelane/protocols/itch50/decoder.hpp"

#include <gtest/gtest.h>
#include <array>
#include <map>
#include <random>
#include <vector>

namespace corelane::itch50 {
namespace {

template <class>
struct in_gtest;
template <class... Messages>
struct in_gtest<wire::message_list<Messages...>> {
  using types = ::testing::Types<Messages...>;
};

/// Keeps the message it is given; fails when it is given one of another type.
template <class Message>
struct expecting {
  Message got{};
  int others{0};
  void operator()(const Message& m) { got = m; }
  template <class Other>
  void operator()(const Other&) {
    ++others;
  }
};

struct randomise {
  std::mt19937_64& random;
  void operator()(char& c) const { c = static_cast<char>('A' + random() % 26); }
  void operator()(std::uint32_t& n) const { n = static_cast<std::uint32_t>(random()); }
  void operator()(std::uint64_t& n) const { n = random(); }
  template <std::size_t W>
  void operator()(field_text<W>& t) const {
    for (auto& c : t.chars) (*this)(c);
  }
};

template <class Message>
class itch50_message : public ::testing::Test {};
TYPED_TEST_SUITE(itch50_message, in_gtest<all_messages>::types);

TYPED_TEST(itch50_message, comes_out_of_its_bytes_as_it_went_in) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  for (int i = 0; i < 200; ++i) {
    TypeParam m;
    m.header.stock_locate = static_cast<std::uint16_t>(random());
    m.header.tracking_number = static_cast<std::uint16_t>(random());
    m.header.timestamp = random() & 0xFFFF'FFFF'FFFF;
    TypeParam::fields(m, [&](auto&... f) { (randomise{random}(f), ...); });
    std::array<std::byte, 64> bytes{};
    ASSERT_EQ(write(m, bytes.data()), TypeParam::wire_size);
    EXPECT_EQ(static_cast<char>(bytes[0]), TypeParam::type);
    expecting<TypeParam> handler;
    ASSERT_EQ(decode(std::span{bytes}.first(TypeParam::wire_size), handler),
              decode_result::handled);
    EXPECT_EQ(handler.got, m);
    EXPECT_EQ(handler.others, 0);
  }
}

TYPED_TEST(itch50_message, a_byte_short_is_truncated_and_a_byte_long_is_fine) {
  std::vector<std::byte> bytes(TypeParam::wire_size - 1);
  bytes[0] = static_cast<std::byte>(TypeParam::type);
  expecting<TypeParam> handler;
  EXPECT_EQ(decode(bytes, handler), decode_result::truncated);
  bytes.resize(TypeParam::wire_size + 1);
  EXPECT_EQ(decode(bytes, handler), decode_result::handled);
}

TEST(itch50, has_the_message_types_and_lengths_of_the_specification) {
  const std::map<char, std::size_t> specified{
      {'S', 12}, {'R', 39}, {'H', 25}, {'Y', 20}, {'L', 26}, {'V', 35}, {'W', 12}, {'K', 28},
      {'J', 35}, {'h', 21}, {'A', 36}, {'F', 40}, {'E', 31}, {'C', 36}, {'X', 23}, {'D', 19},
      {'U', 35}, {'P', 44}, {'Q', 40}, {'B', 19}, {'I', 50}, {'N', 20}, {'O', 48}};
  std::map<char, std::size_t> ours;
  for (int c = 0; c < 256; ++c)
    if (const auto size = wire_size_of(static_cast<char>(c)); size != 0)
      ours[static_cast<char>(c)] = size;
  EXPECT_EQ(ours, specified);
  EXPECT_EQ(all_messages::size, specified.size());
}

TEST(itch50, an_unknown_type_and_no_bytes_at_all_are_said_so) {
  const auto ignore = [](const auto&) {};
  const std::array<std::byte, 1> z{std::byte{'z'}};
  EXPECT_EQ(decode(z, ignore), decode_result::unknown_type);
  EXPECT_EQ(decode({}, ignore), decode_result::truncated);
}

TEST(itch50, an_add_order_stands_on_the_wire_as_the_specification_draws_it) {
  add_order a;
  a.header = {0x0102, 0x0304, 0x0506'0708'090A};
  a.order_reference = 0x1112131415161718;
  a.buy_sell = 'B';
  a.shares = 0x21222324;
  a.symbol = std::string_view{"AAPL"};
  a.price = 0x31323334;
  std::array<std::byte, 36> bytes;
  write(a, bytes.data());
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  using namespace std::string_view_literals;
  EXPECT_EQ(text,
            "A\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x11\x12\x13\x14\x15\x16\x17\x18"
            "B\x21\x22\x23\x24"
            "AAPL    \x31\x32\x33\x34"sv);
}

} // namespace
} // namespace corelane::itch50
