#include "corelane/protocols/pillar/message_list.hpp"

#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace corelane::pillar {
namespace {

struct row {
  std::string name;
  std::size_t bytes{0};
  std::size_t needs{0};

  friend bool operator==(const row&, const row&) = default;
  friend void PrintTo(const row& r, std::ostream* out) {
    *out << r.name << ' ' << r.bytes << ' ' << r.needs;
  }
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in{line};
  for (std::string cell; std::getline(in, cell, '|');) {
    std::erase(cell, '`');
    const auto begin = cell.find_first_not_of(' ');
    cells.push_back(begin == std::string::npos
                        ? ""
                        : cell.substr(begin, cell.find_last_not_of(' ') - begin + 1));
  }
  return cells;
}

TEST(pillar_page, tells_of_each_message_what_becomes_of_it_and_of_no_other) {
  const char* source = std::getenv("CORELANE_SOURCE");
  std::ifstream page{std::string{source != nullptr ? source : "."} + "/docs/feeds/pillar.md"};
  ASSERT_TRUE(page) << "no docs/feeds/pillar.md below CORELANE_SOURCE";
  std::map<int, row> told;
  for (std::string line; std::getline(page, line);) {
    const auto cells = cells_of(line);
    if (cells.size() < 6 || cells[1].find_first_not_of("0123456789") != std::string::npos) continue;
    EXPECT_FALSE(cells[5].empty()) << line;
    const bool once = told.try_emplace(std::stoi(cells[1]),
                                       row{cells[2], std::stoul(cells[3]), std::stoul(cells[4])})
                          .second;
    EXPECT_TRUE(once) << line;
  }
  std::map<int, row> ours;
  all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
    ours[Message::type] = {std::string{Message::name}, Message::wire_size, Message::required_size};
  });
  EXPECT_EQ(told, ours);
}

} // namespace
} // namespace corelane::pillar
