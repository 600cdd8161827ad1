#include "corelane/config/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

namespace corelane::config {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

value tree_of(const std::string& text) {
  auto read = load_text(text, "n.yaml");
  if (auto* e = std::get_if<error>(&read)) {
    ADD_FAILURE() << e->to_string();
    return {};
  }
  return std::get<value>(std::move(read));
}

std::string error_of(const std::string& text) {
  const auto read = load_text(text, "n.yaml");
  const auto* e = std::get_if<error>(&read);
  return e == nullptr ? "accepted" : e->to_string();
}

TEST(configuration, becomes_a_tree_with_the_place_of_each_value) {
  const auto tree =
      tree_of("# a node\nname: n1\nlanes:\n  - {name: fast, core: 2}\n  - name: slow\n");
  ASSERT_TRUE(tree.is_map());
  EXPECT_EQ(tree.find("name")->text(), "n1");
  EXPECT_EQ(*tree.find("name")->where().file, "n.yaml");
  EXPECT_EQ(tree.find("name")->where().line, 2u);
  EXPECT_EQ(tree.find("name")->where().column, 7u);
  const auto& lanes = tree.find("lanes")->items();
  ASSERT_EQ(lanes.size(), 2u);
  EXPECT_EQ(lanes[0].find("core")->text(), "2");
  EXPECT_EQ(lanes[0].entries()[1].where.line, 4u);
  EXPECT_EQ(lanes[0].entries()[1].where.column, 18u);
  EXPECT_EQ(lanes[1].find("name")->where().line, 5u);
}

TEST(configuration, a_key_with_nothing_behind_it_is_null_at_the_keys_place) {
  const auto tree = tree_of("a: 1\nlanes:\nb: ~\n");
  ASSERT_NE(tree.find("lanes"), nullptr);
  EXPECT_TRUE(tree.find("lanes")->is_null());
  EXPECT_EQ(tree.find("lanes")->where().line, 2u);
  EXPECT_EQ(tree.find("lanes")->where().column, 1u);
  EXPECT_TRUE(tree.find("b")->is_null());
}

TEST(configuration, that_is_empty_is_null_with_a_place) {
  for (const auto* text : {"", "\n\n", "# nothing\n", "---\n", "---\n...\n"}) {
    const auto tree = tree_of(text);
    EXPECT_TRUE(tree.is_null()) << text;
    EXPECT_GE(tree.where().line, 1u) << text;
  }
}

TEST(configuration, keeps_quoted_text_and_blocks_as_they_are_meant) {
  const auto tree = tree_of("a: \"x: \\\"y\\\"\"\nb: 'it''s'\nc: \"null\"\nd: |\n  one\n  two\n");
  EXPECT_EQ(tree.find("a")->text(), "x: \"y\"");
  EXPECT_EQ(tree.find("b")->text(), "it's");
  EXPECT_TRUE(tree.find("c")->is_scalar());
  EXPECT_EQ(tree.find("d")->text(), "one\ntwo\n");
}

TEST(configuration, reads_with_and_without_a_last_line_break_and_with_those_of_windows) {
  for (const auto* text : {"a: b", "a: b\n", "a: b\r\n", "a: b # c", "a: 'b'",
                           "\xEF\xBB\xBF"
                           "a: b"})
    EXPECT_EQ(tree_of(text).find("a")->text(), "b") << text;
}

TEST(configuration, an_alias_stands_for_what_it_names) {
  const auto tree = tree_of("a: &x {k: [1, 2]}\nb: *x\nc: &y 5\nd: *y\n");
  EXPECT_EQ(tree.find("b")->find("k")->items()[1].text(), "2");
  EXPECT_EQ(tree.find("d")->text(), "5");
}

TEST(configuration, a_key_given_twice_is_refused_with_both_places) {
  EXPECT_EQ(error_of("a: 1\nlanes: []\nb: 2\nlanes: [x]\n"),
            "n.yaml:4:1: the key 'lanes' is here twice; the first is on line 2");
  EXPECT_THAT(error_of("x: {a: 1, a: 2}"), StartsWith("n.yaml:1:11: the key 'a' is here twice"));
}

TEST(configuration, an_open_quote_is_refused_where_it_opens) {
  EXPECT_EQ(error_of("a: 1\nname: \"n1"), "n.yaml:2:7: the quote that opens here is not closed");
  EXPECT_EQ(error_of("a: 1\nname: 'n1\nb: 2\n"),
            "n.yaml:2:7: the quote that opens here is not closed");
  EXPECT_EQ(error_of("a: \"x\" # don't\nb: 'it''s'\nc: [1, \"\\\""),
            "n.yaml:3:8: the quote that opens here is not closed");
  EXPECT_EQ(error_of("\""), "n.yaml:1:1: the quote that opens here is not closed");
}

TEST(configuration, broken_yaml_is_refused_with_its_place) {
  for (const auto* text : {"lanes: [", "a: {b: 1", "a: b: c", "- a\nb: 1\n", "a: [1, 2}", "\ta: 1",
                           "a: *nowhere", "a: &x\n  - 1\n b: 2", "? ", "[a]: 1", "{a: b}: c", ": x",
                           "a: !!int 5", "a: !mine 5", "%YAML 9.9\n---\na: 1", "a: @x", "a: `x"}) {
    const auto error = error_of(text);
    EXPECT_THAT(error, testing::MatchesRegex("n\\.yaml:[0-9]+:[0-9]+: .+")) << text;
  }
}

TEST(configuration, a_second_document_is_refused) {
  EXPECT_EQ(error_of("a: 1\n---\nb: 2\n"),
            "n.yaml:2:1: a second document begins here; a configuration is one document");
  EXPECT_THAT(error_of("a: 1\n...\nb: 2\n"), HasSubstr("second document"));
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(configuration, nests_32_deep_and_no_deeper) {
  EXPECT_EQ(error_of(nested(32)), "accepted");
  EXPECT_THAT(error_of(nested(33)), HasSubstr("nested deeper than 32"));
}

TEST(configuration, aliases_that_multiply_are_refused_before_they_fill_the_memory) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'j'; ++name) {
    const auto last = static_cast<char>(name - 1);
    bomb += {name, ':', ' ', '&', name, ' ', '['};
    for (int i = 0; i < 10; ++i) bomb += {'*', last, ',', ' '};
    bomb += "]\n";
  }
  EXPECT_THAT(error_of(bomb), HasSubstr("more than 100000 values"));
}

TEST(configuration, an_alias_within_what_it_names_is_refused) {
  EXPECT_THAT(error_of("a: &x [1, *x]"), HasSubstr("n.yaml:1:11"));
}

TEST(configuration, larger_than_1_mib_is_refused) {
  EXPECT_EQ(error_of("a: " + std::string((1u << 20) - 4, 'x') + "\n"), "accepted");
  EXPECT_EQ(error_of("a: " + std::string(1u << 20, 'x')), "n.yaml: larger than 1048576 bytes");
}

TEST(configuration, that_is_not_text_is_refused_with_the_place) {
  EXPECT_EQ(error_of("a: 1\nb: \xff\n"),
            "n.yaml:2:4: not text: the byte 0xff is not UTF-8; is this a YAML file?");
  EXPECT_THAT(error_of(std::string{"a: \0b", 5}), HasSubstr("n.yaml:1:4: not text"));
  for (const auto* text : {"a: \xc0\x80", "a: \xed\xa0\x80", "a: \xf5\x80\x80\x80", "a: \xe2\x82",
                           "a: \xe0\x80\x80", "a: \xf4\x90\x80\x80"})
    EXPECT_THAT(error_of(text), HasSubstr("n.yaml:1:4: not text")) << text;
  EXPECT_EQ(error_of("a: \xe2\x82\xac \xf0\x9f\x92\xb9 \xc3\xa9"), "accepted");
}

TEST(configuration, escapes_that_would_not_be_utf8_are_refused) {
  EXPECT_EQ(error_of("a: \"\\N\""), "n.yaml:1:4: not UTF-8: write \\x85 for \\N and \\xa0 for \\_");
  EXPECT_EQ(tree_of("a: \"\\x85\\xa0\"").find("a")->text(), "\xc2\x85\xc2\xa0");
}

/// The worst that one symbol, repeated over 1 MiB, can do: an answer, and soon.
TEST(configuration, a_mebibyte_of_any_one_piece_of_syntax_is_answered_within_seconds) {
  for (const std::string piece :
       {"[",   "{",    "- ",   "a: ", "\"",  "'",    "? ",  "*a ", "&a ", "|\n",   "\n",
        " ",   "[a, ", "{a: ", "}",   "a\n", ",",    "!x ", "%",   "# ",  "---\n", "a:\n ",
        "-\n", "- - ", "\\",   "\t",  "[]",  "\"\"", ": ",  "{a",  "[\n", "{\n"}) {
    std::string text;
    while (text.size() + piece.size() <= 1u << 20) text += piece;
    const auto start = std::chrono::steady_clock::now();
    const auto read = load_text(text, "n.yaml");
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took, std::chrono::seconds{10}) << piece;
    if (const auto* e = std::get_if<error>(&read)) {
      EXPECT_LT(e->to_string().size(), 300u) << piece;
    }
  }
}

TEST(configuration, random_bytes_of_any_size_are_one_error_each) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  for (const std::size_t size : {64u, 4096u, 65536u, 1u << 20}) {
    std::string text(size, '\0');
    for (auto& c : text) c = static_cast<char>(random());
    EXPECT_THAT(error_of(text), testing::MatchesRegex("n\\.yaml:[0-9]+:[0-9]+: not text.*"));
  }
}

TEST(configuration, random_syntax_is_a_tree_or_one_error_with_a_place) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  const std::string alphabet = "ab01:-,[]{}&*!|>'\"%@`?#~.\\ \t\n\n  ";
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 60, ' ');
    for (auto& c : text) c = alphabet[random() % alphabet.size()];
    const auto read = load_text(text, "n.yaml");
    if (const auto* e = std::get_if<error>(&read)) {
      EXPECT_GE(e->where.line, 1u) << text << '\n' << e->to_string();
      EXPECT_GE(e->where.column, 1u) << text;
      EXPECT_NE(e->what, "");
    }
  }
}

/// A file of this test's own, gone with it.
struct configuration_file : testing::Test {
  const std::string path = testing::TempDir() + "corelane_config_" + std::to_string(::getpid());

  void write(const std::string& text) const { std::ofstream{path, std::ios::binary} << text; }
  std::string error_of_file(const std::string& name) const {
    const auto read = load_file(name);
    const auto* e = std::get_if<error>(&read);
    return e == nullptr ? "accepted" : e->to_string();
  }
  void TearDown() override { std::remove(path.c_str()); }
};

TEST_F(configuration_file, is_read_and_named_in_errors) {
  write("a: [1, 2]\n");
  const auto read = load_file(path);
  ASSERT_TRUE(std::holds_alternative<value>(read));
  EXPECT_EQ(std::get<value>(read).find("a")->items().size(), 2u);
  write("a: [");
  EXPECT_THAT(error_of_file(path), StartsWith(path + ":1:5: not YAML: end of sequence"));
}

TEST_F(configuration_file, that_cannot_be_read_is_an_error_with_the_reason) {
  EXPECT_EQ(error_of_file(path), "cannot read " + path + ": No such file or directory");
  EXPECT_EQ(error_of_file("/"), "cannot read /: Is a directory");
}

TEST_F(configuration_file, without_an_end_is_refused_by_its_size) {
  EXPECT_THAT(error_of_file("/dev/zero"), HasSubstr("larger than"));
}

} // namespace
} // namespace corelane::config
