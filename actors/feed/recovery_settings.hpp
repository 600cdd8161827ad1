#pragma once

#include "corelane/runtime/api/parameter.hpp"

#include <chrono>
#include <cstdint>

namespace corelane {

/// What a feed does about messages that are missing, and for how long.
struct recovery_settings {
  std::chrono::nanoseconds reorder_wait{2'000'000}; ///< for another line, or a late packet
  std::chrono::nanoseconds retransmission_timeout{100'000'000}; ///< of one request
  std::uint32_t retransmission_attempts{3};
  std::uint64_t retransmission_most{10'000};                ///< messages; more takes a snapshot
  std::chrono::nanoseconds snapshot_timeout{5'000'000'000}; ///< without any progress
  std::uint32_t snapshot_attempts{5};
  std::uint64_t hold_bytes{32U << 20};
  std::uint32_t hold_packets{65'536};

  void bind(parameter_list& p) {
    p.bind(reorder_wait, "reorder_wait", "",
           "how long missing messages may still come by another line, or late");
    p.bind(retransmission_timeout, "retransmission_timeout", "",
           "how long a request for missing messages may take");
    p.bind_within(retransmission_attempts, 1U, 1'000U, "retransmission_attempts", "1",
                  "requests for the same missing messages");
    p.bind(retransmission_most, "retransmission_most", "messages",
           "more missing than this is not asked for again: a snapshot is taken");
    p.bind(snapshot_timeout, "snapshot_timeout", "",
           "how long a snapshot may bring nothing before it is asked for again");
    p.bind_within(snapshot_attempts, 1U, 1'000U, "snapshot_attempts", "1",
                  "snapshots asked for before the books are given up as stale");
    p.bind_within<std::uint64_t>(hold_bytes, 65'536, 4ULL << 30, "hold_bytes", "bytes",
                                 "room for packets that wait for missing messages; taken twice");
    p.bind_within(hold_packets, 16U, 16U << 20, "hold_packets", "1",
                  "packets that may wait for missing messages");
  }
};

} // namespace corelane
