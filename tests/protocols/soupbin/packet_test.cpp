#include "corelane/protocols/soupbin/packet.hpp"
#include "corelane/protocols/soupbin/login.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane::soupbin {
namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto view = std::as_bytes(std::span{text});
  return {view.begin(), view.end()};
}

TEST(soupbin_packet, is_whole_only_when_its_last_byte_is_there) {
  const std::string_view text{"\0\4Sabc", 6};
  const auto bytes = bytes_of(text);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_EQ(read_packet(std::span{bytes}.first(n)).result, packet_read::what::incomplete) << n;
  const auto read = read_packet(bytes);
  ASSERT_EQ(read.result, packet_read::what::whole);
  EXPECT_EQ(read.value.type, packet_type::sequenced_data);
  EXPECT_EQ(read.value.payload.size(), 3U);
  EXPECT_EQ(read.value.wire_size(), 6U);
}

TEST(soupbin_packet, without_a_type_is_malformed) {
  EXPECT_EQ(read_packet(bytes_of({"\0\0x", 3})).result, packet_read::what::malformed);
}

TEST(soupbin_number, stands_right_in_twenty_places) {
  std::array<std::byte, number_size> at;
  for (const std::uint64_t n : {0UL, 7UL, 10UL, 1'234'567UL, UINT64_MAX}) {
    write_number(n, at.data());
    EXPECT_EQ(read_number(at), n);
    const std::string text{reinterpret_cast<const char*>(at.data()), at.size()};
    EXPECT_EQ(text, std::string(20 - std::to_string(n).size(), ' ') + std::to_string(n));
  }
}

TEST(soupbin_number, that_is_none_is_refused) {
  for (const auto* text : {"", "   ", "12x", "-1", "1 2", "18446744073709551616"})
    EXPECT_FALSE(read_number(bytes_of(text))) << text;
  EXPECT_EQ(read_number(bytes_of("42   ")), 42U) << "some put it on the left";
}

TEST(soupbin_login, a_request_says_who_and_where_to_go_on) {
  const auto bytes = write(login_request{"trader", "secret", "S1", 77});
  const auto read = read_login_request(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->username, "trader");
  EXPECT_EQ(read->password, "secret");
  EXPECT_EQ(read->session, "S1");
  EXPECT_EQ(read->next_sequence, 77U);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_FALSE(read_login_request(std::span{bytes}.first(n)));
}

TEST(soupbin_login, texts_too_long_for_their_place_are_cut) {
  const auto read = read_login_request(write(login_request{"longusername", "p", "", 1}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->username, "longus");
  EXPECT_EQ(read->session, "");
}

} // namespace
} // namespace corelane::soupbin
