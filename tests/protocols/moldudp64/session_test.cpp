#include "corelane/protocols/moldudp64/session_follower.hpp"

#include <gtest/gtest.h>

namespace corelane::moldudp64 {
namespace {

constexpr session_name monday{'M', 'O', 'N'};
constexpr session_name tuesday{'T', 'U', 'E'};
constexpr session_name wednesday{'W', 'E', 'D'};
using belongs = session_follower::belongs;

TEST(moldudp64_session, the_first_packet_begins_a_session_even_without_messages) {
  session_follower s;
  EXPECT_EQ(s.take({monday, 7, heartbeat_count}), belongs::begins);
  EXPECT_EQ(s.current(), monday);
  EXPECT_EQ(s.take({monday, 7, 1}), belongs::here);
}

TEST(moldudp64_session, another_session_begins_with_its_first_message) {
  session_follower s;
  (void)s.take({monday, 1, 1});
  EXPECT_EQ(s.take({tuesday, 1, heartbeat_count}), belongs::not_here);
  EXPECT_EQ(s.take({tuesday, 1, end_of_session_count}), belongs::not_here);
  EXPECT_EQ(s.take({tuesday, 1, 1}), belongs::begins);
  EXPECT_EQ(s.current(), tuesday);
}

TEST(moldudp64_session, late_packets_of_the_session_before_do_not_bring_it_back) {
  session_follower s;
  (void)s.take({monday, 1, 1});
  (void)s.take({tuesday, 1, 1});
  EXPECT_EQ(s.take({monday, 2, 1}), belongs::not_here);
  EXPECT_EQ(s.take({tuesday, 2, 1}), belongs::here);
  EXPECT_EQ(s.take({wednesday, 1, 1}), belongs::begins);
  EXPECT_EQ(s.take({tuesday, 3, 1}), belongs::not_here);
}

} // namespace
} // namespace corelane::moldudp64
