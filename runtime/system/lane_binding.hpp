#pragma once

#include <caf/actor_config.hpp>
#include <caf/actor_system.hpp>
#include <caf/scheduled_actor.hpp>

#include <cstdint>
#include <utility>

/// Which lane a CAF actor runs on, kept in bits 14 to 19 of its flags, which CAF 0.17.6 leaves
/// unused: so actors of every form are bound without a base class. Lane 0 is housekeeping.
namespace corelane::lane_binding {

inline constexpr int first_bit = 14;
inline constexpr std::uint32_t bits = 6;
inline constexpr std::uint32_t max_lanes = 1U << bits;

/// An actor made with `config` will run on lane `index`.
inline void set(caf::actor_config& config, std::uint32_t index) {
  config.add_flag(static_cast<int>(index) << first_bit);
}

[[nodiscard]] inline std::uint32_t get(const caf::abstract_actor& a) noexcept {
  std::uint32_t index = 0;
  for (std::uint32_t b = 0; b < bits; ++b)
    if (a.getf(1 << (first_bit + static_cast<int>(b)))) index |= 1U << b;
  return index;
}

/// Spawns a function-based actor on lane `index`.
template <class F, class... Ts>
auto spawn_on(caf::actor_system& system, std::uint32_t index, F f, Ts&&... xs) {
  caf::actor_config config;
  set(config, index);
  return system.spawn_functor(std::true_type{}, config, f, std::forward<Ts>(xs)...);
}

/// Spawns a class-based actor on lane `index`.
template <class C, class... Ts>
auto spawn_class_on(caf::actor_system& system, std::uint32_t index, Ts&&... xs) {
  caf::actor_config config;
  set(config, index);
  return system.spawn_class<C, caf::no_spawn_options>(config, std::forward<Ts>(xs)...);
}

} // namespace corelane::lane_binding
