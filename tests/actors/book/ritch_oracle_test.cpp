#include "corelane/actors/book/order_books.hpp"
#include "corelane/tests/actors/book/shared_data.hpp"

#include <gtest/gtest.h>
#include <map>

// A recording of ITCH 5.0 messages, each behind a 2-byte length. Only what a book needs is read
// here, straight from the specification's offsets, so that nothing but the book is tested.

namespace corelane::testing {

namespace {

class itch_bytes {
public:
  explicit itch_bytes(std::string_view message) : message_{message} {}
  [[nodiscard]] char type() const { return message_[0]; }
  [[nodiscard]] char letter(std::size_t at) const { return message_[at]; }
  [[nodiscard]] std::uint64_t integer(std::size_t at, std::size_t bytes) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value = value << 8 | static_cast<unsigned char>(message_[at + i]);
    return value;
  }

private:
  std::string_view message_;
};

/// False for a message that does not touch a book.
bool to_event(const itch_bytes& m, mbo_event& e) {
  e.instrument = instrument_id{static_cast<std::uint32_t>(m.integer(1, 2))};
  e.order_id = m.integer(11, 8);
  const auto quantity_at = [&](std::size_t at) {
    return quantity{static_cast<std::int64_t>(m.integer(at, 4))};
  };
  const auto price_at = [&](std::size_t at) {
    return price::from_1e4(static_cast<std::int64_t>(m.integer(at, 4)));
  };
  switch (m.type()) {
    case 'A':
    case 'F':
      e.action = mbo_action::add;
      e.side = m.letter(19) == 'B' ? side::buy : side::sell;
      e.qty = quantity_at(20);
      e.px = price_at(32);
      return true;
    case 'E':
    case 'C':
      e.action = mbo_action::execute;
      e.qty = quantity_at(19);
      return true;
    case 'X':
      e.action = mbo_action::reduce;
      e.qty = quantity_at(19);
      return true;
    case 'D': e.action = mbo_action::remove; return true;
    case 'U':
      e.action = mbo_action::replace;
      e.new_order_id = m.integer(19, 8);
      e.qty = quantity_at(27);
      e.px = price_at(31);
      return true;
    default: return false;
  }
}

} // namespace

TEST(ritch_oracle, a_day_of_three_stocks_leaves_3204_orders_when_unknown_ones_are_dropped) {
  const auto path = shared_file("itch50/ritch_artificial.framed.itch");
  if (!path) GTEST_SKIP() << "no test data itch50/ritch_artificial.framed.itch";
  const auto text = file_content(*path);
  order_books books{{.orders = 10'000, .instruments = 16, .levels = 10'000}};
  std::map<char, int> unknown;
  std::size_t messages = 0;
  for (std::string_view rest = text; rest.size() > 2; ++messages) {
    const auto length = itch_bytes{rest}.integer(0, 2);
    const itch_bytes message{rest.substr(2, length)};
    rest.remove_prefix(2 + length);
    mbo_event e;
    if (!to_event(message, e)) continue;
    const auto outcome = books.apply(e).outcome;
    if (outcome == book_outcome::unknown_order)
      ++unknown[message.type()];
    else
      ASSERT_EQ(outcome, book_outcome::applied) << "message " << messages;
  }
  EXPECT_EQ(messages, 12'012u);
  EXPECT_EQ(books.orders(), 3'204u);
  EXPECT_EQ(unknown, (std::map<char, int>{{'D', 94}, {'E', 18}, {'X', 3}, {'U', 2}}));
}

} // namespace corelane::testing
