#include "corelane/protocols/itch50/decoder.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace corelane::itch50 {
namespace {

using row = std::map<std::string, std::string>;

/// Columns of the oracle that no message carries.
const std::set<std::string> of_the_packet{"seq", "packet"};

std::string number(std::uint64_t n) { return std::to_string(n); }
std::string letter(char c) { return std::string(1, c); }

/// Writes a message's fields under the names of the oracle's columns.
struct to_row {
  row out;

  template <class Message>
  void head(const Message& m) {
    out = {};
    out["type"] = letter(Message::type);
    out["locate"] = number(m.header.stock_locate);
    out["tracking"] = number(m.header.tracking_number);
    out["timestamp_ns"] = number(m.header.timestamp);
  }
  void operator()(const add_order& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
    out["side"] = letter(m.buy_sell);
    out["shares"] = number(m.shares);
    out["symbol"] = m.symbol.view();
    out["price_1e4"] = number(m.price);
  }
  void operator()(const add_order_attributed& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
    out["side"] = letter(m.buy_sell);
    out["shares"] = number(m.shares);
    out["symbol"] = m.symbol.view();
    out["price_1e4"] = number(m.price);
    out["mpid"] = m.attribution.view();
  }
  void operator()(const order_executed& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
    out["shares"] = number(m.executed_shares);
    out["match"] = number(m.match_number);
  }
  void operator()(const order_executed_with_price& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
    out["shares"] = number(m.executed_shares);
    out["match"] = number(m.match_number);
    out["printable"] = letter(m.printable);
    out["price_1e4"] = number(m.execution_price);
  }
  void operator()(const order_cancel& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
    out["shares"] = number(m.cancelled_shares);
  }
  void operator()(const order_delete& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
  }
  void operator()(const order_replace& m) {
    head(m);
    out["order_ref"] = number(m.original_reference);
    out["new_order_ref"] = number(m.new_reference);
    out["shares"] = number(m.shares);
    out["price_1e4"] = number(m.price);
  }
  void operator()(const non_cross_trade& m) {
    head(m);
    out["order_ref"] = number(m.order_reference);
    out["side"] = letter(m.buy_sell);
    out["shares"] = number(m.shares);
    out["symbol"] = m.symbol.view();
    out["price_1e4"] = number(m.price);
    out["match"] = number(m.match_number);
  }
  void operator()(const cross_trade& m) {
    head(m);
    out["shares"] = number(m.shares);
    out["symbol"] = m.symbol.view();
    out["price_1e4"] = number(m.cross_price);
    out["match"] = number(m.match_number);
    out["cross_type"] = letter(m.cross_type);
  }
  void operator()(const net_order_imbalance& m) {
    head(m);
    out["symbol"] = m.symbol.view();
    out["price_1e4"] = number(m.reference_price);
    out["cross_type"] = letter(m.cross_type);
    out["paired_shares"] = number(m.paired_shares);
    out["imbalance_shares"] = number(m.imbalance_shares);
    out["imbalance_direction"] = letter(m.imbalance_direction);
    out["far_price_1e4"] = number(m.far_price);
    out["near_price_1e4"] = number(m.near_price);
    out["price_variation"] = letter(m.price_variation);
  }
  void operator()(const system_event& m) {
    head(m);
    out["event_code"] = letter(m.event_code);
  }
  template <class Other>
  void operator()(const Other& m) {
    head(m);
  }
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream in{line};
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

TEST(itch50_oracle, a_thousand_real_messages_of_the_open_agree_field_by_field) {
  const auto messages = support::shared_file("itch50/real_open_1000.itch");
  const auto oracle = support::unzipped_file("itch50/real_open_1000.oracle.csv.gz");
  if (!messages || !oracle) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  std::istringstream lines{*oracle};
  std::string line;
  std::getline(lines, line);
  const auto columns = split(line);
  std::size_t at = 0, compared = 0, fields = 0;
  while (at + 2 <= messages->size() && std::getline(lines, line)) {
    const auto* head = reinterpret_cast<const unsigned char*>(messages->data() + at);
    const std::size_t length = static_cast<std::size_t>(head[0] << 8 | head[1]);
    const std::span bytes{reinterpret_cast<const std::byte*>(head + 2), length};
    to_row ours;
    ASSERT_EQ(decode(bytes, ours), decode_result::handled) << "message " << compared;
    auto cells = split(line);
    cells.resize(columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto mine = ours.out.find(columns[c]);
      if (mine == ours.out.end() && of_the_packet.contains(columns[c])) continue;
      EXPECT_EQ(mine == ours.out.end() ? "" : mine->second, cells[c])
          << "message " << compared << " column " << columns[c];
      fields += mine != ours.out.end();
    }
    at += 2 + length;
    ++compared;
  }
  EXPECT_EQ(compared, 1000U);
  EXPECT_GT(fields, 6'000U) << "the oracle's columns have other names than the test expects";
  std::printf("%zu messages, %zu fields agree\n", compared, fields);
}

} // namespace
} // namespace corelane::itch50
