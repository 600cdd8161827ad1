#pragma once

#include "corelane/hw/tsc_clock.hpp"

#include <cstddef>
#include <vector>

namespace corelane::bench {

/// How far before their turn a stream's bytes are loaded: a socket's reads leave them at hand.
inline constexpr std::size_t ahead = 1'024;

/// Holds the compiler to making `value` in memory.
template <class T>
void made(const T& value) {
  asm volatile("" : : "m"(value));
}

/// Adds one sample: ns a message of a stream that `walk` goes through once.
template <class Walk>
void time_stream(std::vector<double>& samples, std::size_t messages, Walk&& walk) {
  const auto begun = hw::tsc_clock::ticks();
  walk();
  const auto ns = hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun);
  samples.push_back(static_cast<double>(ns) / static_cast<double>(messages));
}

} // namespace corelane::bench
