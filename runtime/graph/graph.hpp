#pragma once

#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/graph/node_plan.hpp"
#include "corelane/runtime/lane/lane.hpp"
#include "corelane/runtime/link/wiring.hpp"
#include "corelane/runtime/metrics/metric_store.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace corelane {

/// The actors, lanes and links of a node, made from its plan; nothing runs yet.
///
/// Free of CAF: a replay drives it on one thread, a node gives its lanes threads.
class graph {
public:
  /// One actor as placed. A replica is an instance of its own.
  struct instance {
    std::string name; ///< with the replica's number: `book-1`
    const actor_plan* plan;
    lane* on;
    std::unique_ptr<actor_setup> setup;
    std::unique_ptr<actor> self;
    std::vector<std::pair<std::string, std::string>> changed; ///< parameters set at run time
  };

  struct options {
    bool fuse{false}; ///< all actors on the first lane: what a replay does by default
    /// Other kinds to use than those planned, as {planned, used}: a replay has no venue. The
    /// parameters of a replaced actor are checked and then not used.
    std::vector<std::pair<std::string, std::string>> replace_kinds;
    wiring::crossing crossing; ///< how lanes are joined; by rings when empty
  };

  /// Makes all of it, or says what in the plan cannot be: an unknown kind, lane, port or key, a
  /// value out of bounds, ports of different events, a policy that could lose an order.
  [[nodiscard]] static std::variant<std::unique_ptr<graph>, config::error> build(
      node_plan plan, const registry& kinds, options how);
  [[nodiscard]] static std::variant<std::unique_ptr<graph>, config::error> build(
      node_plan plan, const registry& kinds) {
    return build(std::move(plan), kinds, options{});
  }

  ~graph();
  graph(const graph&) = delete;
  graph& operator=(const graph&) = delete;

  [[nodiscard]] const node_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] const std::vector<std::unique_ptr<lane>>& lanes() const noexcept { return lanes_; }
  [[nodiscard]] std::vector<instance>& actors() noexcept { return actors_; }
  [[nodiscard]] instance* find(std::string_view name) noexcept;
  [[nodiscard]] wiring& links() noexcept { return wiring_; }
  [[nodiscard]] metric_store& metrics() noexcept { return metrics_; }
  [[nodiscard]] halt_switch& halt() noexcept { return halt_; }
  [[nodiscard]] instrument_directory& instruments() noexcept { return instruments_; }

  /// Makes `failed` anew, with the parameters it has now, starts it, and joins its links to the
  /// new one. On the actor's lane. The old one is destroyed; when the new one does not start it
  /// stays, and what `on_start` threw goes on.
  void remake(instance& failed);

private:
  explicit graph(node_plan plan) : plan_{std::move(plan)} {}

  using problem = std::optional<config::error>;
  problem make_lanes(const options& how);
  problem make_actors(const registry& kinds, const options& how);
  problem make_actor(const actor_plan& plan, std::size_t replica, const registry::kind& kind,
                     bool replaced, const options& how);
  problem make_links();
  problem make_link(const link_plan& plan);
  [[nodiscard]] std::vector<instance*> replicas_of(std::string_view name);

  node_plan plan_;
  metric_store metrics_;
  halt_switch halt_;
  instrument_directory instruments_;
  std::uint8_t strategies_{0};
  std::vector<std::unique_ptr<lane>> lanes_;
  std::vector<instance> actors_;
  std::vector<const registry::kind*> kinds_; ///< of `actors_`
  wiring wiring_;
};

} // namespace corelane
