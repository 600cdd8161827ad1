#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"
#include "corelane/protocols/moldudp64/sequence_tracker.hpp"

#include <gtest/gtest.h>
#include <array>
#include <string>

namespace corelane::moldudp64 {
namespace {

constexpr session_name day{'D', 'A', 'Y', '0', '0', '0', '0', '0', '0', '1'};
constexpr session_name next_day{'D', 'A', 'Y', '0', '0', '0', '0', '0', '0', '2'};

class packets : public ::testing::Test {
protected:
  void add(std::string_view text) {
    const auto room = writer.begin_message(text.size());
    ASSERT_EQ(room.size(), text.size());
    std::memcpy(room.data(), text.data(), text.size());
    writer.end_message(text.size());
  }
  std::array<std::byte, 64> bytes{};
  packet_writer writer{bytes, day, 1};
};

TEST_F(packets, come_apart_into_the_messages_they_were_made_of) {
  add("first");
  add("second");
  const auto packet = writer.finish();
  const auto header = read_header(packet);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->session, day);
  EXPECT_EQ(header->sequence, 1U);
  EXPECT_EQ(header->count, 2U);
  message_blocks blocks{packet, *header};
  EXPECT_EQ(blocks.next()->size(), 5U);
  EXPECT_EQ(blocks.next()->size(), 6U);
  EXPECT_FALSE(blocks.next());
  EXPECT_FALSE(blocks.malformed());
  EXPECT_EQ(writer.next_sequence(), 3U);
}

TEST_F(packets, without_messages_are_heartbeats_with_the_next_number) {
  add("one");
  (void)writer.finish();
  const auto header = read_header(writer.finish());
  EXPECT_TRUE(header->is_heartbeat());
  EXPECT_EQ(header->sequence, 2U);
  EXPECT_TRUE(read_header(writer.finish_session())->is_end_of_session());
}

TEST_F(packets, hold_no_more_than_their_buffer) {
  EXPECT_TRUE(writer.begin_message(43).empty());
  EXPECT_EQ(writer.begin_message(42).size(), 42U);
}

TEST_F(packets, that_promise_more_than_they_hold_give_what_they_have) {
  add("whole");
  add("broken");
  const auto packet = writer.finish();
  for (std::size_t cut = 1; cut <= 8; ++cut) {
    const auto shorter = packet.first(packet.size() - cut);
    message_blocks blocks{shorter, *read_header(shorter)};
    EXPECT_TRUE(blocks.next());
    EXPECT_FALSE(blocks.next());
    EXPECT_EQ(blocks.lost(), 1U) << cut << " bytes cut";
  }
}

TEST(packet, shorter_than_a_header_is_none) {
  const std::array<std::byte, 19> bytes{};
  EXPECT_FALSE(read_header(bytes));
}

packet_header packet_of(std::uint64_t sequence, std::uint16_t count, session_name s = day) {
  return {s, sequence, count};
}

TEST(sequence, packets_in_order_are_taken) {
  sequence_tracker t;
  EXPECT_EQ(t.take(packet_of(5, 3)).what, arrival::first);
  EXPECT_EQ(t.take(packet_of(8, 2)).what, arrival::in_order);
  EXPECT_EQ(t.next(), 10U);
}

TEST(sequence, a_gap_tells_how_many_messages_are_missing) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  const auto a = t.take(packet_of(15, 1));
  EXPECT_EQ(a.what, arrival::gap);
  EXPECT_EQ(a.missing, 4U);
  EXPECT_EQ(t.take(packet_of(16, 1)).what, arrival::in_order);
}

TEST(sequence, a_heartbeat_reveals_a_gap_too) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  EXPECT_EQ(t.take(packet_of(11, 0)).what, arrival::in_order);
  EXPECT_EQ(t.take(packet_of(13, 0)).missing, 2U);
}

TEST(sequence, what_was_seen_is_a_duplicate_and_what_overlaps_is_skipped_in_part) {
  sequence_tracker t;
  t.take(packet_of(1, 10));
  EXPECT_EQ(t.take(packet_of(4, 5)).what, arrival::duplicate);
  EXPECT_EQ(t.take(packet_of(1, 10)).what, arrival::duplicate) << "the last packet once more";
  const auto a = t.take(packet_of(9, 5));
  EXPECT_EQ(a.what, arrival::overlap);
  EXPECT_EQ(a.skip, 2U);
  EXPECT_EQ(t.next(), 14U);
}

TEST(sequence, another_session_begins_anew) {
  sequence_tracker t;
  t.take(packet_of(100, 1));
  EXPECT_EQ(t.take(packet_of(1, 1, next_day)).what, arrival::new_session);
  EXPECT_EQ(t.next(), 2U);
}

TEST(sequence, numbers_at_the_end_of_their_range_do_no_harm) {
  sequence_tracker t;
  t.take(packet_of(UINT64_MAX - 1, 0xFFFE));
  EXPECT_NO_FATAL_FAILURE(t.take(packet_of(0, 1)));
}

} // namespace
} // namespace corelane::moldudp64
