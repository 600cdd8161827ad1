#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace corelane::moldudp64 {
namespace {

constexpr session_name day{'D', 'A', 'Y', '0', '0', '0', '0', '0', '0', '1'};

class packets : public ::testing::Test {
protected:
  void add(std::string_view text) {
    const auto room = writer.begin_message(text.size());
    ASSERT_EQ(room.size(), text.size());
    std::ranges::copy(std::as_bytes(std::span{text}), room.begin());
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

TEST_F(packets, with_a_length_beyond_their_end_are_not_read_beyond_it) {
  add("whole");
  add("broken");
  const auto packet = writer.finish();
  std::vector<std::byte> hostile{packet.begin(), packet.end()}; // on the heap, for the sanitizer
  for (const unsigned length : {7U, 8U, 0x7FFFU, 0xFFFFU}) {
    wire::store_be(hostile.data() + header_size + 7, static_cast<std::uint16_t>(length));
    message_blocks blocks{hostile, *read_header(hostile)};
    EXPECT_EQ(blocks.next()->size(), 5U);
    EXPECT_FALSE(blocks.next());
    EXPECT_FALSE(blocks.next());
    EXPECT_EQ(blocks.lost(), 1U) << "length " << length;
  }
}

TEST_F(packets, with_a_count_beyond_their_messages_say_how_many_are_lost) {
  add("only one");
  const auto packet = writer.finish();
  std::vector<std::byte> hostile{packet.begin(), packet.end()};
  wire::store_be(hostile.data() + 18, std::uint16_t{0xFFFE});
  message_blocks blocks{hostile, *read_header(hostile)};
  EXPECT_TRUE(blocks.next());
  EXPECT_FALSE(blocks.next());
  EXPECT_EQ(blocks.lost(), 0xFFFDU);
}

TEST_F(packets, may_hold_messages_without_bytes) {
  add("");
  add("x");
  const auto packet = writer.finish();
  message_blocks blocks{packet, *read_header(packet)};
  EXPECT_TRUE(blocks.next()->empty());
  EXPECT_EQ(blocks.next()->size(), 1U);
  EXPECT_FALSE(blocks.malformed());
}

TEST_F(packets, that_end_the_session_hold_no_messages_whatever_follows_their_header) {
  add("left over");
  const auto packet = writer.finish_session();
  message_blocks blocks{packet, *read_header(packet)};
  EXPECT_FALSE(blocks.next());
  EXPECT_FALSE(blocks.malformed());
}

TEST(packet, shorter_than_a_header_is_none) {
  const std::array<std::byte, 19> bytes{};
  EXPECT_FALSE(read_header(bytes));
}

} // namespace
} // namespace corelane::moldudp64
