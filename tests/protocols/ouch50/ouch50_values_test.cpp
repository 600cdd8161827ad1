#include "corelane/protocols/ouch50/reason_text.hpp"
#include "corelane/protocols/ouch50/user_ref_num.hpp"
#include "corelane/protocols/ouch50/wire_price.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace corelane::ouch50 {
namespace {

TEST(ouch50_price, goes_over_with_four_decimals_or_not_at_all) {
  EXPECT_EQ(to_wire({63'020'000'000}), 630'200U);
  EXPECT_EQ(to_wire({0}), 0U);
  EXPECT_EQ(to_wire({199'999'990'000'000}), 0x7735'939CU);
  EXPECT_FALSE(to_wire({199'999'990'100'000}));
  EXPECT_FALSE(to_wire({-100'000}));
  EXPECT_FALSE(to_wire({100'050'000}));
  EXPECT_FALSE(to_wire({99'999}));
  EXPECT_EQ(to_price(630'200)->nanos, 63'020'000'000);
}

TEST(ouch50_price, from_200000_dollars_on_means_a_market_order) {
  EXPECT_FALSE(is_market(1'999'999'999));
  EXPECT_TRUE(is_market(2'000'000'000));
  EXPECT_TRUE(is_market(market_price));
  EXPECT_FALSE(to_price(market_price));
  EXPECT_FALSE(to_price(UINT64_MAX));
}

TEST(ouch50_user_ref_num, only_rises_and_a_repetition_is_ignored) {
  user_ref_nums client, venue;
  EXPECT_EQ(client.take(), 1U);
  EXPECT_EQ(client.take(), 2U);
  EXPECT_TRUE(venue.accept(1));
  EXPECT_FALSE(venue.accept(1));
  EXPECT_TRUE(venue.accept(7)); // gaps are allowed
  EXPECT_FALSE(venue.accept(5));
  EXPECT_FALSE(venue.accept(0));
  EXPECT_EQ(venue.next(), 8U);
}

TEST(ouch50_user_ref_num, goes_on_behind_what_the_venue_has_seen_and_never_back) {
  user_ref_nums client;
  client.resume(8);
  EXPECT_EQ(client.take(), 8U);
  client.resume(3);
  EXPECT_EQ(client.take(), 9U);
  client.resume(0);
  EXPECT_EQ(client.take(), 10U);
}

TEST(ouch50_user_ref_num, ends_with_the_last_of_32_bits) {
  user_ref_nums client;
  client.resume(UINT32_MAX);
  EXPECT_EQ(client.take(), UINT32_MAX);
  EXPECT_FALSE(client.take());
  EXPECT_EQ(client.next(), 0U);
}

TEST(ouch50_reasons, each_have_words_of_their_own) {
  std::set<std::string_view> words;
  for (std::uint16_t r = 1; r <= 0x2A; ++r) words.insert(reject_text(r));
  EXPECT_EQ(words.size(), 0x2AU);
  EXPECT_FALSE(words.contains("unknown"));
  EXPECT_EQ(reject_text(0), "unknown");
  EXPECT_EQ(reject_text(0x2B), "unknown");
  EXPECT_EQ(reject_text(0x0007), "halted");
  EXPECT_EQ(reject_text(0x0017), "invalid symbol");
  EXPECT_EQ(reject_text(0x002A), "risk: rate of duplicates");
  for (const char c : std::string{"CDEFGHIKQSTUXZe"}) EXPECT_NE(cancel_text(c), "unknown") << c;
  EXPECT_EQ(cancel_text('u'), "unknown");
}

} // namespace
} // namespace corelane::ouch50
