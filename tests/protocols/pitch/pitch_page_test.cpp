#include "corelane/tests/protocols/pitch/any_message.hpp"
#include "corelane/tests/support/page_rows.hpp"

#include <gtest/gtest.h>
#include <cstdio>
#include <set>
#include <string>

// docs/feeds/pitch.md says of each message what it is and what becomes of it.

namespace corelane::pitch {
namespace {

/// A length in a market as the page says it: `-` where there is none.
template <class Message, market In>
std::string length_in() {
  if constexpr (!Message::sent_in.has(In)) return "-";
  auto text = std::to_string(wire_size<Message, In>);
  if constexpr (requires { Message::written_size(Message{}, In); })
    if (const auto shorter = Message::written_size(Message{}, In); shorter < wire_size<Message, In>)
      text = std::to_string(shorter) + ", " + text;
  if constexpr (requires { Message::most_legs; }) text += " + legs";
  return text;
}

TEST(pitch_page, tells_of_each_message_its_lengths_and_what_becomes_of_it_and_of_no_other) {
  const auto rows = support::page_rows("feeds/pitch.md", 6);
  ASSERT_TRUE(rows) << "no docs/feeds/pitch.md below CORELANE_SOURCE";
  std::multiset<support::page_row> told;
  for (auto row : *rows) {
    if (!row[0].starts_with("0x")) continue;
    EXPECT_FALSE(row[5].empty()) << row[1];
    row.pop_back();
    told.insert(row);
  }
  std::multiset<support::page_row> ours;
  all_messages::for_each([&]<class M>(std::type_identity<M>) {
    char code[8];
    std::snprintf(code, sizeof code, "0x%02X", M::type);
    ours.insert({code, std::string{M::name}, length_in<M, market::equities>(),
                 length_in<M, market::options>(), length_in<M, market::futures>()});
  });
  EXPECT_EQ(told, ours);
}

} // namespace
} // namespace corelane::pitch
