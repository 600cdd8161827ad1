#include "corelane/protocols/ouch50/appendage.hpp"
#include "corelane/tests/protocols/ouch50/random_message.hpp"

#include <gtest/gtest.h>
#include <map>

namespace corelane::ouch50 {
namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> all;
  for (const int v : values) all.push_back(static_cast<std::byte>(v));
  return all;
}

TEST(ouch50_options, have_the_tags_and_widths_of_the_specification) {
  std::map<int, std::size_t> widths;
  all_options::for_each([&]<class Option>(std::type_identity<Option>) {
    EXPECT_TRUE(widths.emplace(Option::type, sizeof(typename Option::value)).second);
  });
  EXPECT_EQ(widths, (std::map<int, std::size_t>{
                        {1, 8},  {2, 4},  {3, 4},  {4, 1},  {5, 4},  {6, 1},  {7, 4},  {9, 8},
                        {10, 1}, {11, 4}, {12, 1}, {13, 4}, {14, 4}, {15, 4}, {16, 1}, {17, 1},
                        {18, 1}, {19, 8}, {20, 1}, {22, 4}, {23, 8}, {24, 2}, {25, 1}}));
}

TEST(ouch50_options, are_found_by_name_whatever_stands_between_them) {
  appendage_writer w;
  EXPECT_TRUE(w.add<option::firm>(firm_id{"LIME"}));
  EXPECT_TRUE(w.add<option::peg_offset>(-250));
  EXPECT_TRUE(w.add<option::expire_time>(3'600));
  const auto options = w.view();
  EXPECT_EQ(options.get<option::expire_time>(), 3'600U);
  EXPECT_EQ(options.get<option::peg_offset>(), -250);
  EXPECT_EQ(options.get<option::firm>()->view(), "LIME");
  EXPECT_FALSE(options.get<option::min_qty>());
  EXPECT_EQ(options.bytes().size(), 6U + 6U + 6U);
}

TEST(ouch50_options, of_tags_not_known_are_passed_over) {
  const auto all = bytes({4, 200, 1, 2, 3, 1, 201, 2, 12, 'P'});
  const appendage options{all};
  EXPECT_TRUE(options.well_formed());
  EXPECT_EQ(options.get<option::post_only>(), 'P');
}

TEST(ouch50_options, of_another_width_are_no_value_and_the_first_of_two_counts) {
  const auto wide = bytes({3, 12, 'P', 'P'});
  EXPECT_FALSE(appendage{wide}.get<option::post_only>());
  const auto twice = bytes({2, 12, 'P', 2, 12, 'N'});
  EXPECT_EQ(appendage{twice}.get<option::post_only>(), 'P');
}

TEST(ouch50_options, whose_lengths_do_not_add_up_are_malformed) {
  for (const auto& bad : {bytes({0}), bytes({1}), bytes({2, 12}), bytes({2, 12, 'P', 0}),
                          bytes({2, 12, 'P', 255, 1})})
    EXPECT_FALSE(appendage{bad}.well_formed());
  EXPECT_TRUE(appendage{}.well_formed());
  const auto after = bytes({2, 12, 'P', 9, 1});
  EXPECT_EQ(appendage{after}.get<option::post_only>(), 'P');
}

TEST(ouch50_options, past_the_room_there_is_are_not_added) {
  appendage_writer w;
  while (w.add<option::discretion_price>(1)) {
  }
  EXPECT_EQ(w.view().bytes().size(), appendage_writer::capacity / 10 * 10);
  EXPECT_TRUE(w.view().well_formed());
}

TEST(ouch50_options, have_room_for_each_of_them) {
  appendage_writer w;
  all_options::for_each([&]<class Option>(std::type_identity<Option>) {
    EXPECT_TRUE(w.add<Option>(typename Option::value{})) << Option::name;
  });
}

} // namespace
} // namespace corelane::ouch50
