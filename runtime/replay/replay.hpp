#pragma once

#include "corelane/runtime/graph/graph.hpp"
#include "corelane/runtime/replay/virtual_lanes.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace corelane {

/// A recording run through a node's graph in virtual time, as fast as it goes.
///
/// Files: pcap with MoldUDP64 or other datagrams, each given to the feed that listens to its
/// address (or to the only feed); or ITCH messages framed by a 2-byte length, which are put into
/// MoldUDP64 packets, one for each run of messages with the same timestamp. Timers fire at their
/// virtual time. The same file and configuration give the same orders, on any placement.
class replay {
public:
  struct options {
    double speed{0};        ///< a pcap's time over the host's; 1 as it was, 0 as fast as it goes
    bool keep_lanes{false}; ///< run on the planned lanes, not fused on one: slow, for checking
    std::vector<std::pair<std::string, std::string>> replace_kinds;
  };

  [[nodiscard]] static std::variant<std::unique_ptr<replay>, config::error> make(
      node_plan plan, const registry& kinds, options how);
  ~replay();

  /// Starts the actors, runs all of `file`, drains and stops them; or says what is wrong with
  /// the file or which actor did not start.
  [[nodiscard]] std::optional<std::string> run(const std::string& file);

  [[nodiscard]] graph& actors() noexcept { return *graph_; }
  /// Datagrams in the file that no feed listens to.
  [[nodiscard]] std::uint64_t unclaimed() const noexcept { return unclaimed_; }

private:
  replay() = default;

  [[nodiscard]] std::optional<std::string> start(timestamp at);
  [[nodiscard]] std::optional<std::string> run_pcap(const std::string& file);
  [[nodiscard]] std::optional<std::string> run_framed(const std::string& file);
  void deliver(packet_handler& to, lane& on, const packet& p);
  void finish();
  void keep_pace(timestamp at);

  struct feed {
    packet_handler* handler;
    lane* on;
  };

  options how_;
  std::unique_ptr<virtual_lanes> lanes_;
  std::unique_ptr<graph> graph_;
  std::vector<feed> feeds_;
  timestamp began_at_{};
  std::chrono::steady_clock::time_point began_;
  std::optional<std::string> failure_; ///< of an actor, during the run
  std::uint64_t unclaimed_{0};
};

} // namespace corelane
