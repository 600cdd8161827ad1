#include "corelane/config/scalar.hpp"
#include "corelane/config/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <cstdint>
#include <limits>

namespace corelane::config {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using testing::HasSubstr;

/// What a text reads as, or `otherwise`.
template <class T>
T read(const std::string& text, T otherwise) {
  return parse_scalar(value{text}, otherwise) ? otherwise : otherwise;
}

template <class T>
std::string error_of(const std::string& text) {
  T untouched{};
  const auto before = untouched;
  const auto e = parse_scalar(value{text}, untouched);
  EXPECT_EQ(untouched, before) << "an error must leave the field alone: " << text;
  return e ? e->what : "accepted";
}

TEST(scalar, booleans_are_true_and_false_only) {
  EXPECT_TRUE(read("true", false));
  EXPECT_FALSE(read("false", true));
  for (const auto* text : {"yes", "True", "1", "on", ""})
    EXPECT_EQ(error_of<bool>(text), "expected true or false, found '" + std::string{text} + "'");
}

TEST(scalar, integers_are_decimal_with_underscores_between_digits) {
  EXPECT_EQ(read<std::int64_t>("0", 7), 0);
  EXPECT_EQ(read<std::int64_t>("-1_000_000", 7), -1'000'000);
  EXPECT_EQ(read<std::int64_t>("9223372036854775807", 7), INT64_MAX);
  EXPECT_EQ(read<std::int64_t>("-9223372036854775808", 7), INT64_MIN);
  EXPECT_EQ(read<std::uint64_t>("18446744073709551615", 7), UINT64_MAX);
}

TEST(scalar, what_is_no_integer_is_refused_by_name) {
  for (const auto* text : {"", "-", "x", "12x", "1.5", "1e3", "0x10", "007", "_1", "1_", "1__0",
                           "+5", " 5", "5 ", "--5", "1,000", "64MiB"})
    EXPECT_THAT(error_of<std::int64_t>(text),
                HasSubstr("expected a whole number such as 1_000, found '"))
        << text;
}

TEST(scalar, integers_that_do_not_fit_name_the_bounds) {
  EXPECT_THAT(error_of<std::int64_t>("9223372036854775808"), HasSubstr("9223372036854775807"));
  EXPECT_THAT(error_of<std::int64_t>("-9223372036854775809"), HasSubstr("does not fit"));
  EXPECT_THAT(error_of<std::int64_t>(std::string(100'000, '9')), HasSubstr("does not fit"));
  EXPECT_LT(error_of<std::int64_t>(std::string(100'000, '9')).size(), 200u);
  EXPECT_THAT(error_of<std::uint64_t>("-1"), HasSubstr("between 0 and"));
  EXPECT_THAT(error_of<std::uint64_t>("18446744073709551616"), HasSubstr("does not fit"));
  EXPECT_THAT(error_of<std::uint64_t>("17179869184GiB"), HasSubstr("does not fit"));
}

TEST(scalar, small_integers_are_held_to_their_own_bounds) {
  EXPECT_EQ(read<std::uint16_t>("65535", 1), 65535);
  EXPECT_THAT(error_of<std::uint16_t>("65536"), HasSubstr("between 0 and 65535"));
  EXPECT_EQ(read<std::int32_t>("-2147483648", 1), INT32_MIN);
  EXPECT_THAT(error_of<std::int32_t>("2147483648"), HasSubstr("between -2147483648 and"));
  EXPECT_EQ(print_scalar(std::uint16_t{7}), "7");
}

TEST(scalar, sizes_have_binary_suffixes) {
  EXPECT_EQ(read<std::uint64_t>("64MiB", 1), 64u << 20);
  EXPECT_EQ(read<std::uint64_t>("1 GiB", 1), 1u << 30);
  EXPECT_EQ(read<std::uint64_t>("2KiB", 1), 2048u);
  for (const auto* text : {"64MB", "64M", "MiB", "1.5MiB", "64mib", "64  MiB"})
    EXPECT_THAT(error_of<std::uint64_t>(text), HasSubstr("64MiB, found")) << text;
}

TEST(scalar, prices_are_exact_to_nine_decimals) {
  EXPECT_EQ(read<price>("101.25", {}).nanos, 101'250'000'000);
  EXPECT_EQ(read<price>("-0.000000001", {}).nanos, -1);
  EXPECT_EQ(read<price>("0.1", {}).nanos, 100'000'000);
  EXPECT_EQ(read<price>("9223372036.854775807", {}).nanos, INT64_MAX);
  EXPECT_EQ(read<price>("-9223372036.854775808", {}).nanos, INT64_MIN);
  EXPECT_EQ(read<price>("1_000", {}).nanos, 1'000'000'000'000);
}

TEST(scalar, what_is_no_price_is_refused) {
  EXPECT_EQ(error_of<price>("1.0000000001"),
            "a price has at most nine decimals, found '1.0000000001'");
  for (const auto* text : {"9223372036.854775808", "-9223372036.854775809", "99999999999"})
    EXPECT_THAT(error_of<price>(text), HasSubstr("does not fit")) << text;
  for (const auto* text : {"", ".5", "5.", "1.2.3", "1e3", "nan", "1,5", "$5", "1._5", "1.5_0"})
    EXPECT_THAT(error_of<price>(text), HasSubstr("expected a price such as 101.25")) << text;
}

TEST(scalar, quantities_are_whole_and_may_be_short) {
  EXPECT_EQ(read<quantity>("-500", {}).units, -500);
  EXPECT_THAT(error_of<quantity>("0.5"), HasSubstr("expected a whole number"));
}

TEST(scalar, numbers_are_finite_decimals) {
  EXPECT_DOUBLE_EQ(read("0.25", 1.0), 0.25);
  EXPECT_DOUBLE_EQ(read("-1e-9", 1.0), -1e-9);
  for (const auto* text : {"", "nan", "inf", "-inf", "0x1p3", ".5", "5.", "--5", "1.5x", "1_000"})
    EXPECT_THAT(error_of<double>(text), HasSubstr("expected a number such as 0.25")) << text;
  EXPECT_THAT(error_of<double>("1e999"), HasSubstr("does not fit"));
}

TEST(scalar, durations_have_a_unit) {
  EXPECT_EQ(read<nanoseconds>("5us", 1ns), 5us);
  EXPECT_EQ(read<nanoseconds>("0ns", 1ns), 0ns);
  EXPECT_EQ(read<nanoseconds>("1.5 ms", 1ns), 1'500us);
  EXPECT_EQ(read<nanoseconds>("2m", 1ns), 120s);
  EXPECT_EQ(read<nanoseconds>("1h", 1ns), 3600s);
  EXPECT_EQ(read<nanoseconds>("-20s", 1ns), -20s);
  EXPECT_EQ(read<nanoseconds>("1_000ns", 1ns), 1us);
  EXPECT_EQ(read<nanoseconds>("9223372036854775807ns", 1ns).count(), INT64_MAX);
  EXPECT_EQ(read<nanoseconds>("9223372036854.775807ms", 1ns).count(), INT64_MAX);
  EXPECT_EQ(read<nanoseconds>("-9223372036854775808ns", 1ns).count(), INT64_MIN);
}

TEST(scalar, what_is_no_duration_is_refused) {
  for (const auto* text : {"", "5", "0", "us", "5 sec", "5u", "5US", "5  us", "5us ", "1m30s"})
    EXPECT_THAT(error_of<nanoseconds>(text), HasSubstr("one of ns us ms s m h")) << text;
  EXPECT_EQ(error_of<nanoseconds>("0.5ns"), "'0.5ns' is not a whole number of ns");
  EXPECT_THAT(error_of<nanoseconds>("0.0000000000000000000001s"), HasSubstr("not a whole number"));
  for (const auto* text : {"3000000h", "9223372036854775808ns", "9223372036854775807h"})
    EXPECT_THAT(error_of<nanoseconds>(text), HasSubstr("does not fit: 292 years")) << text;
}

TEST(scalar, lists_are_typed_in_brackets_or_with_commas) {
  using list = std::vector<std::string>;
  EXPECT_EQ(read<list>("[AAPL, MSFT]", {}), (list{"AAPL", "MSFT"}));
  EXPECT_EQ(read<list>("AAPL,MSFT", {}), (list{"AAPL", "MSFT"}));
  EXPECT_EQ(read<list>("AAPL", {}), list{"AAPL"});
  EXPECT_EQ(read<list>("", {"x"}), list{});
  EXPECT_THAT(error_of<list>("[AAPL"), HasSubstr("expected a list of text"));
  EXPECT_THAT(error_of<list>("[[a]]"), HasSubstr("expected a list of text"));
}

TEST(scalar, a_value_of_the_wrong_shape_is_refused_at_its_place) {
  const auto tree = std::get<value>(load_text("a: [1]\nb: {c: 1}\nd:\ne: x\nf: [[1]]\n", "n.yaml"));
  std::int64_t number = 7;
  EXPECT_EQ(parse_scalar(*tree.find("a"), number)->to_string(),
            "n.yaml:1:4: expected a whole number such as 1_000, found a list");
  EXPECT_THAT(parse_scalar(*tree.find("b"), number)->what, HasSubstr("found a map"));
  EXPECT_EQ(parse_scalar(*tree.find("d"), number)->to_string(),
            "n.yaml:3:1: expected a whole number such as 1_000, found nothing");
  std::string text = "as it was";
  EXPECT_THAT(parse_scalar(*tree.find("d"), text)->what, HasSubstr("expected text"));
  std::vector<std::string> list;
  EXPECT_EQ(parse_scalar(*tree.find("e"), list)->to_string(),
            "n.yaml:4:4: expected a list of text such as [AAPL, MSFT], found 'x'");
  EXPECT_EQ(parse_scalar(*tree.find("f"), list)->where.column, 5u);
  EXPECT_EQ(number, 7);
  EXPECT_EQ(text, "as it was");
}

TEST(scalar, text_of_a_file_keeps_its_own_quotes) {
  const auto tree = std::get<value>(load_text("a: '\"x\"'\n", "n.yaml"));
  std::string text;
  ASSERT_FALSE(parse_scalar(*tree.find("a"), text));
  EXPECT_EQ(text, "\"x\"");
}

} // namespace
} // namespace corelane::config
