#pragma once

#include <caf/meta/type_name.hpp>

#include <string>

/// What a node says to the CAF actors that host its actors. Each is answered.
namespace corelane::control {

/// Calls `on_start`. Answer: an empty text, or why it failed.
struct start_actor {};
/// Lets its source be polled. Answer: true.
struct open_source {};
/// Answer: 1, once the lane comes to it.
struct ping_actor {};
/// Calls `on_drain`. Answer: true.
struct drain_actor {};
/// Answer: whether it has drained.
struct is_drained {};
/// Stops polling its source and calls `on_stop`. Answer: an empty text, or why it failed.
struct stop_actor {};
/// Answer: what it says of itself, as JSON.
struct inspect_actor {};
/// Answer: an empty text, or why the parameter stays as it was.
struct set_parameter {
  std::string key;
  std::string value;
};
/// Makes a failed actor anew and starts it. Answer: whether it runs.
struct remake_actor {};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, start_actor&) {
  return f(caf::meta::type_name("start_actor"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, open_source&) {
  return f(caf::meta::type_name("open_source"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, ping_actor&) {
  return f(caf::meta::type_name("ping_actor"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, drain_actor&) {
  return f(caf::meta::type_name("drain_actor"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, is_drained&) {
  return f(caf::meta::type_name("is_drained"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, stop_actor&) {
  return f(caf::meta::type_name("stop_actor"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, inspect_actor&) {
  return f(caf::meta::type_name("inspect_actor"));
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, set_parameter& x) {
  return f(caf::meta::type_name("set_parameter"), x.key, x.value);
}
template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, remake_actor&) {
  return f(caf::meta::type_name("remake_actor"));
}

} // namespace corelane::control
