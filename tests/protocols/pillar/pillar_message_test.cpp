#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/tests/protocols/pillar/random_message.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace corelane::pillar {
namespace {

template <class>
struct in_gtest;
template <class... Messages>
struct in_gtest<wire::message_list<Messages...>> {
  using types = ::testing::Types<Messages...>;
};

/// Keeps the message it is given; counts those of other types.
template <class Message>
struct expecting {
  Message got{};
  int calls{0};
  int others{0};
  void operator()(const Message& m) {
    got = m;
    ++calls;
  }
  template <class Other>
  void operator()(const Other&) {
    ++others;
  }
};

template <class Message>
std::vector<std::byte> bytes_of(const Message& m) {
  std::vector<std::byte> bytes(Message::wire_size);
  EXPECT_EQ(write(m, bytes.data()), Message::wire_size);
  return bytes;
}

/// Where the last field ends that lies wholly within `length` bytes.
template <class Message>
std::size_t whole_fields(std::size_t length) {
  std::size_t at = message_header_size, whole = at;
  const Message m;
  Message::fields(
      m, [&](const auto&... field) { (((at += sizeof field) <= length ? whole = at : at), ...); });
  return whole;
}

template <class Message>
class pillar_message : public ::testing::Test {
protected:
  std::uint64_t seed_{std::random_device{}()};
  ::testing::ScopedTrace trace_{__FILE__, __LINE__, "seed " + std::to_string(seed_)};
  std::mt19937_64 random_{seed_};
};
TYPED_TEST_SUITE(pillar_message, in_gtest<all_messages>::types);

TYPED_TEST(pillar_message, comes_out_of_its_bytes_as_it_went_in) {
  for (int i = 0; i < 200; ++i) {
    const auto m = random_message<TypeParam>(this->random_);
    const auto bytes = bytes_of(m);
    EXPECT_EQ(wire::load_le<std::uint16_t>(bytes.data()), TypeParam::wire_size);
    EXPECT_EQ(wire::load_le<std::uint16_t>(bytes.data() + 2), TypeParam::type);
    expecting<TypeParam> handler;
    ASSERT_EQ(decode(bytes, handler), decode_result::handled);
    EXPECT_EQ(handler.got, m);
    EXPECT_EQ(handler.calls, 1);
    EXPECT_EQ(handler.others, 0);
  }
}

TYPED_TEST(pillar_message, at_every_length_has_the_fields_it_holds_and_defaults_for_the_rest) {
  const auto whole = bytes_of(random_message<TypeParam>(this->random_));
  const auto defaults = bytes_of(TypeParam{});
  for (std::size_t length = 0; length < whole.size() + 8; ++length) {
    SCOPED_TRACE(length);
    auto bytes = whole; // of its own, so that a sanitizer sees a read past the end
    bytes.resize(length, std::byte{0xEE});
    bytes.shrink_to_fit();
    expecting<TypeParam> handler;
    const auto result = decode(bytes, handler);
    if (length < TypeParam::required_size) {
      EXPECT_EQ(result, decode_result::truncated);
      EXPECT_EQ(handler.calls, 0);
      continue;
    }
    ASSERT_EQ(result, decode_result::handled);
    const auto held = static_cast<std::ptrdiff_t>(whole_fields<TypeParam>(length));
    auto expected = defaults;
    std::copy(whole.begin(), whole.begin() + held, expected.begin());
    EXPECT_EQ(bytes_of(handler.got), expected);
  }
}

TYPED_TEST(pillar_message, written_short_is_its_own_beginning) {
  const auto m = random_message<TypeParam>(this->random_);
  const auto whole = bytes_of(m);
  for (std::size_t length = 0; length < whole.size() + 3; ++length) {
    SCOPED_TRACE(length);
    const auto expected = std::clamp(length, TypeParam::required_size, TypeParam::wire_size);
    std::vector<std::byte> bytes(expected);
    ASSERT_EQ(write_short(m, bytes.data(), length), expected);
    EXPECT_EQ(wire::load_le<std::uint16_t>(bytes.data()), expected);
    EXPECT_TRUE(std::equal(bytes.begin() + 2, bytes.end(), whole.begin() + 2));
  }
}

TYPED_TEST(pillar_message, cannot_be_useful_without_what_comes_before_its_last_required_field) {
  EXPECT_LE(TypeParam::required_size, TypeParam::wire_size);
  EXPECT_EQ(whole_fields<TypeParam>(TypeParam::required_size), TypeParam::required_size)
      << "ends within a field";
}

TEST(pillar, has_the_message_types_and_lengths_of_the_specifications) {
  const std::map<int, std::size_t> specified{{1, 14},   {2, 16},   {3, 44},   {10, 24},  {11, 29},
                                             {12, 14},  {13, 21},  {15, 20},  {31, 14},  {32, 20},
                                             {34, 46},  {35, 16},  {100, 39}, {101, 35}, {102, 25},
                                             {103, 42}, {104, 42}, {105, 73}, {106, 43}, {110, 33},
                                             {111, 29}, {112, 20}, {113, 24}, {114, 17}, {223, 36}};
  std::map<int, std::size_t> ours;
  for (int type = 0; type <= 0xFFFF; ++type)
    if (const auto size = wire_size_of(static_cast<std::uint16_t>(type)); size != 0) {
      ours[type] = size;
      EXPECT_FALSE(name_of(static_cast<std::uint16_t>(type)).empty());
    }
  EXPECT_EQ(ours, specified);
  EXPECT_EQ(all_messages::size, specified.size());
  EXPECT_TRUE(name_of(99).empty());
}

TEST(pillar, says_what_is_no_message_of_its) {
  const auto ignore = [](const auto&) {};
  const std::array<std::byte, 8> unknown{std::byte{8}, {}, std::byte{99}};
  EXPECT_EQ(decode(unknown, ignore), decode_result::unknown_type);
  for (std::size_t n = 0; n < message_header_size; ++n)
    EXPECT_EQ(decode(std::span{unknown}.first(n), ignore), decode_result::truncated);
}

TEST(pillar, an_add_order_stands_on_the_wire_as_the_specification_draws_it) {
  add_order a;
  a.source_time_ns = 0x04030201;
  a.symbol_index = 0x14131211;
  a.symbol_seq_num = 0x24232221;
  a.order_id = 0x3837363534333231;
  a.price = {0x44434241};
  a.volume = 0x54535251;
  a.side = 'S';
  a.firm = std::string_view{"GS"};
  using namespace std::string_view_literals;
  const auto bytes = bytes_of(a);
  EXPECT_EQ((std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()}),
            "\x27\0\x64\0\x01\x02\x03\x04\x11\x12\x13\x14\x21\x22\x23\x24"
            "12345678ABCDQRSTSGS   \0"sv);
}

TEST(pillar, an_imbalance_of_version_2_1_ends_before_the_unpaired_quantity) {
  imbalance m;
  m.num_extensions = 3;
  m.unpaired_qty = 77;
  std::array<std::byte, 67> bytes;
  ASSERT_EQ(write_short(m, bytes.data(), bytes.size()), bytes.size());
  expecting<imbalance> handler;
  ASSERT_EQ(decode(bytes, handler), decode_result::handled);
  EXPECT_EQ(handler.got.num_extensions, 3);
  EXPECT_EQ(handler.got.unpaired_qty, 0U);
  EXPECT_EQ(handler.got.unpaired_side, ' ');
}

TEST(pillar, a_refresh_says_how_far_it_reaches_in_the_first_packet_of_a_symbol_alone) {
  const refresh_header m{2, 3, 1'000, 17};
  EXPECT_FALSE(m.is_short());
  std::array<std::byte, refresh_header::short_size> bytes;
  ASSERT_EQ(write_short(m, bytes.data(), bytes.size()), bytes.size());
  expecting<refresh_header> handler;
  ASSERT_EQ(decode(bytes, handler), decode_result::handled);
  EXPECT_EQ(handler.got, (refresh_header{2, 3, 0, 0}));
  EXPECT_TRUE(handler.got.is_short());
}

TEST(pillar, text_ends_at_its_first_nul_and_loses_trailing_spaces) {
  EXPECT_EQ(symbol_text{"BRK A"}.view(), "BRK A");
  EXPECT_EQ(symbol_text{"ABCDEFGHIJKLM"}.view(), "ABCDEFGHIJK");
  EXPECT_EQ(firm_id{}.view(), "");
  symbol_text dirty{"A"};
  dirty.chars[5] = 'Z';
  EXPECT_EQ(dirty.view(), "A");
}

} // namespace
} // namespace corelane::pillar
