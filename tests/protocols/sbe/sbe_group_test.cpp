#include "corelane/protocols/sbe/message.hpp"

#include <gtest/gtest.h>
#include <array>
#include <vector>

namespace corelane::sbe {
namespace {

/// An entry of four bytes, which a message of `Since` or later has.
template <std::size_t CountAt, class Count, std::uint16_t Since>
struct entry_of {
  using head = group_head<CountAt, Count>;
  static constexpr std::uint16_t group_since = Since;
  static constexpr std::uint16_t block_length = 4;
  static constexpr std::uint16_t required_length = 2;
  static constexpr std::uint16_t image_length = 0;

  std::uint16_t a{};
  optional_value<std::uint16_t, 65535> b{};

  template <class Self, class Take>
  static constexpr void fields(Self& self, Take&& take) {
    take(place<0, 1>{}, self.a);
    take(place<2, 2, 3>{}, self.b);
  }
  friend bool operator==(const entry_of&, const entry_of&) = default;
};

struct sample {
  struct schema {
    static constexpr std::uint16_t id = 7;
    static constexpr std::uint16_t version = 4;
  };
  static constexpr std::uint16_t type = 9;
  static constexpr std::uint16_t block_length = 3;
  static constexpr std::uint16_t required_length = 1;
  static constexpr std::uint16_t image_length = 0;
  using small = entry_of<2, std::uint8_t, 0>;
  using large = entry_of<7, std::uint16_t, 4>;

  std::uint8_t x{};
  group<small> smalls{};
  group<large> larges{};

  template <class Self, class Take>
  static constexpr void fields(Self& self, Take&& take) {
    take(place<0, 1>{}, self.x);
  }
  template <class Self, class Take>
  static constexpr auto groups(Self& self, Take&& take) {
    return take(self.smalls, self.larges);
  }
};

class sbe_message : public ::testing::Test {
protected:
  std::vector<std::byte> written() const {
    std::vector<std::byte> bytes(100);
    bytes.resize(write_message(sample{5}, bytes, smalls_, larges_));
    return bytes;
  }
  static void patch(std::vector<std::byte>& bytes, std::size_t at, std::uint16_t value) {
    wire::store_le(bytes.data() + at, value);
  }
  static bool reads(std::span<const std::byte> bytes) {
    // A copy of its own, so that the sanitizer sees a read past the end.
    const std::vector<std::byte> own{bytes.begin(), bytes.end()};
    sample m;
    if (!read_message(own, m)) return false;
    for (const auto entry : m.smalls) (void)entry;
    for (const auto entry : m.larges) (void)entry;
    return true;
  }

  std::vector<sample::small> smalls_{{1, 2}, {3, 4}, {5, 6}};
  std::vector<sample::large> larges_{{7, 8}};
};

TEST_F(sbe_message, is_read_as_it_was_written) {
  const auto bytes = written();
  ASSERT_EQ(bytes.size(), 8U + 3 + 3 + 3 * 4 + 9 + 4);
  EXPECT_EQ(read_header(bytes.data()), (message_header{3, 9, 7, 4}));
  sample m;
  ASSERT_TRUE(read_message(bytes, m));
  EXPECT_EQ(m.x, 5);
  ASSERT_EQ(m.smalls.size(), 3U);
  EXPECT_TRUE(std::equal(smalls_.begin(), smalls_.end(), m.smalls.begin(), m.smalls.end()));
  EXPECT_EQ(m.smalls[2], smalls_[2]);
  ASSERT_EQ(m.larges.size(), 1U);
  EXPECT_EQ(m.larges[0], larges_[0]);
  EXPECT_FALSE(m.larges.empty());
}

TEST_F(sbe_message, cut_anywhere_is_refused_and_nothing_past_its_end_is_read) {
  const auto bytes = written();
  EXPECT_TRUE(reads(bytes));
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(reads(std::span{bytes}.first(length))) << length;
}

TEST_F(sbe_message, with_more_behind_its_groups_is_read_without_it) {
  auto bytes = written();
  bytes.resize(bytes.size() + 5, std::byte{0xFF});
  EXPECT_TRUE(reads(bytes));
}

TEST_F(sbe_message, whose_lengths_lie_is_refused) {
  const auto with = [&](std::size_t at, std::uint16_t value) {
    auto bytes = written();
    patch(bytes, at, value);
    return reads(bytes);
  };
  EXPECT_FALSE(with(0, 0)) << "a block without what every version has";
  EXPECT_FALSE(with(0, 0xFFFF));
  EXPECT_FALSE(with(11, 0)) << "entries of no length";
  EXPECT_FALSE(with(11, 1)) << "entries without what every version has";
  EXPECT_FALSE(with(11, 0xFFFF));
  auto bytes = written();
  bytes[13] = std::byte{255};
  EXPECT_FALSE(reads(bytes)) << "more entries than there are";
  bytes = written();
  patch(bytes, 33, 0xFFFF);
  EXPECT_FALSE(reads(bytes)) << "more of the second group";
}

TEST_F(sbe_message, whose_entries_lack_what_every_version_has_is_refused_unless_there_are_none) {
  const auto with_entries_of = [](std::uint16_t length, std::uint8_t count) {
    std::vector<std::byte> bytes(8 + 3 + 3 + std::size_t{length} * count + 9);
    write_header({3, 9, 7, 4}, bytes.data());
    sample::small::head::write(bytes.data() + 11, length, count);
    sample::large::head::write(bytes.data() + bytes.size() - 9, 4, 0);
    return reads(bytes);
  };
  EXPECT_TRUE(with_entries_of(2, 2));
  EXPECT_FALSE(with_entries_of(1, 2));
  EXPECT_FALSE(with_entries_of(0, 255));
  EXPECT_TRUE(with_entries_of(0, 0));
}

TEST_F(sbe_message, of_an_older_version_has_no_newer_group_whatever_follows) {
  auto bytes = written();
  patch(bytes, 6, 3);
  sample m;
  ASSERT_TRUE(read_message(bytes, m));
  EXPECT_EQ(m.smalls.size(), 3U);
  EXPECT_EQ(m.smalls[0].b, smalls_[0].b);
  EXPECT_TRUE(m.larges.empty());
  patch(bytes, 6, 2);
  sample older;
  ASSERT_TRUE(read_message(bytes, older));
  EXPECT_FALSE(older.smalls[0].b) << "a field of version 3";
}

TEST_F(sbe_message, with_longer_blocks_than_ours_is_stepped_through_by_theirs) {
  std::vector<std::byte> bytes(200, std::byte{0xEE});
  auto* at = bytes.data();
  write_header({6, 9, 7, 9}, at);
  at[8] = std::byte{5};
  sample::small::head::write(at + 14, 10, 2);
  write(sample::small{1, 2}, at + 17);
  write(sample::small{3, 4}, at + 27);
  sample::large::head::write(at + 37, 5, 1);
  write(sample::large{7, 8}, at + 46);
  bytes.resize(51);
  sample m;
  ASSERT_TRUE(read_message(bytes, m));
  EXPECT_EQ(m.x, 5);
  ASSERT_EQ(m.smalls.size(), 2U);
  EXPECT_EQ(m.smalls[1], (sample::small{3, 4}));
  ASSERT_EQ(m.larges.size(), 1U);
  EXPECT_EQ(m.larges[0], (sample::large{7, 8}));
}

TEST_F(sbe_message, that_does_not_fit_is_not_written) {
  std::array<std::byte, 39> room;
  EXPECT_EQ(write_message(sample{5}, room, smalls_, larges_), 39U);
  room.fill(std::byte{0xEE});
  EXPECT_EQ(write_message(sample{5}, std::span{room}.first(38), smalls_, larges_), 0U);
  for (const auto b : room) EXPECT_EQ(b, std::byte{0xEE});
}

TEST_F(sbe_message, with_more_entries_than_a_group_can_count_is_not_written) {
  std::vector<std::byte> room(4'000);
  smalls_.resize(255);
  EXPECT_NE(write_message(sample{5}, room, smalls_, larges_), 0U);
  smalls_.resize(256);
  EXPECT_EQ(write_message(sample{5}, room, smalls_, larges_), 0U);
  smalls_.clear();
  larges_.resize(256);
  EXPECT_NE(write_message(sample{5}, room, smalls_, larges_), 0U);
}

} // namespace
} // namespace corelane::sbe
