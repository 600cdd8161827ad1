#pragma once

#include "corelane/protocols/market/instrument_id.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace corelane {

/// What a link may carry: trivially copyable, with a name, and just as long as leaves room for
/// a link's own 8 bytes in one or two cache lines. Pad a shorter one with `reserved` members.
template <class T>
concept event = std::is_trivially_copyable_v<T> &&(sizeof(T) == 56 || sizeof(T) == 120)
                && requires {
  { T::event_name } -> std::convertible_to<std::string_view>;
};

/// Describes an event type to the wiring, which handles events as bytes.
struct event_type {
  std::string_view name;
  std::size_t size;
  /// The value to partition replicas by; null when the event has no instrument.
  std::uint32_t (*instrument)(const void* event) noexcept;
  /// Answers something that was sent the other way, as an execution report does an order. Links
  /// of it are the ones queued when actors form a cycle, and they never lose an event.
  bool flows_back;
  /// May be lost or conflated when a link is full. Orders and executions may not.
  bool may_be_lost;
};

namespace detail {

template <event E>
constexpr event_type describe() {
  event_type type{E::event_name, sizeof(E), nullptr, false, true};
  if constexpr (requires { E::flows_back; }) type.flows_back = E::flows_back;
  if constexpr (requires { E::may_be_lost; }) type.may_be_lost = E::may_be_lost;
  if constexpr (requires(const E& e) {
                  { e.instrument } -> std::convertible_to<instrument_id>;
                })
    type.instrument = [](const void* e) noexcept {
      return index_of(static_cast<const E*>(e)->instrument);
    };
  return type;
}

} // namespace detail

template <event E>
inline constexpr event_type event_type_of = detail::describe<E>();

/// Where an event goes next: a function and its target, one indirect call.
///
/// The wiring puts one into each outlet: a handler, a stamp in front of a handler, a fan-out, a
/// partition, or the producer's end of a ring. Runs on the emitting lane; never throws.
struct sink {
  void (*deliver)(void* target, const void* event) noexcept;
  void* target;
};

} // namespace corelane
