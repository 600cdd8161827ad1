#pragma once

#include "corelane/runtime/lane/lane.hpp"
#include "corelane/runtime/link/ring_link.hpp"
#include "corelane/runtime/link/when_full.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace corelane {

/// How the two ends of a link are joined: what their distance demands.
enum class link_kind : std::uint8_t {
  call,      ///< same lane, forward: a direct call
  deferred,  ///< same lane, against the flow: queued until the call chain has returned
  ring,      ///< another lane, one producing lane
  ring_many, ///< another lane, several producing lanes share the ring
  rendezvous ///< in a replay over lanes: one lane runs at a time, in the order of one lane alone
};

[[nodiscard]] const char* to_string(link_kind k) noexcept;

/// What a link is to be: one outlet to one inlet, or to the replicas of one.
struct link_spec {
  actor* from;
  outlet_base* outlet;
  std::vector<inlet_base*> inlets; ///< several: replicas, of which each event goes to one
  std::size_t capacity{65'536};
  when_full policy{when_full::block_source};
};

/// A resolved link, as `corelane-ctl links` shows it.
struct link_state {
  std::string from; ///< `actor.outlet`
  std::string to;   ///< `actor.inlet`
  std::string event;
  link_kind kind;
  when_full policy;
  std::size_t capacity;
  std::uint64_t events;
  std::size_t depth;
  std::uint64_t held_back;
  std::uint64_t conflated;
  std::uint64_t dropped;
};

/// Joins outlets to inlets, and rejoins them when an actor fails or is made anew.
///
/// `resolve` runs before the lanes do. After that `close` and `reopen` run on the lane of the
/// actor they name, `states` on any thread; they wait for each other.
class wiring {
public:
  /// Gives the histogram of a stage, or null to leave links without stamps.
  using stage_latency = std::function<latency_buckets*(const actor& from, const lane& on)>;
  /// Makes the links between lanes, and all back edges, in a way of its own; used by replays.
  using crossing =
      std::function<sink(sink to, lane& from, lane& on, const event_type& type, bool back_edge)>;

  wiring();
  ~wiring();
  wiring(const wiring&) = delete;
  wiring& operator=(const wiring&) = delete;

  void place(actor& a, lane& on);
  void link(link_spec spec);
  void set_stage_latency(stage_latency latency) { stage_latency_ = std::move(latency); }
  void set_crossing(crossing cross) { crossing_ = std::move(cross); }

  /// Joins all that was linked.
  void resolve();

  /// Events for `failed` are counted and thrown away from now on.
  void close(const actor& failed) noexcept;
  /// `fresh` takes the place of `old`: its ports are joined as those of `old` were.
  void reopen(const actor& old, actor& fresh);

  [[nodiscard]] std::vector<link_state> states() const;

private:
  struct edge;
  struct joint;

  [[nodiscard]] lane& lane_of(const actor& a) const;
  void choose_kinds();
  void make_rings();
  void join(edge& e);
  void connect(joint& j);

  std::vector<std::pair<actor*, lane*>> placed_;
  std::vector<std::unique_ptr<edge>> edges_;
  std::vector<std::unique_ptr<joint>> joints_; ///< one per linked outlet
  std::vector<std::unique_ptr<ring_input_base>> rings_;
  stage_latency stage_latency_;
  crossing crossing_;
  mutable std::mutex changing_; ///< held by whoever looks at or changes edges of a running node
};

} // namespace corelane
