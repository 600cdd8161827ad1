#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/actors/venue/mdp3/mdp3_publisher.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace corelane::venue {

/// What an MDP 3.0 channel says again and again for those who come late or have lost something:
/// definitions, snapshots by price, and snapshots by order. A packet of each every millisecond;
/// the packets of a loop count from 1. One thread.
class mdp3_loops {
public:
  /// All must outlive this.
  mdp3_loops(std::uint32_t listings, mdp3_publisher& feed, datagram_sink& definitions,
             datagram_sink& levels, datagram_sink& orders)
      : listings_{listings},
        feed_{feed},
        definitions_{definitions},
        levels_{levels},
        orders_{orders} {}

  /// Sends the next packets if their time has come.
  bool poll(timestamp now);
  [[nodiscard]] std::uint64_t rounds() const noexcept { return rounds_; }

private:
  class loop {
  public:
    explicit loop(datagram_sink& out) : out_{out} {}
    mdp3::packet_writer packet{buffer_, 1};
    std::uint32_t at{0}; ///< the next listing
    void send(timestamp now) { (void)out_.send(packet.finish(now)); }

  private:
    std::array<std::byte, mdp3::max_packet_size> buffer_{};
    datagram_sink& out_;
  };

  void send_definitions(timestamp now);
  void send_levels(timestamp now, std::uint32_t last);
  void send_orders(timestamp now, std::uint32_t last);
  bool begin(loop& l);

  std::uint32_t listings_;
  mdp3_publisher& feed_;
  loop definitions_;
  loop levels_;
  loop orders_;
  std::vector<mdp3::snapshot::entry> level_entries_;
  std::vector<mdp3::snapshot_orders::entry> order_entries_;
  timestamp next_{};
  std::uint64_t rounds_{0};
};

} // namespace corelane::venue
