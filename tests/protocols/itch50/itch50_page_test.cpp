#include "corelane/protocols/itch50/message_list.hpp"
#include "corelane/tests/support/page_rows.hpp"

#include <gtest/gtest.h>
#include <set>

namespace corelane::itch50 {
namespace {

TEST(itch50_page, tells_of_each_message_what_becomes_of_it_and_of_no_other) {
  const auto rows = support::page_rows("feeds/itch50.md", 4);
  ASSERT_TRUE(rows) << "no docs/feeds/itch50.md below CORELANE_SOURCE";
  std::multiset<support::page_row> told;
  for (auto row : *rows) {
    if (row[0].size() != 1) continue;
    EXPECT_FALSE(row[3].empty()) << row[1];
    row.pop_back();
    told.insert(row);
  }
  std::multiset<support::page_row> ours;
  all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
    ours.insert({std::string(1, Message::type), std::string{Message::name},
                 std::to_string(Message::wire_size)});
  });
  EXPECT_EQ(told, ours);
}

} // namespace
} // namespace corelane::itch50
