#include "corelane/protocols/pitch/unit_clock.hpp"
#include "corelane/protocols/pitch/unit_sequence.hpp"
#include "corelane/protocols/pitch/wire_layout.hpp"

#include <gtest/gtest.h>
#include <array>
#include <limits>

namespace corelane::pitch {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

template <market In, class Price>
Price read_back(std::uint64_t bits) {
  std::array<std::byte, 8> bytes;
  wire::store_le(bytes.data(), bits);
  Price p;
  layout::load<In>(bytes.data(), p);
  return p;
}

TEST(pitch_price, has_two_decimals_in_its_short_form_and_four_in_its_long_one) {
  EXPECT_EQ(to_price(short_price{2'066}), price::from_1e4(206'600));
  EXPECT_EQ(to_price(long_price{1'234'567}), price::from_1e4(1'234'567));
}

TEST(pitch_price, below_zero_is_read_in_futures_alone) {
  EXPECT_EQ((read_back<market::futures, short_price>(0xFFFF).hundredths), -1);
  EXPECT_EQ((read_back<market::equities, short_price>(0xFFFF).hundredths), 65'535);
  EXPECT_EQ((read_back<market::options, short_price>(0xFFFF).hundredths), 65'535);
  EXPECT_EQ((read_back<market::futures, long_price>(~0ULL).ten_thousandths), -1);
  EXPECT_EQ((read_back<market::equities, long_price>(~0ULL).ten_thousandths), largest);
  EXPECT_EQ((read_back<market::options, long_price>(1ULL << 63).ten_thousandths), largest);
  EXPECT_EQ(to_price(short_price{-50}), price::from_1e4(-5'000));
}

TEST(pitch_price, beyond_what_a_price_holds_is_the_last_one_on_that_side) {
  EXPECT_EQ(to_price(long_price{largest}).nanos, largest);
  EXPECT_EQ(to_price(long_price{-largest}).nanos, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(to_price(long_price{largest / 100'000}).nanos, largest / 100'000 * 100'000);
  EXPECT_EQ(to_price(long_price{largest / 100'000 + 1}).nanos, largest);
  EXPECT_EQ(to_price(long_price{-(largest / 100'000)}).nanos, -(largest / 100'000 * 100'000));
}

TEST(pitch_price, goes_in_the_short_form_when_that_says_it_exactly_in_every_market) {
  EXPECT_EQ(to_short_price(price::from_1e4(206'600)), short_price{2'066});
  EXPECT_EQ(to_short_price(price::from_1e4(3'276'700)), short_price{32'767});
  EXPECT_EQ(to_short_price(price::from_1e4(3'276'800)), std::nullopt);
  EXPECT_EQ(to_short_price(price::from_1e4(206'650)), std::nullopt);
  EXPECT_EQ(to_short_price(price::from_1e4(-100)), std::nullopt);
  EXPECT_EQ(to_long_price(price::from_1e4(-12'345)), long_price{-12'345});
  EXPECT_EQ(to_long_price(price{1}), std::nullopt);
}

TEST(pitch_sequence, rolls_over_to_one_because_zero_means_unsequenced) {
  EXPECT_EQ(sequence_after(1, 0), 1U);
  EXPECT_EQ(sequence_after(7, 3), 10U);
  EXPECT_EQ(sequence_after(0xFFFF'FFFE, 1), 0xFFFF'FFFFU);
  EXPECT_EQ(sequence_after(0xFFFF'FFFE, 2), 1U);
  EXPECT_EQ(sequence_after(0xFFFF'FFFE, 4), 3U);
  EXPECT_EQ(sequence_after(unsequenced, 4), unsequenced);
}

TEST(pitch_sequence, goes_on_counting_over_any_number_of_rollovers) {
  std::uint64_t near = 1;
  std::uint32_t sequence = 1;
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(unrolled(sequence, near), near);
    EXPECT_EQ(rolled(near), sequence);
    near += 700'000'000;
    sequence = sequence_after(sequence, 700'000'000);
  }
}

TEST(pitch_sequence, is_placed_beside_what_was_expected_ahead_of_it_or_behind) {
  const std::uint64_t rollover = sequence_period; // the count that is 2^32 - 1 on the wire
  EXPECT_EQ(unrolled(0xFFFF'FFFF, rollover), rollover);
  EXPECT_EQ(unrolled(1, rollover), rollover + 1);
  EXPECT_EQ(unrolled(3, rollover - 1), rollover + 3);
  EXPECT_EQ(unrolled(0xFFFF'FFFE, rollover + 5), rollover - 1);
  EXPECT_EQ(unrolled(5, 2 * rollover + 3), 2 * rollover + 5);
  EXPECT_EQ(unrolled(0xFFFF'FFFF, 1), rollover) << "there is nothing before 1";
  EXPECT_EQ(unrolled(9, 0), 9U);
}

TEST(pitch_clock, counts_from_midnight_when_that_is_all_it_knows) {
  unit_clock clock{timestamp{1'000'000'000'000}};
  EXPECT_EQ(clock.at(5).ns, 1'000'000'000'005);
  clock.take(unit_time{34'200, 0});
  EXPECT_EQ(clock.at(999'999'999).ns, 1'000'000'000'000 + 34'200'999'999'999);
}

TEST(pitch_clock, believes_the_epoch_before_midnight) {
  unit_clock clock{timestamp{1}};
  clock.take(unit_time{60'309, 1'556'747'109});
  EXPECT_EQ(clock.at(623'000).ns, 1'556'747'109'000'623'000);
}

TEST(pitch_clock, goes_by_the_midnight_it_is_told_from_then_on) {
  unit_clock clock{timestamp{0}};
  time_reference midnight;
  midnight.midnight_reference = 1'556'686'800;
  midnight.time = 10;
  clock.take(midnight);
  EXPECT_EQ(clock.at(1).ns, 1'556'686'810'000'000'001);
  clock.take(unit_time{20, 0});
  EXPECT_EQ(clock.at(1).ns, 1'556'686'820'000'000'001);
}

} // namespace
} // namespace corelane::pitch
