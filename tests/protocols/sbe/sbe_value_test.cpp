#include "corelane/protocols/sbe/block.hpp"

#include <gtest/gtest.h>
#include <array>
#include <limits>

namespace corelane::sbe {
namespace {

TEST(sbe_optional_value, is_there_unless_it_is_the_null_of_its_type) {
  using size = optional_value<std::int32_t, 2147483647>;
  EXPECT_FALSE(size{});
  EXPECT_FALSE(size{2147483647});
  EXPECT_EQ(size{}.value_or(7), 7);
  const size some = 0;
  EXPECT_TRUE(some);
  EXPECT_EQ(*some, 0);
  EXPECT_EQ(some.value_or(7), 0);
  EXPECT_EQ(sizeof(size), 4U);
}

TEST(sbe_decimal, of_any_exponent_is_a_price_in_nanos) {
  EXPECT_EQ(nanos_of(decimal<std::int64_t, -9>{-5}), -5);
  EXPECT_EQ(nanos_of(decimal<std::int64_t, -7>{12'068}), 1'206'800);
  EXPECT_EQ(nanos_of(optional_decimal<std::int32_t, -4, 2147483647>{-5'000}), -500'000'000);
}

TEST(sbe_decimal, beyond_the_range_of_prices_ends_there) {
  using limits = std::numeric_limits<std::int64_t>;
  using seven = decimal<std::int64_t, -7>;
  EXPECT_EQ(nanos_of(seven{limits::max() / 100}), limits::max() / 100 * 100);
  EXPECT_EQ(nanos_of(seven{limits::max() / 100 + 1}), limits::max());
  EXPECT_EQ(nanos_of(seven{limits::min() / 100 - 1}), limits::min());
}

TEST(sbe_decimal, is_null_by_its_mantissa_alone) {
  using px = optional_decimal<std::int64_t, -9, std::numeric_limits<std::int64_t>::max()>;
  EXPECT_FALSE(px{});
  EXPECT_TRUE(px{0});
  EXPECT_TRUE((decimal<std::int64_t, -9>{}.has_value()));
}

TEST(sbe_text, ends_at_the_first_zero_or_where_its_width_does) {
  EXPECT_EQ(text<6>{"ES"}.view(), "ES");
  EXPECT_EQ(text<4>{"XCME"}.view(), "XCME");
  EXPECT_EQ(text<4>{"XCMEX"}.view(), "XCME");
  EXPECT_EQ(text<6>{"ES  "}.view(), "ES");
  EXPECT_EQ(text<6>{}.view(), "");
  text<6> cut{"ES"};
  cut.chars[4] = 'X'; // behind the end
  EXPECT_EQ(cut.view(), "ES");
}

enum class flag : std::uint8_t { first = 0, last = 7 };

TEST(sbe_bit_set, has_the_bits_that_were_set_and_no_other) {
  bit_set<flag, std::uint8_t> set{flag::last};
  EXPECT_EQ(set.bits, 0x80);
  EXPECT_TRUE(set.has(flag::last));
  EXPECT_FALSE(set.has(flag::first));
  set.set(flag::first);
  EXPECT_EQ(set.bits, 0x81);
}

struct sample {
  static constexpr std::uint16_t block_length = 12;
  static constexpr std::uint16_t required_length = 6;
  static constexpr std::uint16_t image_length = 4;

  std::uint32_t number{};
  std::uint16_t code{};
  optional_value<std::uint16_t, 65535> newer{};

  template <class Self, class Take>
  static constexpr void fields(Self& self, Take&& take) {
    take(place<0, 1>{}, self.number);
    take(place<4, 2>{}, self.code);
    take(place<7, 3, 5>{}, self.newer);
  }
  friend bool operator==(const sample&, const sample&) = default;
};

std::array<std::byte, 12> written(const sample& s) {
  std::array<std::byte, 12> bytes;
  bytes.fill(std::byte{0xEE});
  write(s, bytes.data());
  return bytes;
}

TEST(sbe_block, is_written_little_endian_with_zeros_between_its_fields) {
  const auto bytes = written({0x01020304, 0x0506, 0x0708});
  const int expected[]{4, 3, 2, 1, 6, 5, 0, 8, 7, 0, 0, 0};
  for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_EQ(int(bytes[i]), expected[i]) << i;
}

TEST(sbe_block, keeps_from_us_what_its_length_or_its_version_does_not_have) {
  const sample whole{0x01020304, 0x0506, 0x0708};
  auto without = whole;
  without.newer = {};
  const auto bytes = written(whole);
  for (std::uint16_t length = 6; length <= 12; ++length)
    for (const std::uint16_t version : std::initializer_list<std::uint16_t>{0, 4, 5, 6, 0xFFFF})
      EXPECT_EQ(read<sample>({bytes.data(), length, version}),
                length >= 9 && version >= 5 ? whole : without)
          << length << " bytes of version " << version;
}

} // namespace
} // namespace corelane::sbe
