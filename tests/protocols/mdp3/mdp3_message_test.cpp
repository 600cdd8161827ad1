#include "corelane/protocols/mdp3/decoder.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"
#include "corelane/tests/protocols/mdp3/random_message.hpp"

#include <gtest/gtest.h>
#include <set>

namespace corelane::mdp3 {
namespace {

struct to_writer {
  packet_writer& writer;
  void operator()(const auto& m) const { EXPECT_TRUE(writer.add_again(m)); }
};

TEST(mdp3_messages, of_every_template_are_decoded_as_they_were_written) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  std::vector<std::byte> buffer(max_packet_size), again(max_packet_size);
  std::set<int> templates;
  for (int round = 0; round < 200; ++round)
    all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
      SCOPED_TRACE(Message::name);
      const auto made = random_message<Message>(random, round % 4);
      packet_writer writer{buffer, 1};
      const bool fits =
          std::apply([&](const auto&... entries) { return writer.add(made.message, entries...); },
                     made.entries);
      ASSERT_TRUE(fits);
      const auto packet = writer.finish({});
      packet_messages messages{packet};
      const auto bytes = messages.next();
      ASSERT_TRUE(bytes);
      EXPECT_FALSE(messages.next() || messages.malformed());
      same_as check{made};
      ASSERT_EQ(decode(*bytes, check), decode_result::handled);
      EXPECT_TRUE(check.same());
      templates.insert(Message::type);

      // What was decoded is written again byte for byte.
      packet_writer second{again, 1};
      decode(*bytes, to_writer{second});
      const auto rewritten = second.finish({});
      ASSERT_EQ(rewritten.size(), packet.size());
      EXPECT_TRUE(std::ranges::equal(rewritten, packet));
    });
  EXPECT_EQ(templates.size(), all_messages::size);
}

TEST(mdp3_messages, have_names_and_templates_of_their_own) {
  std::set<std::string_view> names;
  std::set<int> templates;
  all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
    names.insert(Message::name);
    templates.insert(Message::type);
    EXPECT_EQ(name_of(Message::type), Message::name);
  });
  EXPECT_EQ(names.size(), all_messages::size);
  EXPECT_EQ(templates.size(), all_messages::size);
  EXPECT_EQ(name_of(std::uint16_t{45}), "");
}

TEST(mdp3_messages, of_a_book_say_which_entry_each_order_belongs_to) {
  std::vector<incremental_book::entry> levels(2);
  levels[0].px = {4'800'250'000'000};
  levels[0].security_id = 17077;
  levels[1].px = {4'800'500'000'000};
  levels[1].security_id = 17078;
  std::vector<incremental_book::order_entry> orders(1);
  orders[0].order_id = 77;
  orders[0].reference = 2;
  std::vector<std::byte> buffer(500);
  packet_writer writer{buffer, 1};
  ASSERT_TRUE(writer.add(incremental_book{}, levels, orders));
  const auto result = decode_packet(writer.finish({}), [](const auto& m) {
    if constexpr (requires { m.order_entries[0].display_qty; }) {
      const auto order = m.order_entries[0];
      ASSERT_TRUE(order.reference);
      EXPECT_EQ(m.entries[*order.reference - 1].security_id, 17078);
      EXPECT_EQ(order.order_id, 77U);
    }
  });
  EXPECT_EQ(result.handled, 1U);
}

TEST(mdp3_messages, of_another_schema_or_an_unknown_template_are_left_alone) {
  std::vector<std::byte> buffer(500);
  packet_writer writer{buffer, 1};
  ASSERT_TRUE(writer.add(security_status{}));
  const auto packet = writer.finish({});
  std::vector<std::byte> bytes{packet.begin() + packet_header_size, packet.end()};
  std::vector<std::byte> unused(500);
  packet_writer second{unused, 1};
  const to_writer never{second};
  const auto with = [&](std::size_t at, std::uint16_t value) {
    auto changed = bytes;
    wire::store_le(changed.data() + at, value);
    return decode(changed, never);
  };
  EXPECT_EQ(with(4, 45), decode_result::unknown_template);
  EXPECT_EQ(with(4, 0xFFFF), decode_result::unknown_template);
  EXPECT_EQ(with(6, 2), decode_result::unknown_template);
  EXPECT_EQ(with(2, 31), decode_result::malformed) << "longer than it is";
  EXPECT_EQ(with(2, 29), decode_result::malformed) << "shorter than every version's";
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_EQ(decode(std::span{bytes}.first(length), never), decode_result::malformed) << length;
  EXPECT_TRUE(second.empty()) << "no handler was called";
}

} // namespace
} // namespace corelane::mdp3
