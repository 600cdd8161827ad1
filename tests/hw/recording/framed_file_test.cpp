#include "corelane/hw/recording/framed_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

namespace corelane::hw {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

struct framed_messages : testing::Test {
  const std::string path = testing::TempDir() + "corelane_framed_" + std::to_string(::getpid());
  void TearDown() override { std::remove(path.c_str()); }

  framed_file file_of(const std::string& content) const {
    std::ofstream{path, std::ios::binary} << content;
    return std::get<framed_file>(framed_file::open(path));
  }
};

std::vector<std::string> all(framed_file& file) {
  std::vector<std::string> out;
  while (const auto m = file.next())
    out.emplace_back(reinterpret_cast<const char*>(m->data()), m->size());
  return out;
}

TEST_F(framed_messages, come_one_by_one_in_order) {
  auto file = file_of("\0\5hello\0\1x"s);
  EXPECT_EQ(all(file), (std::vector<std::string>{"hello", "x"}));
  EXPECT_EQ(file.messages(), 2u);
  EXPECT_EQ(file.offset(), 10u);
  EXPECT_EQ(file.error(), "");
}

TEST_F(framed_messages, may_be_as_long_as_two_bytes_can_say) {
  const std::string longest(65535, 'x');
  auto file = file_of("\xff\xff"s + longest + "\0\1y"s);
  EXPECT_EQ(all(file), (std::vector<std::string>{longest, "y"}));
}

TEST_F(framed_messages, a_length_of_zero_at_the_end_ends_the_session) {
  auto file = file_of("\0\1x\0\0"s);
  EXPECT_EQ(all(file).size(), 1u);
  EXPECT_EQ(file.error(), "");
}

TEST_F(framed_messages, a_length_of_zero_before_the_end_is_reported_with_its_place) {
  auto file = file_of("\0\1x\0\0\0\1y"s);
  EXPECT_EQ(all(file).size(), 1u);
  EXPECT_THAT(file.error(), HasSubstr("after 1 messages, at byte 3: has a message of length 0"));
  EXPECT_FALSE(file.next());
}

TEST_F(framed_messages, a_tail_that_is_cut_is_reported_after_what_is_whole) {
  auto within_message = file_of("\0\1x\0\5abc"s);
  EXPECT_EQ(all(within_message).size(), 1u);
  EXPECT_THAT(within_message.error(), HasSubstr(path));
  EXPECT_THAT(within_message.error(), HasSubstr("3 of 5 bytes"));
  auto within_length = file_of("\0\1x\0"s);
  EXPECT_EQ(all(within_length).size(), 1u);
  EXPECT_THAT(within_length.error(), HasSubstr("ends within a length"));
}

TEST_F(framed_messages, stay_readable_when_the_file_object_moves) {
  auto first = file_of("\0\1x\0\1y"s);
  const auto x = first.next();
  auto second = std::move(first);
  EXPECT_EQ(static_cast<char>((*x)[0]), 'x');
  EXPECT_EQ(all(second), std::vector<std::string>{"y"});
  second = file_of("\0\1z"s);
  EXPECT_EQ(all(second), std::vector<std::string>{"z"});
}

TEST_F(framed_messages, a_file_that_cannot_be_read_is_an_error_that_names_it) {
  EXPECT_EQ(std::get<std::string>(framed_file::open(path)),
            "cannot open " + path + ": No such file or directory");
  std::ofstream{path};
  EXPECT_THAT(std::get<std::string>(framed_file::open(path)), HasSubstr("it is empty"));
  EXPECT_THAT(std::get<std::string>(framed_file::open("/")), HasSubstr("not a file"));
}

TEST(real_framed_file, of_the_opening_has_a_thousand_messages) {
  const auto* given = std::getenv("CORELANE_SHARED");
  const auto* source = std::getenv("CORELANE_SOURCE");
  const auto shared = given != nullptr && *given != '\0'
                          ? std::filesystem::path{given}
                          : std::filesystem::path{source == nullptr ? "." : source} / "../shared";
  for (const auto& [name, count] : {std::pair{"real_open_1000.itch", 1000u},
                                    std::pair{"ritch_artificial.framed.itch", 12'012u}}) {
    const auto path = shared / "data/itch50" / name;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
    auto file = std::get<framed_file>(framed_file::open(path.string()));
    EXPECT_EQ(all(file).size(), count);
    EXPECT_EQ(file.error(), "");
  }
}

} // namespace
} // namespace corelane::hw
