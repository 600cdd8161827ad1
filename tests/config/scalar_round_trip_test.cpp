#include "corelane/config/document.hpp"
#include "corelane/config/scalar.hpp"

#include <gtest/gtest.h>
#include <bit>
#include <cmath>
#include <random>

namespace corelane::config {
namespace {

/// Prints `v`, then reads it as typed on a command line, as a value of a file, and in a list.
template <class T>
void expect_round_trip(const T& v) {
  const auto text = print_scalar(v);
  T typed{};
  const auto typed_error = parse_scalar(value{text}, typed);
  ASSERT_FALSE(typed_error) << text << ": " << typed_error->to_string();
  EXPECT_EQ(typed, v) << text;

  const auto file = load_text(
      "map: {k: " + text + ", l: 1}\nk: " + text + "\nlist: [" + text + ", " + text + "]\n",
      "n.yaml");
  const auto* tree = std::get_if<value>(&file);
  ASSERT_NE(tree, nullptr) << text << ": " << std::get<error>(file).to_string();
  for (const auto* place :
       {tree->find("map")->find("k"), tree->find("k"), &tree->find("list")->items()[1]}) {
    T read{};
    const auto error = parse_scalar(*place, read);
    ASSERT_FALSE(error) << text << ": " << error->to_string();
    EXPECT_EQ(read, v) << text;
  }
}

struct printed_scalar : testing::Test {
  const unsigned seed = std::random_device{}();
  testing::ScopedTrace trace{__FILE__, __LINE__, "seed " + std::to_string(seed)};
  std::mt19937_64 random{seed};
  static constexpr int rounds = 500;

  /// As many small as large ones.
  std::int64_t integer() { return static_cast<std::int64_t>(random()) >> random() % 64; }

  /// A character of UTF-8, mostly one that YAML could stumble over.
  std::string character() {
    static const std::string syntax = "ab01:-,[]{}&*!|>'\"%@`?#~.\\ \t\n\r=<$;_/+\x01\x1f\x7f";
    switch (random() % 12) {
      case 0: return "\xe2\x82\xac";
      case 1: return "\xf0\x9f\x92\xb9";
      default: return {syntax[random() % syntax.size()]};
    }
  }
  std::string text() {
    static const std::vector<std::string> words{"",     "null", "~",     "true", "- a",
                                                "a: b", "#",    "---",   "...",  "1.50",
                                                "NULL", "[a]",  "\"a\"", "<<"};
    if (random() % 8 == 0) return words[random() % words.size()];
    std::string made;
    for (auto n = random() % 8; n > 0; --n) made += character();
    return made;
  }
};

TEST_F(printed_scalar, integers_read_back) {
  for (const auto v : {INT64_MIN, INT64_MAX, std::int64_t{0}}) expect_round_trip(v);
  for (const auto v : {UINT64_MAX, std::uint64_t{0}}) expect_round_trip(v);
  for (int i = 0; i < rounds; ++i) {
    expect_round_trip(integer());
    expect_round_trip(static_cast<std::uint64_t>(integer()));
    expect_round_trip(static_cast<std::int16_t>(integer()));
    expect_round_trip(quantity{integer()});
  }
}

TEST_F(printed_scalar, prices_and_durations_read_back) {
  for (const auto v : {INT64_MIN, INT64_MAX, std::int64_t{0}}) {
    expect_round_trip(price{v});
    expect_round_trip(std::chrono::nanoseconds{v});
  }
  for (int i = 0; i < rounds; ++i) {
    expect_round_trip(price{integer()});
    expect_round_trip(price{integer() % 100'000 * 10'000'000});
    expect_round_trip(std::chrono::nanoseconds{integer()});
    expect_round_trip(std::chrono::nanoseconds{integer() % 10'000 * 1'000'000});
  }
}

TEST_F(printed_scalar, booleans_and_numbers_read_back) {
  expect_round_trip(true);
  expect_round_trip(false);
  for (int i = 0; i < rounds; ++i) {
    const auto v = std::bit_cast<double>(random());
    if (std::isfinite(v)) expect_round_trip(v);
    expect_round_trip(static_cast<double>(integer()) / 1000);
  }
}

TEST_F(printed_scalar, any_text_and_any_list_of_it_reads_back) {
  for (int i = 0; i < rounds * 4; ++i) {
    expect_round_trip(text());
    std::vector<std::string> list;
    for (auto n = random() % 4; n > 0; --n) list.push_back(text());
    expect_round_trip(list);
  }
}

TEST_F(printed_scalar, looks_as_a_person_would_write_it) {
  using namespace std::chrono_literals;
  EXPECT_EQ(print_scalar(price{101'250'000'000}), "101.25");
  EXPECT_EQ(print_scalar(price{-1}), "-0.000000001");
  EXPECT_EQ(print_scalar(price{5'000'000'000}), "5");
  EXPECT_EQ(print_scalar(std::chrono::nanoseconds{5us}), "5us");
  EXPECT_EQ(print_scalar(std::chrono::nanoseconds{90s}), "90s");
  EXPECT_EQ(print_scalar(std::chrono::nanoseconds{2h}), "2h");
  EXPECT_EQ(print_scalar(std::chrono::nanoseconds{1500}), "1500ns");
  EXPECT_EQ(print_scalar(std::string{"AAPL"}), "AAPL");
  EXPECT_EQ(print_scalar(std::string{"BRK.B"}), "BRK.B");
  EXPECT_EQ(print_scalar(std::string{"null"}), "\"null\"");
  EXPECT_EQ(print_scalar(std::vector<std::string>{"AAPL", "a b"}), "[AAPL, \"a b\"]");
  EXPECT_EQ(print_scalar(0.25), "0.25");
}

} // namespace
} // namespace corelane::config
