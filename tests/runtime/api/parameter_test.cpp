#include "corelane/runtime/api/parameter.hpp"
#include "corelane/config/document.hpp"

#include <gtest/gtest.h>

namespace corelane {
namespace {

/// Parameters as an actor might have them: two prices that belong together, and a table.
struct parameter_test : ::testing::Test {
  struct row {
    std::int64_t weight{1};
  };

  parameter_test() {
    p.bind(low, "low", "", "").live();
    p.bind(high, "high", "", "").live();
    p.bind(name, "name", "", "").live();
    p.bind_table(
        rows, "rows", "", +[](parameter_list& of, row& r) {
          of.bind(r.weight, "weight", "", "");
          of.require("weight", [&r] { return r.weight == 13 ? "brings bad luck" : ""; });
        });
    p.require("high", [this] { return high < low ? "lies below low" : ""; });
    p.require("name", [this] { return name.find('!') == std::string::npos ? "" : "is loud"; });
  }
  std::string refusal(const std::string& yaml) {
    const auto tree = std::get<config::value>(config::load_text(yaml, "f"));
    const auto error = p.assign(tree);
    return error ? error->to_string() : "";
  }
  std::string set(std::string_view key, std::string_view text) {
    const auto error = p.set(key, text);
    return error ? error->to_string() : "";
  }

  std::int64_t low{1};
  std::int64_t high{2};
  std::string name{"calm"};
  std::vector<row> rows;
  parameter_list p;
};

TEST_F(parameter_test, values_that_do_not_go_together_are_refused_where_one_stands) {
  EXPECT_EQ(refusal("{low: 3, high: 4}"), "");
  EXPECT_EQ(refusal("{high: 4, low: 9}"), "f:1:8: high: lies below low");
}

TEST_F(parameter_test, a_default_can_be_what_does_not_go_with_it) {
  EXPECT_EQ(refusal("{\n  low: 3}"), "f:1:1: high: lies below low");
}

TEST_F(parameter_test, the_order_in_the_file_does_not_matter) {
  EXPECT_EQ(refusal("{low: 10, high: 11}"), "");
  EXPECT_EQ(refusal("{high: 5, low: 4}"), "");
}

TEST_F(parameter_test, a_row_of_a_table_is_refused_where_it_stands) {
  EXPECT_EQ(refusal("rows:\n  - {weight: 12}\n  - {weight: 13}\n"),
            "f:3:14: rows: weight: brings bad luck");
  EXPECT_TRUE(rows.empty());
}

TEST_F(parameter_test, a_set_that_does_not_go_with_the_rest_changes_nothing) {
  EXPECT_EQ(set("low", "3"), "high: lies below low");
  EXPECT_EQ(low, 1);
  EXPECT_EQ(set("high", "30"), "");
  EXPECT_EQ(set("low", "3"), "");
  EXPECT_EQ(low, 3);
}

TEST_F(parameter_test, text_that_was_put_back_is_as_it_was) {
  for (const std::string odd :
       {"", "calm", "a: b", "'", "\"", "- x", "#", " x ", "1", "null", "\n"}) {
    name = odd;
    EXPECT_EQ(set("name", "no!"), "name: is loud");
    EXPECT_EQ(name, odd);
  }
}

} // namespace
} // namespace corelane
