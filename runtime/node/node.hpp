#pragma once

#include "corelane/runtime/control/control_target.hpp"
#include "corelane/runtime/graph/graph.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace corelane {

/// A running node: the actors of a graph, each hosted by a CAF actor on its lane.
///
///     auto made = node::make(plan, kinds);           // all mistakes of the plan are found here
///     if (auto error = n->start()) ...               // sockets, memory, ports in use
///     while (!n->stop_requested()) ...               // trade
///     n->stop();                                     // cancel orders, log out
///
/// `start` and `stop` are called once each, by one thread; the control calls by any.
class node final : public control_target {
public:
  [[nodiscard]] static std::variant<std::unique_ptr<node>, config::error> make(
      node_plan plan, const registry& kinds);
  ~node() override;

  /// Starts lanes, then actors from the last in the plan to the first, then opens the sources.
  /// On an error nothing trades, and all that had started is stopped again.
  [[nodiscard]] std::optional<std::string> start();
  /// Cancels open orders and waits for the answers, at most `node.stop_timeout`. The actors still
  /// answer after it.
  void drain();
  /// Stops all actors and ends the lanes; drains first if that was not done.
  void stop();
  /// Someone asked for a stop, by `corelane-ctl` or as an actor's failure escalated.
  [[nodiscard]] bool stop_requested() const noexcept;
  /// Waits until a stop is requested, at most `at_most`.
  bool wait_for_stop(std::chrono::nanoseconds at_most);
  /// Why the node stops by itself; empty when it was told to.
  [[nodiscard]] std::string stop_reason() const;

  [[nodiscard]] graph& actors_and_links() noexcept;

  control_answer node_state() override;
  control_answer lanes() override;
  control_answer actors() override;
  control_answer links() override;
  control_answer inspect(std::string_view actor) override;
  control_answer metrics() override;
  metric_store& metric_slots() override;
  control_answer set(std::string_view actor, std::string_view key, std::string_view value) override;
  control_answer halt() override;
  control_answer resume() override;
  control_answer request_stop() override;

private:
  struct running;

  explicit node(std::unique_ptr<running> r);

  std::unique_ptr<running> running_;
};

} // namespace corelane
