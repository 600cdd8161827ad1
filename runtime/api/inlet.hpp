#pragma once

#include "corelane/runtime/api/event.hpp"

#include <cstdint>
#include <exception>
#include <string_view>

namespace corelane {

class actor;

/// Tells the runtime that `failed` threw out of a handler; its inlets close. On its lane.
void report_failure(actor& failed, std::exception_ptr why) noexcept;

/// The untyped part of an inlet, as the wiring sees it.
class inlet_base {
public:
  inlet_base(actor& owner, std::string_view name, const event_type& type, sink handler);
  inlet_base(const inlet_base&) = delete;
  inlet_base& operator=(const inlet_base&) = delete;

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] const event_type& type() const noexcept { return type_; }
  [[nodiscard]] actor& owner() const noexcept { return owner_; }
  /// Calls the handler; an exception from it becomes `report_failure`.
  [[nodiscard]] sink handler() const noexcept { return handler_; }

private:
  sink handler_;
  std::string_view name_;
  const event_type& type_;
  actor& owner_;
};

/// Names the member function that handles an inlet's events.
template <auto Handler>
struct handler_tag {};

template <auto Handler>
inline constexpr handler_tag<Handler> on{};

/// Where events of one type enter an actor. A member of the actor:
///
///     inlet<mbo_event> events{*this, "events", on<&book_actor::handle>};
///
/// The handler runs on the actor's lane, never while another handler of the actor runs.
template <event E>
class inlet : public inlet_base {
public:
  template <class Actor, void (Actor::*Handler)(const E&)>
  inlet(Actor& owner, std::string_view name, handler_tag<Handler>)
      : inlet_base{owner, name, event_type_of<E>, sink{&call<Actor, Handler>, &owner}} {}

private:
  template <class Actor, void (Actor::*Handler)(const E&)>
  static void call(void* target, const void* e) noexcept {
    auto* self = static_cast<Actor*>(target);
    try {
      (self->*Handler)(*static_cast<const E*>(e));
    } catch (...) {
      report_failure(*self, std::current_exception());
    }
  }
};

} // namespace corelane
