#include "corelane/protocols/mdp3/decoder.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <vector>

namespace corelane::mdp3 {
namespace {

constexpr timestamp now{1'536'760'535'685'381'248};

class mdp3_packets : public ::testing::Test {
protected:
  static incremental_orders::entry order(std::uint64_t id) {
    incremental_orders::entry e;
    e.order_id = id;
    return e;
  }
  bool add(std::uint64_t id) { return writer_.add(incremental_orders{}, std::vector{order(id)}); }
  /// The orders in the packet, read in a copy of its own for the sanitizer.
  std::vector<std::uint64_t> orders_in(std::span<const std::byte> packet) {
    const std::vector<std::byte> own{packet.begin(), packet.end()};
    std::vector<std::uint64_t> ids;
    result_ = decode_packet(own, [&](const auto& m) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(m)>, incremental_orders>)
        for (const auto e : m.entries) ids.push_back(*e.order_id);
    });
    return ids;
  }

  static constexpr std::size_t one = message_header_size + 11 + 3 + 40;

  std::vector<std::byte> buffer_ = std::vector<std::byte>(400);
  packet_writer writer_{buffer_, 911'525};
  packet_result result_;
};

TEST_F(mdp3_packets, begin_with_their_number_and_time_little_endian) {
  ASSERT_TRUE(add(1));
  const auto packet = writer_.finish(now);
  EXPECT_EQ(packet.size(), packet_header_size + one);
  EXPECT_EQ(int(packet[0]), 0xA5);
  EXPECT_EQ(int(packet[2]), 0x0D);
  EXPECT_EQ(int(packet[11]), 0x15);
  EXPECT_EQ(read_header(packet), (packet_header{911'525, now}));
  EXPECT_FALSE(read_header(packet.first(11)));
}

TEST_F(mdp3_packets, count_up_by_one_whatever_they_hold) {
  EXPECT_TRUE(writer_.empty());
  ASSERT_TRUE(add(1) && add(2));
  EXPECT_FALSE(writer_.empty());
  EXPECT_EQ(orders_in(writer_.finish(now)), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(writer_.next_sequence(), 911'526U);
  const auto empty = writer_.finish(now);
  EXPECT_EQ(read_header(empty)->sequence, 911'526U);
  EXPECT_EQ(orders_in(empty), std::vector<std::uint64_t>{});
  EXPECT_EQ(result_.malformed, 0U);
  writer_.begin_at(1);
  EXPECT_EQ(read_header(writer_.finish(now))->sequence, 1U);
}

TEST_F(mdp3_packets, take_no_message_that_does_not_fit_and_stay_whole) {
  std::uint64_t id = 0;
  while (add(++id)) continue;
  EXPECT_EQ(id, 1 + (400 - packet_header_size) / one);
  const auto packet = writer_.finish(now);
  EXPECT_EQ(orders_in(packet).size(), id - 1);
  EXPECT_TRUE(add(id)) << "the next packet has room";
}

TEST_F(mdp3_packets, of_a_large_buffer_still_fit_a_frame) {
  std::vector<std::byte> large(9'000);
  packet_writer writer{large, 1};
  while (writer.add(admin_heartbeat{})) continue;
  EXPECT_LE(writer.finish(now).size(), max_packet_size);
}

TEST_F(mdp3_packets, of_hardly_a_header_take_nothing) {
  std::vector<std::byte> small(packet_header_size + 1);
  packet_writer writer{small, 1};
  EXPECT_FALSE(writer.add(admin_heartbeat{}));
  EXPECT_EQ(writer.finish(now).size(), packet_header_size);
}

TEST_F(mdp3_packets, are_made_again_of_messages_that_are_written) {
  ASSERT_TRUE(add(1) && add(2));
  const auto packet = writer_.finish(now);
  const std::vector<std::byte> first{packet.begin(), packet.end()};
  writer_.begin_at(911'525);
  packet_messages messages{first};
  while (const auto message = messages.next()) ASSERT_TRUE(writer_.add_written(*message));
  EXPECT_TRUE(std::ranges::equal(writer_.finish(now), first));
  const std::vector<std::byte> too_long(400);
  EXPECT_FALSE(writer_.add_written(too_long));
}

TEST_F(mdp3_packets, cut_anywhere_give_the_messages_before_the_cut) {
  ASSERT_TRUE(add(1) && add(2) && add(3));
  const auto packet = writer_.finish(now);
  for (std::size_t length = packet_header_size; length <= packet.size(); ++length) {
    const auto whole = (length - packet_header_size) / one;
    const bool cut = (length - packet_header_size) % one != 0;
    EXPECT_EQ(orders_in(packet.first(length)).size(), whole) << length;
    EXPECT_EQ(result_.malformed, cut ? 1U : 0U) << length;
    EXPECT_EQ(result_.handled, whole) << length;
  }
}

TEST_F(mdp3_packets, that_were_cut_stay_so_however_often_they_are_asked_for_more) {
  ASSERT_TRUE(add(1) && add(2));
  const auto packet = writer_.finish(now);
  packet_messages messages{packet.first(packet.size() - 1)};
  EXPECT_TRUE(messages.next());
  EXPECT_FALSE(messages.malformed());
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(messages.next());
    EXPECT_TRUE(messages.malformed());
  }
}

TEST_F(mdp3_packets, whose_message_sizes_lie_are_not_believed) {
  ASSERT_TRUE(add(1) && add(2));
  const auto packet = writer_.finish(now);
  const auto with = [&](std::uint16_t size) {
    std::vector<std::byte> lying{packet.begin(), packet.end()};
    wire::store_le(lying.data() + packet_header_size, size);
    return orders_in(lying);
  };
  for (const std::uint16_t size : std::initializer_list<std::uint16_t>{0, 1, 9, 129, 0xFFFF}) {
    EXPECT_TRUE(with(size).empty()) << size;
    EXPECT_EQ(result_.malformed, 1U) << size;
  }
  EXPECT_EQ(with(2 * one), (std::vector<std::uint64_t>{1})) << "it swallows the second";
  EXPECT_EQ(with(one - 1), std::vector<std::uint64_t>{}) << "its group is cut, and all behind it";
  EXPECT_GE(result_.malformed, 1U);
}

TEST_F(mdp3_packets, step_over_a_template_that_is_not_known_by_its_size) {
  ASSERT_TRUE(add(1) && add(2) && add(3));
  const auto packet = writer_.finish(now);
  std::vector<std::byte> bytes{packet.begin(), packet.end()};
  wire::store_le(bytes.data() + packet_header_size + one + 4, std::uint16_t{777});
  EXPECT_EQ(orders_in(bytes), (std::vector<std::uint64_t>{1, 3}));
  EXPECT_EQ(result_.unknown_templates, 1U);
  EXPECT_EQ(result_.handled, 2U);
  EXPECT_EQ(result_.malformed, 0U);
}

TEST_F(mdp3_packets, with_a_malformed_message_give_the_others) {
  ASSERT_TRUE(add(1) && add(2) && add(3));
  const auto packet = writer_.finish(now);
  std::vector<std::byte> bytes{packet.begin(), packet.end()};
  bytes[packet_header_size + one + message_header_size + 11 + 2] = std::byte{200}; // its entries
  EXPECT_EQ(orders_in(bytes), (std::vector<std::uint64_t>{1, 3}));
  EXPECT_EQ(result_.malformed, 1U);
}

} // namespace
} // namespace corelane::mdp3
