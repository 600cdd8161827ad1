#include "corelane/runtime/control/control_token.hpp"

#include "corelane/config/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>

namespace corelane {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class control_token_test : public ::testing::Test {
protected:
  control_token_test()
      : path{std::filesystem::temp_directory_path()
             / ("corelane-token-" + std::to_string(::getpid()))} {}
  ~control_token_test() override { std::filesystem::remove(path); }

  void write(const std::string& content, mode_t mode = 0600) {
    std::ofstream{path} << content;
    ::chmod(path.c_str(), mode);
  }
  std::string refusal() {
    const auto token = control_token::from_file(path);
    const auto* error = std::get_if<std::string>(&token);
    return error == nullptr ? "" : *error;
  }
  /// What is said of `node: {KEYS}`; empty when it is fine.
  std::string said_of(const std::string& keys) {
    const auto yaml = "node: {" + keys + "}\nlanes: []\nactors: []\n";
    auto plan = read_plan(std::get<config::value>(config::load_text(yaml, "node.yaml")));
    const auto token = read_control(std::get<node_plan>(plan));
    const auto* error = std::get_if<config::error>(&token);
    return error == nullptr ? "" : error->to_string();
  }

  std::filesystem::path path;
};

TEST_F(control_token_test, the_first_line_of_the_file_is_the_token) {
  for (const auto* ending : {"", "\n", "\r\n", " \n", "\nnot this\n"}) {
    write("0123456789abcdef" + std::string{ending});
    const auto token = std::get<control_token>(control_token::from_file(path));
    EXPECT_TRUE(token.opens("Bearer 0123456789abcdef")) << ending;
    EXPECT_FALSE(token.opens("Bearer 0123456789abcdef ")) << ending;
  }
}

TEST_F(control_token_test, a_file_that_everybody_may_read_is_refused) {
  write("0123456789abcdef", 0604);
  EXPECT_THAT(refusal(), HasSubstr("chmod"));
  write("0123456789abcdef", 0640);
  EXPECT_EQ(refusal(), "");
}

TEST_F(control_token_test, what_is_short_or_not_plain_is_no_token) {
  for (const std::string bad : {"\n", "0123456789abcde\n", "0123456789 abcdef\n",
                                "0123456789abcdef\x01\n", "0123456789abcdef\xc3\xa4\n"}) {
    write(bad);
    EXPECT_THAT(refusal(), HasSubstr("openssl rand")) << bad;
  }
  write(std::string(257, 'a'));
  EXPECT_THAT(refusal(), HasSubstr("256"));
}

TEST_F(control_token_test, a_file_that_is_not_there_is_named) {
  EXPECT_THAT(refusal(), HasSubstr(path.string()));
  std::filesystem::create_directory(path);
  EXPECT_THAT(refusal(), HasSubstr(path.string()));
}

TEST_F(control_token_test, a_node_that_only_its_host_can_reach_needs_none) {
  EXPECT_EQ(said_of(""), "");
  EXPECT_EQ(said_of("control: 'localhost:1'"), "");
  EXPECT_EQ(said_of("control: ''"), "");
}

TEST_F(control_token_test, a_node_that_others_can_reach_needs_one) {
  EXPECT_THAT(said_of("control: '0.0.0.0:7600'"), StartsWith("node.yaml:1:17: node.control: "));
  EXPECT_THAT(said_of("control: '0.0.0.0:7600'"), HasSubstr("control_token_file"));
  write("0123456789abcdef");
  EXPECT_EQ(said_of("control: '0.0.0.0:7600', control_token_file: " + path.string()), "");
}

TEST_F(control_token_test, a_bad_address_or_token_file_is_found_where_it_is_written) {
  EXPECT_THAT(said_of("control: 7600"), StartsWith("node.yaml:1:17: node.control: "));
  EXPECT_THAT(said_of("control_token_file: " + path.string()),
              StartsWith("node.yaml:1:28: node.control_token_file: "));
}

} // namespace
} // namespace corelane
