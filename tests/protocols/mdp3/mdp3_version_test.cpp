#include "corelane/protocols/mdp3/decoder.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"
#include "corelane/tests/protocols/mdp3/random_message.hpp"

#include <gtest/gtest.h>
#include <optional>

// Versions before and after ours, as the exchange sends them: what we know is read, the rest is
// null or skipped.

namespace corelane::mdp3 {
namespace {

/// One message with its size and header, as any version might have it: each block is followed by
/// `more` bytes that we do not know, and the groups by others.
template <class Message>
class foreign_message {
public:
  foreign_message(const made_message<Message>& made, std::uint16_t version, std::uint16_t more)
      : more_{more} {
    bytes_.resize(size_of_size + sbe::message_header::wire_size);
    sbe::write_header({static_cast<std::uint16_t>(Message::block_length + more), Message::type,
                       schema::id, version},
                      bytes_.data() + size_of_size);
    append(made.message);
    Message::groups(made.message, [&]<class... Entry>(const sbe::group<Entry>&...) {
      std::apply([&](const auto&... entries) { (append_group(entries), ...); }, made.entries);
    });
    bytes_.resize(bytes_.size() + more, std::byte{0xEE});
    wire::store_le(bytes_.data(), static_cast<std::uint16_t>(bytes_.size()));
  }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
  template <class Fields>
  void append(const Fields& fields) {
    const auto at = bytes_.size();
    bytes_.resize(at + Fields::block_length);
    sbe::write(fields, bytes_.data() + at);
    bytes_.resize(bytes_.size() + more_, std::byte{0xEE});
  }
  template <class Entry>
  void append_group(const std::vector<Entry>& entries) {
    const auto at = bytes_.size();
    bytes_.resize(at + Entry::head::wire_size);
    Entry::head::write(bytes_.data() + at, static_cast<std::uint16_t>(Entry::block_length + more_),
                       entries.size());
    for (const auto& entry : entries) append(entry);
  }

  std::uint16_t more_;
  std::vector<std::byte> bytes_;
};

TEST(mdp3_versions, to_come_with_longer_blocks_and_groups_are_read_as_far_as_we_know_them) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  all_messages::for_each([&]<class Message>(std::type_identity<Message>) {
    SCOPED_TRACE(Message::name);
    for (const std::uint16_t more : std::initializer_list<std::uint16_t>{0, 1, 7, 300}) {
      const auto made = random_message<Message>(random, 3);
      const foreign_message<Message> newer{made, 99, more};
      same_as check{made};
      EXPECT_EQ(decode(newer.bytes(), check), decode_result::handled);
      EXPECT_TRUE(check.same());
    }
  });
}

/// What messages of some version tell. One handler for all tests: the compiler makes one decoder.
struct told {
  std::optional<incremental_book::entry> level{};
  std::optional<std::size_t> orders{};
  std::optional<future_definition> future{};

  void operator()(const incremental_book& m) { level = m.entries[0]; }
  void operator()(const incremental_book_old& m) { orders = m.order_entries.size(); }
  void operator()(const future_definition& m) { future = m; }
  void operator()(const auto&) {}
};

told what_tells(std::span<const std::byte> message) {
  told by;
  EXPECT_EQ(decode(message, by), decode_result::handled);
  return by;
}

std::optional<incremental_book::entry> level_of_version(std::uint16_t version) {
  made_message<incremental_book> made;
  std::get<0>(made.entries).resize(1);
  auto& level = std::get<0>(made.entries)[0];
  level.px = {4'800'250'000'000};
  level.qty = 12;
  level.tradeable_qty = 34;
  return what_tells(foreign_message<incremental_book>{made, version, 0}.bytes()).level;
}

TEST(mdp3_versions, before_a_field_was_new_do_not_have_it_though_their_padding_has_room) {
  for (const std::uint16_t version : std::initializer_list<std::uint16_t>{9, 10, 13}) {
    const auto level = level_of_version(version);
    ASSERT_TRUE(level);
    EXPECT_EQ(*level->qty, 12);
    EXPECT_EQ(level->tradeable_qty.has_value(), version >= 10) << version;
  }
}

TEST(mdp3_versions, before_seven_have_no_orders_in_a_book) {
  std::mt19937_64 random{1};
  auto made = random_message<incremental_book_old>(random, 0);
  std::get<1>(made.entries).resize(2);
  for (const std::uint16_t version : std::initializer_list<std::uint16_t>{5, 6, 7, 9}) {
    const foreign_message<incremental_book_old> message{made, version, 0};
    EXPECT_EQ(what_tells(message.bytes()).orders, version >= 7 ? 2U : 0U) << version;
  }
}

TEST(mdp3_versions, nine_and_earlier_of_a_future_end_before_what_came_later) {
  made_message<future_definition> made;
  made.message.security_id = 17077;
  made.message.instrument_guid = 5;
  made.message.reference_date = 19'000;
  const foreign_message<future_definition> whole{made, 9, 0};
  std::vector<std::byte> bytes{whole.bytes().begin(), whole.bytes().end()};
  // Version 9's block is 8 bytes shorter: the groups come earlier.
  constexpr std::size_t block_at = message_header_size, shorter = 216;
  bytes.erase(bytes.begin() + block_at + shorter,
              bytes.begin() + block_at + future_definition::block_length);
  wire::store_le(bytes.data() + size_of_size, static_cast<std::uint16_t>(shorter));
  const auto future = what_tells(bytes).future;
  ASSERT_TRUE(future);
  EXPECT_EQ(future->security_id, 17077);
  EXPECT_EQ(*future->reference_date, 19'000);
  EXPECT_FALSE(future->instrument_guid);
}

} // namespace
} // namespace corelane::mdp3
