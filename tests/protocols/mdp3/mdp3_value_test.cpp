#include "corelane/protocols/mdp3/messages.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace corelane::mdp3 {
namespace {

TEST(mdp3_prices, of_nine_decimals_are_ours_as_they_stand) {
  EXPECT_EQ(to_price(price9{4'800'250'000'000}).nanos, 4'800'250'000'000);
  EXPECT_EQ(to_price(price9_null{-250'000'000}).nanos, -250'000'000) << "a spread below zero";
  EXPECT_FALSE(price9_null{}.has_value());
}

TEST(mdp3_prices, of_seven_decimals_are_a_hundred_times_finer_in_ours) {
  EXPECT_EQ(to_price(price7{20'500'000'000}).nanos, 2'050'000'000'000);
  EXPECT_EQ(to_price(price7_null{-1}).nanos, -100);
  using limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(to_price(price7{limits::max()}).nanos, limits::max());
  EXPECT_EQ(to_price(price7{limits::min()}).nanos, limits::min());
}

TEST(mdp3_match_event, tells_which_kind_of_message_was_the_events_last_and_whether_it_is_over) {
  const match_event quote{match_event_bit::last_quote, match_event_bit::end_of_event};
  EXPECT_EQ(quote.bits, 0x84);
  EXPECT_TRUE(quote.has(match_event_bit::end_of_event));
  EXPECT_FALSE(quote.has(match_event_bit::last_trade));
}

TEST(mdp3_codes, have_the_fields_own_values_and_names) {
  EXPECT_EQ(static_cast<char>(entry_type::implied_bid), 'E');
  EXPECT_EQ(static_cast<char>(entry_type::market_best_offer), 'w');
  EXPECT_EQ(name_of(entry_type::implied_offer), "implied_offer");
  EXPECT_EQ(name_of(static_cast<entry_type>('Z')), "");
  EXPECT_EQ(static_cast<int>(update_action::remove_thru), 3);
  EXPECT_EQ(static_cast<int>(update_action::overlay), 5);
  EXPECT_EQ(name_of(update_action::remove_from), "remove_from");
  EXPECT_EQ(static_cast<int>(trading_status::ready_to_trade), 17);
  EXPECT_EQ(security_status{}.trading_status, trading_status::absent);
}

TEST(mdp3_entries, of_one_kind_say_so_though_the_wire_does_not) {
  EXPECT_EQ(trade_summary::entry::type, entry_type::trade);
  EXPECT_EQ(volume::entry::type, entry_type::electronic_volume);
  EXPECT_EQ(limits_banding::entry::type, entry_type::limits);
  EXPECT_EQ(channel_reset::entry::type, entry_type::book_reset);
}

} // namespace
} // namespace corelane::mdp3
