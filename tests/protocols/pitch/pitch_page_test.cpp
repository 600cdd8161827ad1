#include "corelane/tests/protocols/pitch/any_message.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

// docs/feeds/pitch.md says of each message what it is and what becomes of it.

namespace corelane::pitch {
namespace {

std::string trimmed(std::string text) {
  const auto padding = " `";
  text.erase(0, std::min(text.find_first_not_of(padding), text.size()));
  text.erase(text.find_last_not_of(padding) + 1);
  return text;
}

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  for (std::size_t at = 1; at < row.size();) {
    const auto end = std::min(row.find('|', at), row.size());
    cells.push_back(trimmed(row.substr(at, end - at)));
    at = end + 1;
  }
  return cells;
}

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

struct row {
  std::string name, equities, options, futures;
  friend bool operator==(const row&, const row&) = default;
  friend std::ostream& operator<<(std::ostream& out, const row& r) {
    return out << r.name << " | " << r.equities << " | " << r.options << " | " << r.futures;
  }
};

TEST(pitch_page, names_each_message_of_the_list_with_its_lengths_and_what_becomes_of_it) {
  const auto* source = std::getenv("CORELANE_SOURCE");
  ASSERT_NE(source, nullptr) << "run by ctest, or set CORELANE_SOURCE";
  std::ifstream page{std::string{source} + "/docs/feeds/pitch.md"};
  ASSERT_TRUE(page.is_open());
  std::map<std::string, row> on_page;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `0x")) continue;
    const auto cells = cells_of(line);
    ASSERT_EQ(cells.size(), 6U) << line;
    EXPECT_FALSE(cells[5].empty()) << line;
    EXPECT_TRUE(on_page.emplace(cells[0], row{cells[1], cells[2], cells[3], cells[4]}).second)
        << "twice: " << line;
  }
  std::map<std::string, row> in_list;
  all_messages::for_each([&]<class M>(std::type_identity<M>) {
    char code[8];
    std::snprintf(code, sizeof code, "0x%02X", M::type);
    in_list[code] = {std::string{M::name}, length_in<M, market::equities>(),
                     length_in<M, market::options>(), length_in<M, market::futures>()};
  });
  EXPECT_EQ(on_page, in_list);
}

} // namespace
} // namespace corelane::pitch
