#pragma once

#include "corelane/hw/net/endpoint.hpp"
#include "corelane/runtime/api/parameter.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace corelane::venue {

/// One feed that a venue publishes: a row of its parameter `feeds`.
struct feed_settings {
  std::string protocol{"itch50"};
  std::vector<std::string> group; ///< of each line
  std::string interface { "127.0.0.1" };
  std::string session;
  std::string request_server;
  std::vector<std::string> retransmission_group;
  std::vector<std::string> definition_group;
  std::vector<std::string> snapshot_group;
  std::vector<std::string> order_snapshot_group;
  std::string snapshot_server;
  std::uint64_t history{1'000'000};

  static constexpr std::size_t longest_session = 10; ///< as MoldUDP64 has room for

  static void describe(parameter_list& row, feed_settings& f) {
    row.bind_choice(f.protocol, {"itch50", "pitch", "mdp3", "pillar"}, "protocol",
                    "that the feed speaks");
    row.bind_one_or_more(f.group, "group",
                         "address:port of the feed, or of each of its lines A, B...")
        .checked(&hw::endpoint_fault)
        .required();
    row.bind(f.interface, "interface", "", "that the feed leaves by, a name or an address");
    row.bind(f.session, "session", "", "name of the session; empty: from the opening time");
    row.bind(f.request_server, "request_server", "",
             "address:port that takes requests for lost messages (MoldUDP64 request server, PITCH "
             "gap "
             "proxy, Pillar request server); none when empty")
        .checked(&hw::endpoint_fault);
    row.bind_one_or_more(f.retransmission_group, "retransmission_group",
                         "address:port that messages are sent again by, where the protocol does "
                         "it by multicast")
        .checked(&hw::endpoint_fault);
    row.bind_one_or_more(f.definition_group, "definition_group",
                         "address:port of the loop of definitions (MDP 3.0)")
        .checked(&hw::endpoint_fault);
    row.bind_one_or_more(
           f.snapshot_group, "snapshot_group",
           "address:port of the loop of snapshots by price (MDP 3.0), or of refreshes "
           "(Pillar)")
        .checked(&hw::endpoint_fault);
    row.bind_one_or_more(f.order_snapshot_group, "order_snapshot_group",
                         "address:port of the loop of snapshots by order (MDP 3.0)")
        .checked(&hw::endpoint_fault);
    row.bind(
           f.snapshot_server, "snapshot_server", "",
           "address:port that hands out snapshots of all books (GLIMPSE, PITCH spin server); none "
           "when empty")
        .checked(&hw::endpoint_fault);
    row.bind_within<std::uint64_t>(f.history, 16, 1U << 28, "history", "messages",
                                   "the request server remembers; 64 bytes each");
    row.require("group", [&f] {
      return f.group.empty() || std::ranges::count(f.group, "") != 0 ? "each line wants one" : "";
    });
    row.require("retransmission_group", [&f] {
      return f.protocol == "itch50" || f.request_server.empty() || !f.retransmission_group.empty()
                 ? ""
                 : "the request server answers by it: name one";
    });
    row.require("session",
                [&f] { return f.session.size() <= longest_session ? "" : "at most 10 letters"; });
  }
};

} // namespace corelane::venue
