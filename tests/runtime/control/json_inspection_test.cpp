#include "corelane/runtime/control/json_inspection.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace corelane {
namespace {

using json = nlohmann::ordered_json;

struct json_inspection_test : ::testing::Test {
  std::string taken() { return recorder.take().dump(); }
  json_inspection recorder;
  inspection& out{recorder};
};

TEST_F(json_inspection_test, each_kind_of_value_keeps_its_kind_and_all_their_order) {
  out.field("z", true);
  out.field("natural", std::numeric_limits<std::uint64_t>::max());
  out.field("integer", std::numeric_limits<std::int64_t>::min());
  out.field("real", 0.5);
  out.field("text", "a \"b\"");
  out.field("qty", quantity{-3});
  out.field("time", timestamp{7});
  out.field("a", 1);
  EXPECT_EQ(taken(), R"({"z":true,"natural":18446744073709551615,)"
                     R"("integer":-9223372036854775808,"real":0.5,"text":"a \"b\"","qty":-3,)"
                     R"("time":7,"a":1})");
}

TEST_F(json_inspection_test, a_price_is_text_with_all_its_decimals) {
  out.field("px", price{123'456'789'012'345'678});
  out.field("zero", price{0});
  out.field("small", price{-1});
  EXPECT_EQ(taken(), R"({"px":"123456789.012345678","zero":"0","small":"-0.000000001"})");
}

TEST_F(json_inspection_test, a_table_is_a_list_of_rows_and_what_follows_it_is_not_in_it) {
  out.field("before", 1);
  out.table("levels");
  for (int i = 0; i < 2; ++i) {
    out.row();
    out.field("px", i);
    out.field("qty", 10 * i);
  }
  out.end_table();
  out.field("after", 2);
  EXPECT_EQ(taken(), R"({"before":1,"levels":[{"px":0,"qty":0},{"px":1,"qty":10}],"after":2})");
}

TEST_F(json_inspection_test, a_table_without_rows_is_an_empty_list) {
  out.table("levels");
  out.end_table();
  EXPECT_EQ(taken(), R"({"levels":[]})");
}

TEST_F(json_inspection_test, a_table_that_is_left_open_ends_with_the_next_or_with_all) {
  out.table("one");
  out.row();
  out.field("a", 1);
  out.table("two");
  out.row();
  out.field("b", 2);
  EXPECT_EQ(taken(), R"({"one":[{"a":1}],"two":[{"b":2}]})");
  out.field("c", 3);
  EXPECT_EQ(taken(), R"({"c":3})");
}

TEST_F(json_inspection_test, fields_between_a_table_and_its_first_row_belong_to_no_row) {
  out.table("levels");
  for (int i = 0; i < 100; ++i) out.field("k" + std::to_string(i), i);
  out.row();
  out.field("px", 1);
  const auto all = recorder.take();
  EXPECT_EQ(all.size(), 101U);
  EXPECT_EQ(all.at("levels"), json::parse(R"([{"px": 1}])"));
}

TEST_F(json_inspection_test, a_row_outside_a_table_changes_nothing) {
  out.row();
  out.end_table();
  out.field("a", 1);
  EXPECT_EQ(taken(), R"({"a":1})");
}

// A venue's words for a reject are whatever it sends.
TEST_F(json_inspection_test, text_that_is_not_utf8_can_be_printed) {
  out.field("last_reject", "no\xff\xc3!");
  EXPECT_EQ(taken(), "{\"last_reject\":\"no\xef\xbf\xbd\xef\xbf\xbd!\"}");
}

TEST_F(json_inspection_test, a_number_that_is_none_is_null) {
  out.field("share", std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(taken(), R"({"share":null})");
}

} // namespace
} // namespace corelane
