#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/packet_reader.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/tests/protocols/pillar/random_message.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace corelane::pillar {
namespace {

constexpr timestamp now{1'645'642'927'177'446'400};

delete_order order(std::uint64_t id) {
  delete_order m;
  m.order_id = id;
  return m;
}

class packets : public ::testing::Test {
protected:
  std::vector<std::uint64_t> orders_in(std::span<const std::byte> packet) {
    const auto header = read_header(packet);
    EXPECT_TRUE(header);
    packet_messages messages{packet, *header};
    std::vector<std::uint64_t> ids;
    while (const auto message = messages.next())
      decode(*message, [&]<class M>(const M& m) {
        if constexpr (requires { m.order_id; }) ids.push_back(m.order_id);
      });
    lost_ = messages.lost();
    EXPECT_EQ(messages.malformed(), lost_ != 0);
    return ids;
  }

  std::array<std::byte, 2'000> buffer_;
  packet_writer writer_{buffer_, 53'173};
  int lost_{0};
};

TEST_F(packets, begin_with_the_header_that_the_specification_draws) {
  ASSERT_TRUE(writer_.add(order(1)));
  const auto packet = writer_.finish(now);
  using namespace std::string_view_literals;
  EXPECT_EQ((std::string_view{reinterpret_cast<const char*>(packet.data()), packet_header_size}),
            "\x29\0\x0B\x01\xB5\xCF\0\0\xAF\x84\x16\x62\x00\x9E\x93\x0A"sv);
  const auto header = read_header(packet);
  ASSERT_TRUE(header);
  EXPECT_EQ(*header,
            (packet_header{41, delivery_flag::original, 1, 53'173, 1'645'642'927, 177'446'400}));
  EXPECT_EQ(header->send_time(), now);
}

TEST_F(packets, number_their_messages_through) {
  ASSERT_TRUE(writer_.add(order(1)) && writer_.add(order(2)));
  EXPECT_EQ(writer_.count(), 2);
  EXPECT_EQ(writer_.next_sequence(), 53'175U);
  const auto first = writer_.finish(now);
  EXPECT_EQ(read_header(first)->next_sequence(), 53'175U);
  EXPECT_EQ(orders_in(first), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_TRUE(writer_.empty());
  ASSERT_TRUE(writer_.add(order(3)));
  const auto second = writer_.finish(now);
  EXPECT_EQ(read_header(second)->sequence, 53'175U);
  EXPECT_EQ(orders_in(second), (std::vector<std::uint64_t>{3}));
}

TEST_F(packets, without_messages_are_heartbeats_and_use_up_no_number) {
  const auto beat = writer_.heartbeat(now);
  ASSERT_EQ(beat.size(), packet_header_size);
  EXPECT_TRUE(read_header(beat)->is_heartbeat());
  EXPECT_EQ(read_header(beat)->count, 0);
  EXPECT_EQ(read_header(beat)->next_sequence(), 53'173U);
  EXPECT_EQ(writer_.next_sequence(), 53'173U);
  EXPECT_TRUE(orders_in(beat).empty());
  EXPECT_EQ(lost_, 0);
}

TEST_F(packets, of_a_reset_begin_the_channel_anew) {
  writer_.begin_at(1);
  ASSERT_TRUE(writer_.add(sequence_reset{}));
  const auto packet = writer_.finish(now, delivery_flag::sequence_reset);
  EXPECT_EQ(read_header(packet)->flag, delivery_flag::sequence_reset);
  EXPECT_EQ(read_header(packet)->sequence, 1U);
  EXPECT_EQ(writer_.next_sequence(), 2U);
}

TEST_F(packets, take_no_more_than_1400_bytes_and_255_messages) {
  std::uint64_t taken = 0;
  while (writer_.add(order(taken))) ++taken;
  EXPECT_EQ(taken, (max_packet_size - packet_header_size) / delete_order::wire_size);
  EXPECT_EQ(orders_in(writer_.finish(now)).size(), taken);
  const std::array<std::byte, 4> least{std::byte{4}};
  for (taken = 0; writer_.add_written(least);) ++taken;
  EXPECT_EQ(taken, 255U);
}

TEST_F(packets, are_as_full_as_their_buffer_allows) {
  const std::size_t exact = packet_header_size + delete_order::wire_size;
  packet_writer one{std::span{buffer_}.first(exact), 1};
  EXPECT_TRUE(one.add(order(1)));
  EXPECT_FALSE(one.add(refresh_header{}, refresh_header::short_size));
  EXPECT_FALSE(one.add_written(std::array<std::byte, 1>{}));
  packet_writer none{std::span{buffer_}.first(exact - 1), 1};
  EXPECT_FALSE(none.add(order(1)));
  packet_writer less{std::span{buffer_}.first(exact - 2), 1};
  EXPECT_FALSE(less.add(order(1), 4)) << "it cannot be so short";
}

TEST_F(packets, of_a_retransmission_hold_the_same_bytes) {
  ASSERT_TRUE(writer_.add(order(7)));
  const auto first = writer_.finish(now);
  packet_messages messages{first, *read_header(first)};
  const auto message = messages.next();
  ASSERT_TRUE(message);
  std::array<std::byte, 100> room;
  packet_writer again{room, 53'173};
  ASSERT_TRUE(again.add_written(*message));
  const auto second = again.finish(now, delivery_flag::only_retransmission);
  EXPECT_TRUE(read_header(second)->is_retransmission());
  EXPECT_TRUE(
      std::ranges::equal(second.subspan(packet_header_size), first.subspan(packet_header_size)));
}

TEST_F(packets, say_by_their_flag_why_they_are_sent) {
  packet_header h;
  for (int flag = 0; flag < 256; ++flag) {
    h.flag = static_cast<delivery_flag>(flag);
    EXPECT_EQ(h.is_heartbeat(), flag == 1);
    EXPECT_EQ(h.is_retransmission(), flag == 13 || flag == 15);
    EXPECT_EQ(h.is_refresh(), flag >= 17 && flag <= 20);
  }
}

TEST_F(packets, cut_at_every_length_give_the_messages_before_the_cut) {
  std::vector<std::size_t> ends{packet_header_size};
  ASSERT_TRUE(writer_.add(order(1)) && writer_.add(add_order{}, 38) && writer_.add(order(2)));
  ends.insert(ends.end(), {41, 79, 104});
  const auto packet = writer_.finish(now);
  ASSERT_EQ(packet.size(), ends.back());
  for (std::size_t length = 0; length <= packet.size() + 4; ++length) {
    SCOPED_TRACE(length);
    std::vector<std::byte> bytes{
        packet.begin(),
        packet.begin() + static_cast<std::ptrdiff_t>(std::min(length, packet.size()))};
    bytes.resize(length); // more than the packet: padding that is not read
    bytes.shrink_to_fit();
    const auto header = read_header(bytes);
    ASSERT_EQ(header.has_value(), length >= packet_header_size);
    if (!header) continue;
    packet_messages messages{bytes, *header};
    std::size_t given = 0;
    for (; const auto message = messages.next(); ++given)
      EXPECT_EQ(message->data() + message->size(), bytes.data() + ends[given + 1]);
    const auto whole = std::ranges::count_if(ends, [&](auto end) { return end <= length; }) - 1;
    EXPECT_EQ(given, static_cast<std::size_t>(whole));
    EXPECT_EQ(messages.lost(), 3 - whole);
    EXPECT_EQ(messages.malformed(), whole != 3);
    EXPECT_FALSE(messages.next());
  }
}

TEST_F(packets, whose_sizes_lie_are_not_believed) {
  ASSERT_TRUE(writer_.add(order(1)) && writer_.add(order(2)));
  const auto packet = writer_.finish(now);
  std::vector<std::byte> bytes{packet.begin(), packet.end()};
  const auto with = [&](std::size_t at, int size) {
    auto lying = bytes;
    wire::store_le(lying.data() + at, static_cast<std::uint16_t>(size));
    return orders_in(lying).size();
  };
  for (const int size : {0, 15, 16, 20, 40}) EXPECT_EQ(with(0, size), 0U) << size;
  EXPECT_EQ(with(0, 41), 1U);
  EXPECT_EQ(lost_, 1);
  EXPECT_EQ(with(0, 0xFFFF), 2U);
  for (const int size : {0, 1, 3}) EXPECT_EQ(with(16, size), 0U) << "a message of " << size;
  EXPECT_EQ(lost_, 2);
  EXPECT_EQ(with(16, 0xFFFF), 0U);
  EXPECT_EQ(with(16, 50), 1U); // swallows the second
  EXPECT_EQ(lost_, 1);
  bytes[3] = std::byte{255};
  EXPECT_EQ(orders_in(bytes).size(), 2U);
  EXPECT_EQ(lost_, 253);
}

} // namespace
} // namespace corelane::pillar
