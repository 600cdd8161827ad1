#include "corelane/config/value.hpp"

#include <gtest/gtest.h>

namespace corelane::config {
namespace {

error error_at(std::size_t line, std::size_t column) {
  error e;
  e.where.file = std::make_shared<const std::string>("node.yaml");
  e.where.line = line;
  e.where.column = column;
  e.what = "core: no such core";
  return e;
}

TEST(config_error, names_file_line_and_column_before_what_is_wrong) {
  EXPECT_EQ(error_at(12, 5).to_string(), "node.yaml:12:5: core: no such core");
}

TEST(config_error, without_a_line_names_the_file_and_without_a_file_only_says_what_is_wrong) {
  EXPECT_EQ(error_at(0, 0).to_string(), "node.yaml: core: no such core");
  EXPECT_EQ((error{{}, "empty"}).to_string(), "empty");
}

TEST(config_value, a_map_finds_its_keys_and_keeps_their_order) {
  value map{value::kind::map, {}};
  map.add("b", {}, value{"1"});
  map.add("a", {}, value{"2"});
  ASSERT_NE(map.find("a"), nullptr);
  EXPECT_EQ(map.find("a")->text(), "2");
  EXPECT_EQ(map.find("c"), nullptr);
  EXPECT_EQ(map.entries()[0].key, "b");
}

const std::vector<std::string> keys{"lanes", "links", "name", "spin_for", "max_position", "core"};

TEST(nearest_key, is_the_one_a_slip_of_the_finger_away) {
  EXPECT_EQ(nearest("lanez", keys), "lanes");
  EXPECT_EQ(nearest("lnaes", keys), "lanes");
  EXPECT_EQ(nearest("spinfor", keys), "spin_for");
  EXPECT_EQ(nearest("max_postion", keys), "max_position");
  EXPECT_EQ(nearest("cor", keys), "core");
  EXPECT_EQ(nearest("Name", keys), "name");
  EXPECT_EQ(nearest("spin-for", keys), "spin_for");
  EXPECT_EQ(nearest("max", keys), "max_position");
}

TEST(nearest_key, is_none_when_nothing_is_close) {
  EXPECT_EQ(nearest("quantity", keys), "");
  EXPECT_EQ(nearest("xy", keys), "");
  EXPECT_EQ(nearest("", keys), "");
  EXPECT_EQ(nearest("lanes", {}), "");
  EXPECT_EQ(nearest(std::string(1 << 20, 'l'), keys), "");
  EXPECT_EQ(nearest("name", {std::string(1 << 20, 'n')}), "");
}

TEST(nearest_key, prefers_the_fewest_edits) {
  EXPECT_EQ(nearest("link", {"lanes", "links", "sink"}), "links");
  EXPECT_EQ(nearest("links", {"lanes", "links"}), "links");
}

} // namespace
} // namespace corelane::config
