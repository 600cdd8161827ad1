#include "corelane/protocols/mdp3/messages.hpp"
#include "corelane/tests/support/page_rows.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

// docs/feeds/mdp3.md says of each template what it is and what becomes of it.

namespace corelane::mdp3 {
namespace {

/// `32 + 24` for a message of two groups: the lengths of their entries.
template <class Message>
std::string lengths_of_entries() {
  const Message none;
  return Message::groups(none, []<class... Entry>(const sbe::group<Entry>&...) {
    std::string text;
    ((text += (text.empty() ? "" : " + ") + std::to_string(Entry::block_length)), ...);
    return text.empty() ? std::string{"-"} : text;
  });
}

TEST(mdp3_page, tells_of_each_template_its_lengths_and_what_becomes_of_it_and_of_no_other) {
  const auto rows = support::page_rows("feeds/mdp3.md", 5);
  ASSERT_TRUE(rows) << "no docs/feeds/mdp3.md below CORELANE_SOURCE";
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
                 std::to_string(Message::block_length), lengths_of_entries<Message>()});
  });
  EXPECT_EQ(told, ours);
}

} // namespace
} // namespace corelane::mdp3
