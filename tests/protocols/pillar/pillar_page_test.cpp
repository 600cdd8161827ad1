#include "corelane/protocols/pillar/message_list.hpp"
#include "corelane/tests/support/page_rows.hpp"

#include <gtest/gtest.h>
#include <set>

namespace corelane::pillar {
namespace {

TEST(pillar_page, tells_of_each_message_what_becomes_of_it_and_of_no_other) {
  const auto rows = support::page_rows("feeds/pillar.md", 5);
  ASSERT_TRUE(rows) << "no docs/feeds/pillar.md below CORELANE_SOURCE";
  std::multiset<support::page_row> told;
  for (auto row : *rows) {
    if (row[0].find_first_not_of("0123456789") != std::string::npos) continue;
    EXPECT_FALSE(row[4].empty()) << row[1];
    row.pop_back();
    told.insert(row);
  }
  std::multiset<support::page_row> ours;
  all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
    ours.insert({std::to_string(Message::type), std::string{Message::name},
                 std::to_string(Message::wire_size), std::to_string(Message::required_size)});
  });
  EXPECT_EQ(told, ours);
}

} // namespace
} // namespace corelane::pillar
