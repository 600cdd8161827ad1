#include "corelane/tests/actors/feed/itch50/itch50_feed_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace corelane {
namespace {

constexpr std::int64_t hour = 3'600'000'000'000;
constexpr std::int64_t since_midnight = 34'200'000'000'230;

/// When the exchange says an order came in, by a feed with these parameters.
class itch50_feed_time : public itch50_feed_test {
protected:
  std::int64_t time_of_order(std::string_view parameters, timestamp captured) {
    auto feed = support::actor_harness::of<itch50_feed>(parameters);
    feed.start();
    const auto bytes = packet(1, order(7, 1));
    dynamic_cast<itch50_feed&>(feed.get()).on_packet({bytes, tsc_stamp{1}, captured});
    return feed.take<mbo_event>("events").at(0).exchange_time.ns;
  }
};

TEST_F(itch50_feed_time, counts_from_the_midnight_before_the_first_packet) {
  EXPECT_EQ(time_of_order("{}", capture_time), midnight.ns + since_midnight);
}

TEST_F(itch50_feed_time, may_be_new_yorks) {
  // 02:00 UTC is still the evening before in New York, whose midnight is 05:00 UTC.
  EXPECT_EQ(time_of_order("{utc_offset: -5h}", {midnight.ns + 2 * hour}),
            midnight.ns - 24 * hour + 5 * hour + since_midnight);
  EXPECT_EQ(time_of_order("{utc_offset: -5h}", {midnight.ns + 6 * hour}),
            midnight.ns + 5 * hour + since_midnight);
}

TEST_F(itch50_feed_time, is_of_the_day_that_is_set) {
  EXPECT_EQ(time_of_order("{session_date: 2019-12-30}", {}), midnight.ns + since_midnight);
}

TEST_F(itch50_feed_time, of_a_recording_without_times_is_of_1970) {
  EXPECT_EQ(time_of_order("{}", {}), since_midnight);
}

TEST_F(itch50_feed_time, is_not_taken_from_what_is_no_date) {
  for (const char* wrong : {"2019-13-01", "2019-02-30", "30.12.2019", "today", "2019-12-30x",
                            "99999-01-01", "9999-01-01", "1969-12-31", "-019-12-30"}) {
    registry kinds;
    kinds.add<itch50_feed>("feed", "");
    const auto parameters = std::string{"{session_date: '"} + wrong + "'}";
    EXPECT_THAT(support::actor_harness::refusal(kinds, "feed", parameters),
                ::testing::StartsWith("test:1:16: session_date: '"))
        << wrong;
  }
}

TEST(itch50_feed_settings, what_cannot_be_is_found_before_anything_starts) {
  const auto refusal = [](const std::string& parameters) {
    registry kinds;
    kinds.add<itch50_feed>("feed", "");
    return support::actor_harness::refusal(kinds, "feed", parameters);
  };
  EXPECT_EQ(refusal("{group: ['239.0.0.1:1', '239.0.0.2:1'], interface: [lo, lo]}"), "");
  EXPECT_NE(refusal("{group: nowhere}"), "");
  EXPECT_EQ(refusal("{group: []}"), "test:1:9: group: each line wants one");
  EXPECT_EQ(refusal("{group: ['1.1.1.1:1', '']}"), "test:1:9: group: each line wants one");
  EXPECT_EQ(refusal("{group: ['1.1.1.1:1', '1.1.1.1:2', '1.1.1.1:3', '1.1.1.1:4', '1.1.1.1:5']}"),
            "test:1:9: group: at most 4 lines");
  EXPECT_EQ(refusal("{group: '1.1.1.1:1', interface: [lo, lo]}"),
            "test:1:33: interface: name one for all lines or one for each");
  EXPECT_NE(refusal("{request_server: venue}"), "");
  EXPECT_NE(refusal("{snapshot_server: 1.2.3.4}"), "");
  EXPECT_NE(refusal("{snapshot_username: TOOLONG}"), "");
  EXPECT_NE(refusal("{snapshot_password: LONGERTHAN10}"), "");
}

} // namespace
} // namespace corelane
