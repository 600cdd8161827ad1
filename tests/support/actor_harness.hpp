#pragma once

#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/registry.hpp"
#include "corelane/tests/support/recorded_inspection.hpp"
#include "corelane/tests/support/test_node.hpp"

#include <cstddef>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace corelane::support {

/// Hosts one actor as a node would, with the test in the place of its neighbours.
///
///     registry kinds;
///     register_strategies(kinds);
///     actor_harness maker{kinds, "strategy.market_maker", "{symbols: [AAPL], tick_size: 0.01}"};
///     maker.start();
///     maker.feed("books", some_book_update);
///     for (const order_request& o : maker.take<order_request>("orders")) ...
///
/// What the actor emits is kept until it is taken, or goes to another harness after `connect`.
/// Mistakes of the test itself (no such port, parameters refused) throw std::runtime_error, and
/// so does an actor that throws out of a handler.
class actor_harness {
public:
  actor_harness(const registry& kinds, std::string_view kind, std::string_view parameters = "{}",
                std::shared_ptr<test_node> node = std::make_shared<test_node>(),
                std::string_view name = {});

  /// Makes an actor of a class that the test can name.
  template <class Actor>
  static actor_harness of(std::string_view parameters = "{}",
                          std::shared_ptr<test_node> node = std::make_shared<test_node>()) {
    registry kinds;
    kinds.add<Actor>("tested", "the actor under test");
    return {kinds, "tested", parameters, std::move(node)};
  }

  ~actor_harness();
  actor_harness(actor_harness&&) noexcept;

  /// Why the actor refuses these parameters, as text; empty when it takes them.
  [[nodiscard]] static std::string refusal(const registry& kinds, std::string_view kind,
                                           std::string_view parameters);

  void start();
  void drain();
  void stop();
  /// Lets time pass, for all actors of the node; timers that fall due run.
  void advance(std::chrono::nanoseconds by);
  [[nodiscard]] timestamp now() const noexcept { return node_->lane().clock().now(); }
  /// As `corelane-ctl set` does: an error's text, or empty.
  std::string set(std::string_view key, std::string_view text);

  template <event E>
  void feed(std::string_view inlet, const E& e) {
    deliver(inlet, event_type_of<E>, &e);
  }
  /// What the outlet emitted since it was last asked.
  template <event E>
  [[nodiscard]] std::vector<E> take(std::string_view outlet) {
    auto& kept = kept_of(outlet, event_type_of<E>);
    std::vector<E> events(kept.size() / sizeof(E));
    if (!kept.empty()) std::memcpy(events.data(), kept.data(), kept.size());
    kept.clear();
    return events;
  }
  /// From here on, events of `outlet` reach `inlet` of `to`, after the handler that emitted them.
  void connect(std::string_view outlet, actor_harness& to, std::string_view inlet);

  [[nodiscard]] actor& get() noexcept { return *actor_; }
  [[nodiscard]] test_node& node() noexcept { return *node_; }
  [[nodiscard]] std::shared_ptr<test_node> shared_node() noexcept { return node_; }
  [[nodiscard]] instrument_id id(std::string_view symbol) {
    return node_->instruments().add(symbol);
  }
  [[nodiscard]] recorded_inspection inspect() const;
  [[nodiscard]] std::uint64_t count_of(std::string_view name, std::string_view label = {});
  [[nodiscard]] std::int64_t gauge_of(std::string_view name, std::string_view label = {});

private:
  class setup;
  struct port;

  void deliver(std::string_view inlet, const event_type& type, const void* event);
  std::vector<std::byte>& kept_of(std::string_view outlet, const event_type& type);
  port& port_of(std::string_view outlet);
  void settle();

  std::shared_ptr<test_node> node_;
  std::unique_ptr<setup> setup_;
  std::unique_ptr<actor> actor_;
  std::vector<std::unique_ptr<port>> ports_;
};

} // namespace corelane::support
