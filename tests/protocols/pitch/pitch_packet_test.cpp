#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace corelane::pitch {
namespace {

class unit_packets : public ::testing::Test {
protected:
  /// A message of this many bytes, at least 2.
  void add(std::size_t length) {
    const auto room = writer.begin_message(length);
    ASSERT_EQ(room.size(), length);
    std::ranges::fill(room, std::byte{0x7F});
    room[0] = static_cast<std::byte>(length);
    writer.end_message(length);
  }
  std::vector<std::byte> two_messages() {
    add(6);
    add(14);
    const auto packet = writer.finish();
    return {packet.begin(), packet.end()}; // on the heap, for the sanitizer
  }
  std::array<std::byte, 64> bytes{};
  packet_writer writer{bytes, 3, 1'000};
};

TEST_F(unit_packets, come_apart_into_the_messages_they_were_made_of) {
  const auto packet = two_messages();
  const auto header = read_header(packet);
  ASSERT_TRUE(header);
  EXPECT_EQ(*header, (unit_header{28, 2, 3, 1'000}));
  unit_messages messages{packet, *header};
  EXPECT_EQ(messages.next()->size(), 6U);
  EXPECT_EQ(messages.next()->size(), 14U);
  EXPECT_FALSE(messages.next());
  EXPECT_FALSE(messages.malformed());
  EXPECT_EQ(writer.next_sequence(), 1'002U);
}

TEST_F(unit_packets, stand_on_the_wire_as_the_specification_draws_them) {
  packet_writer other{bytes, 0x21, 0x34333231};
  (void)other.begin_message(2);
  other.end_message(2);
  const auto packet = other.finish();
  const std::array<std::byte, 8> expected{std::byte{10},   std::byte{0},    std::byte{1},
                                          std::byte{0x21}, std::byte{0x31}, std::byte{0x32},
                                          std::byte{0x33}, std::byte{0x34}};
  EXPECT_TRUE(std::ranges::equal(packet.first(8), expected));
}

TEST_F(unit_packets, without_messages_are_heartbeats_with_the_next_number) {
  add(6);
  (void)writer.finish();
  const auto packet = writer.finish();
  EXPECT_EQ(packet.size(), unit_header_size);
  const auto header = read_header(packet);
  EXPECT_TRUE(header->is_heartbeat());
  EXPECT_TRUE(header->is_sequenced());
  EXPECT_EQ(header->sequence, 1'001U);
}

TEST_F(unit_packets, without_a_sequence_stay_without) {
  packet_writer mappings{bytes, 3, unsequenced};
  (void)mappings.begin_message(38);
  mappings.end_message(38);
  EXPECT_FALSE(read_header(mappings.finish())->is_sequenced());
  EXPECT_EQ(mappings.next_sequence(), unsequenced);
}

TEST_F(unit_packets, hold_no_more_than_their_buffer) {
  EXPECT_TRUE(writer.begin_message(57).empty());
  EXPECT_EQ(writer.begin_message(56).size(), 56U);
}

TEST(unit_packet, holds_no_more_than_255_messages) {
  std::vector<std::byte> bytes(4'096);
  packet_writer writer{bytes, 1, 1};
  for (int i = 0; i < 255; ++i) {
    ASSERT_FALSE(writer.begin_message(2).empty());
    writer.end_message(2);
  }
  EXPECT_TRUE(writer.begin_message(2).empty());
  EXPECT_EQ(read_header(writer.finish())->count, 255);
  EXPECT_FALSE(writer.begin_message(2).empty());
}

TEST_F(unit_packets, cut_anywhere_give_what_they_have_and_say_how_much_is_lost) {
  const auto whole = two_messages();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::vector<std::byte> packet{whole.begin(), whole.begin() + length};
    const auto header = read_header(packet);
    ASSERT_EQ(header.has_value(), length >= unit_header_size) << length;
    if (!header) continue;
    unit_messages messages{packet, *header};
    int given = 0;
    while (messages.next()) ++given;
    EXPECT_EQ(given, length >= 14 ? 1 : 0) << length;
    EXPECT_EQ(messages.lost(), 2 - given) << length;
    EXPECT_TRUE(messages.malformed());
  }
}

TEST_F(unit_packets, end_where_their_header_says_whatever_follows) {
  auto packet = two_messages();
  packet.resize(packet.size() + 40, std::byte{6});
  packet[2] = std::byte{4}; // messages promised
  unit_messages messages{packet, *read_header(packet)};
  EXPECT_TRUE(messages.next());
  EXPECT_TRUE(messages.next());
  EXPECT_FALSE(messages.next());
  EXPECT_EQ(messages.lost(), 2);
}

TEST_F(unit_packets, with_a_length_beyond_their_end_are_not_read_beyond_it) {
  auto packet = two_messages();
  for (const int length : {15, 0x7F, 0xFF}) {
    packet[14] = static_cast<std::byte>(length);
    packet[0] = packet[1] = std::byte{0xFF};
    unit_messages messages{packet, *read_header(packet)};
    EXPECT_EQ(messages.next()->size(), 6U);
    EXPECT_FALSE(messages.next());
    EXPECT_FALSE(messages.next());
    EXPECT_EQ(messages.lost(), 1) << "length " << length;
  }
}

TEST_F(unit_packets, with_a_message_of_no_length_do_not_go_round_for_ever) {
  auto packet = two_messages();
  for (const int length : {0, 1}) {
    packet[8] = static_cast<std::byte>(length);
    unit_messages messages{packet, *read_header(packet)};
    EXPECT_FALSE(messages.next());
    EXPECT_EQ(messages.lost(), 2);
  }
}

TEST_F(unit_packets, that_are_shorter_than_a_header_by_their_own_word_are_none) {
  auto packet = two_messages();
  packet[0] = std::byte{7};
  EXPECT_FALSE(read_header(packet));
  packet[0] = std::byte{8};
  EXPECT_TRUE(read_header(packet));
}

TEST_F(unit_packets, follow_each_other_in_a_stream_that_comes_in_any_pieces) {
  auto stream = two_messages();
  const auto first = stream.size();
  add(9);
  const auto second = writer.finish();
  stream.insert(stream.end(), second.begin(), second.end());
  for (std::size_t received = 0; received <= stream.size(); ++received) {
    const auto block = next_block(std::span{stream}.first(received));
    EXPECT_EQ(block.state, received < first ? stream_state::incomplete : stream_state::block);
    EXPECT_EQ(block.length, received < first ? 0 : first);
  }
  const auto rest = next_block(std::span{stream}.subspan(first));
  EXPECT_EQ(rest.state, stream_state::block);
  EXPECT_EQ(first + rest.length, stream.size());
}

TEST(unit_stream, with_a_block_shorter_than_its_header_is_broken) {
  std::array<std::byte, 16> stream{};
  for (int length = 0; length < 8; ++length) {
    stream[0] = static_cast<std::byte>(length);
    EXPECT_EQ(next_block(stream).state, stream_state::broken) << length;
  }
  stream[0] = std::byte{8};
  EXPECT_EQ(next_block(stream).state, stream_state::block);
}

} // namespace
} // namespace corelane::pitch
