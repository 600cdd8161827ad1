#pragma once

#include <pthread.h>
#include <sched.h>
#include <thread>
#include <utility>

namespace corelane::bench {

/// A thread that runs `f` on one core only.
template <class F>
std::thread pinned(int core, F&& f) {
  return std::thread{[core, f = std::forward<F>(f)]() mutable {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    ::pthread_setaffinity_np(::pthread_self(), sizeof set, &set);
    f();
  }};
}

} // namespace corelane::bench
