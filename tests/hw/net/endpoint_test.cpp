#include "corelane/hw/net/endpoint.hpp"
#include "corelane/hw/net/network_interface.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace corelane::hw {
namespace {

TEST(endpoint, reads_and_prints_address_and_port) {
  const auto e = parse_endpoint("239.1.2.3:26400");
  ASSERT_TRUE(e);
  EXPECT_EQ(e->address, 0xef010203u);
  EXPECT_EQ(e->port, 26400);
  EXPECT_TRUE(e->is_multicast());
  EXPECT_EQ(to_string(*e), "239.1.2.3:26400");
  EXPECT_FALSE(parse_endpoint("127.0.0.1:1")->is_multicast());
}

TEST(endpoint, refuses_anything_that_is_not_exactly_an_address_and_a_port) {
  for (const auto* text :
       {"", ":", "239.1.2.3", "239.1.2.3:", ":26400", "239.1.2:26400", "239.1.2.3.4:26400",
        "256.1.2.3:1", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:+1", " 1.2.3.4:1", "1.2.3.4:1 ",
        "1.2.3.4:1:2", "01.2.3.4:1", "1..3.4:1", "localhost:1", "1.2.3.4:0x10", "1.2.3.:1"})
    EXPECT_FALSE(parse_endpoint(text)) << '"' << text << '"';
}

TEST(endpoint, survives_the_way_through_a_socket_address) {
  const endpoint e{0x7f000001, 9000};
  EXPECT_EQ(from_sockaddr(to_sockaddr(e)), e);
}

TEST(network_interface, is_found_by_name_and_by_address) {
  for (const auto* text : {"lo", "127.0.0.1"}) {
    const auto found = find_interface(text);
    ASSERT_TRUE(std::holds_alternative<network_interface>(found)) << std::get<std::string>(found);
    EXPECT_EQ(std::get<network_interface>(found).address, 0x7f000001u);
    EXPECT_GT(std::get<network_interface>(found).index, 0);
  }
}

TEST(network_interface, an_unknown_one_is_an_error_that_lists_those_of_the_host) {
  for (const auto* text : {"nosuch0", "203.0.113.77"}) {
    const auto found = find_interface(text);
    ASSERT_TRUE(std::holds_alternative<std::string>(found));
    EXPECT_THAT(std::get<std::string>(found), testing::HasSubstr(text));
    EXPECT_THAT(std::get<std::string>(found), testing::HasSubstr("lo 127.0.0.1"));
  }
}

} // namespace
} // namespace corelane::hw
