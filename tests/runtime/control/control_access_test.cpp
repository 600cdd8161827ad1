#include "corelane/runtime/control/control_access.hpp"

#include "corelane/runtime/control/control_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace corelane {
namespace {

const control_token no_token;
const control_token secret{"0123456789abcdef"};

int status_for(const request_origin& from, const control_token& token = no_token) {
  const auto refusal = refusal_of(from, token);
  return refusal ? refusal->status : 200;
}

TEST(control_access, who_asks_by_address_or_as_localhost_is_answered) {
  for (const auto* host : {"", "127.0.0.1", "127.0.0.1:7600", "localhost", "localhost:7600",
                           "[::1]:7600", "[::1]", "::1:7600", "10.1.2.3:7600"})
    EXPECT_EQ(status_for({"", host, ""}), 200) << host;
}

// A page's own name may lead to 127.0.0.1; its browser then sees one site, and no Origin.
TEST(control_access, a_name_that_leads_to_this_host_is_not_this_hosts) {
  for (const auto* host : {"evil.example", "evil.example:7600", "localhost.evil.example:7600",
                           "127.0.0.1.evil.example", "node", "[evil]:1", "7600", ":7600x"})
    EXPECT_EQ(status_for({"", host, ""}), 403) << host;
}

TEST(control_access, a_web_page_is_refused_even_with_the_token) {
  EXPECT_EQ(status_for({"http://localhost:7600", "localhost:7600", ""}), 403);
  EXPECT_EQ(status_for({"null", "", "Bearer 0123456789abcdef"}, secret), 403);
}

TEST(control_access, with_a_token_the_name_does_not_matter_but_the_token_does) {
  EXPECT_EQ(status_for({"", "node.desk.example", "Bearer 0123456789abcdef"}, secret), 200);
  for (const auto* given :
       {"", "Bearer", "Bearer ", "Bearer 0123456789abcdeX", "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0", "Basic 0123456789abcdef", "0123456789abcdef"})
    EXPECT_EQ(status_for({"", "127.0.0.1", given}, secret), 401) << given;
}

TEST(control_address, loopback_is_what_only_this_host_reaches) {
  const auto is_loopback = [](const char* text) {
    return std::get<control_address>(parse_control_address(text)).is_loopback();
  };
  for (const auto* text : {"127.0.0.1:1", "127.9.9.9:1", "localhost:1", "[::1]:1", "::1:1"})
    EXPECT_TRUE(is_loopback(text)) << text;
  for (const auto* text : {"0.0.0.0:1", ":1", "10.0.0.1:1", "[::]:1", "128.0.0.1:1", "node:1",
                           "localhost.evil.example:1", "127.1:1", "[fe80::1]:1"})
    EXPECT_FALSE(is_loopback(text)) << text;
}

TEST(control_address, brackets_are_no_part_of_the_host) {
  const auto at = std::get<control_address>(parse_control_address("[::1]:7600"));
  EXPECT_EQ(at.host, "::1");
  EXPECT_EQ(at.port, 7600);
}

} // namespace
} // namespace corelane
