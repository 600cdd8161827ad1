#include "corelane/protocols/ouch50/message_list.hpp"
#include "corelane/tests/support/page_rows.hpp"

#include <gtest/gtest.h>
#include <set>

namespace corelane::ouch50 {
namespace {

std::multiset<support::page_row> told(std::size_t columns, std::size_t facts) {
  std::multiset<support::page_row> rows;
  const auto all = support::page_rows("protocols/ouch50.md", columns);
  if (!all) return rows;
  for (auto row : *all) {
    if (row[0].empty() || row[0].starts_with('-') || row[1].find(' ') != std::string::npos
        || row.back().empty())
      continue;
    if (row[0] == "From" || row[0] == "Tag") continue;
    row.resize(facts);
    rows.insert(row);
  }
  return rows;
}

TEST(ouch50_page, tells_of_each_message_what_becomes_of_it_and_of_no_other) {
  ASSERT_TRUE(support::page_rows("protocols/ouch50.md", 5)) << "set CORELANE_SOURCE";
  std::multiset<support::page_row> ours;
  requests::for_each([&]<class M>(std::type_identity<M>) {
    ours.insert(
        {"us", std::string(1, M::type), std::string{M::name}, std::to_string(M::wire_size)});
  });
  reports::for_each([&]<class M>(std::type_identity<M>) {
    ours.insert(
        {"venue", std::string(1, M::type), std::string{M::name}, std::to_string(M::wire_size)});
  });
  EXPECT_EQ(told(5, 4), ours);
}

TEST(ouch50_page, tells_of_each_option_and_of_no_other) {
  ASSERT_TRUE(support::page_rows("protocols/ouch50.md", 4)) << "set CORELANE_SOURCE";
  std::multiset<support::page_row> ours;
  all_options::for_each([&]<class Option>(std::type_identity<Option>) {
    ours.insert({std::to_string(Option::type), std::string{Option::name},
                 std::to_string(sizeof(typename Option::value))});
  });
  EXPECT_EQ(told(4, 3), ours);
}

} // namespace
} // namespace corelane::ouch50
