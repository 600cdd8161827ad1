#include "corelane/protocols/pillar/source_clock.hpp"
#include "corelane/protocols/pillar/symbol_table.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace corelane::pillar {
namespace {

constexpr std::int64_t second = 1'000'000'000;

TEST(price_scale, puts_the_decimal_point_where_the_mapping_says) {
  const std::pair<std::uint8_t, std::int64_t> cases[]{
      {0, 100'100'000 * second}, {4, 10'010 * second}, {6, 100'100'000'000}, {9, 100'100'000}};
  for (const auto& [code, nanos] : cases) {
    const auto scale = price_scale::of_code(code);
    ASSERT_TRUE(scale);
    EXPECT_EQ((*scale)({100'100'000}).nanos, nanos) << code;
    EXPECT_EQ(scale->to_wire({nanos}), wire_price{100'100'000}) << code;
  }
}

TEST(price_scale, holds_the_dearest_and_the_cheapest_price_of_every_code) {
  using limits = std::numeric_limits<std::int32_t>;
  for (std::uint8_t code = 0; code < 10; ++code) {
    const auto scale = *price_scale::of_code(code);
    for (const wire_price p : {wire_price{limits::max()}, wire_price{limits::min()}})
      EXPECT_EQ(scale.to_wire(scale(p)), p);
    if (code == 0) continue;
    EXPECT_FALSE(scale.to_wire(scale({limits::max()}) + scale({1}))) << "out of range";
    EXPECT_EQ(scale.to_wire(price{1}).has_value(), code == 9) << "more decimals";
  }
}

TEST(price_scale, beyond_nine_decimals_is_refused_and_none_at_all_is_known) {
  for (int code = 10; code < 256; ++code)
    EXPECT_FALSE(price_scale::of_code(static_cast<std::uint8_t>(code)));
  EXPECT_FALSE(price_scale{}.known());
  EXPECT_EQ(price_scale{}({5}).nanos, 0);
  EXPECT_FALSE(price_scale{}.to_wire({5}));
}

TEST(source_clock, adds_to_the_seconds_of_the_symbols_own_matching_engine) {
  source_clock clock;
  EXPECT_TRUE(clock.take({1, 0, 1'000}));
  EXPECT_TRUE(clock.take({255, 0, 2'000}));
  EXPECT_EQ(clock.at(1, 5, {}).ns, 1'000 * second + 5);
  EXPECT_EQ(clock.at(255, 999'999'999, {}).ns, 2'000 * second + 999'999'999);
  EXPECT_TRUE(clock.take({1, 0, 1'001}));
  EXPECT_EQ(clock.at(1, 5, {}).ns, 1'001 * second + 5);
  EXPECT_EQ(clock.at(255, 5, {}).ns, 2'000 * second + 5);
}

TEST(source_clock, without_a_reference_takes_the_last_such_time_before_the_packet_was_sent) {
  source_clock clock;
  const timestamp sent{1'000 * second + 300};
  EXPECT_EQ(clock.at(1, 299, sent).ns, 1'000 * second + 299);
  EXPECT_EQ(clock.at(1, 300, sent).ns, 1'000 * second + 300);
  EXPECT_EQ(clock.at(1, 301, sent).ns, 999 * second + 301);
  clock.take({1, 0, 77});
  EXPECT_EQ(clock.at(1, 301, sent).ns, 77 * second + 301);
  clock.reset();
  EXPECT_EQ(clock.at(1, 301, sent).ns, 999 * second + 301);
}

TEST(source_clock, keeps_no_seconds_of_engines_that_no_symbol_can_name) {
  source_clock clock;
  EXPECT_FALSE(clock.take({256, 0, 1'000}));
  EXPECT_FALSE(clock.take({0xFFFF'FFFF, 0, 1'000}));
}

symbol_mapping mapping(std::uint32_t index, std::string_view symbol) {
  symbol_mapping m;
  m.symbol_index = index;
  m.symbol = symbol;
  m.system_id = 7;
  m.price_scale_code = 4;
  return m;
}

TEST(symbol_table, tells_a_symbol_by_its_index_as_last_mapped) {
  symbol_table symbols{100};
  EXPECT_EQ(symbols.find(99), nullptr);
  EXPECT_EQ(symbols.take(mapping(99, "IBM")), symbol_table::outcome::added);
  EXPECT_EQ(symbols.take(mapping(99, "IBM")), symbol_table::outcome::unchanged);
  ASSERT_NE(symbols.find(99), nullptr);
  EXPECT_EQ(symbols.find(99)->symbol.view(), "IBM");
  EXPECT_EQ(symbols.find(99)->system_id, 7);
  EXPECT_EQ(symbols.find(99)->scale({123'4500}).nanos, 12'345 * second / 100);
  auto finer = mapping(99, "IBM");
  finer.price_scale_code = 6;
  EXPECT_EQ(symbols.take(finer), symbol_table::outcome::changed);
  EXPECT_EQ(symbols.find(99)->scale({123'450'000}).nanos, 12'345 * second / 100);
  finer.system_id = 8;
  EXPECT_EQ(symbols.take(finer), symbol_table::outcome::changed);
  EXPECT_EQ(symbols.find(99)->system_id, 8);
  finer.symbol = std::string_view{"IBM WI"};
  EXPECT_EQ(symbols.take(finer), symbol_table::outcome::changed);
  EXPECT_EQ(symbols.find(99)->symbol.view(), "IBM WI");
  EXPECT_EQ(symbols.find(98), nullptr);
}

TEST(symbol_table, does_not_follow_what_it_cannot_hold) {
  symbol_table symbols{100};
  EXPECT_EQ(symbols.take(mapping(100, "IBM")), symbol_table::outcome::out_of_range);
  EXPECT_EQ(symbols.take(mapping(0xFFFF'FFFF, "IBM")), symbol_table::outcome::out_of_range);
  EXPECT_EQ(symbols.find(0xFFFF'FFFF), nullptr);
  symbols.take(mapping(5, "GE"));
  auto bad = mapping(5, "GE");
  bad.price_scale_code = 10;
  EXPECT_EQ(symbols.take(bad), symbol_table::outcome::bad_scale);
  EXPECT_TRUE(symbols.find(5)->scale.known()) << "what was known still holds";
}

} // namespace
} // namespace corelane::pillar
