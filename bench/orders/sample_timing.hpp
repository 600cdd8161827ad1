#pragma once

#include "corelane/bench/feeds/stream_timing.hpp"
#include "corelane/bench/measure/interleaved.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace corelane::bench {

/// A contestant whose `work(i)` takes sample `i` of `count`; its round goes through all of them
/// `passes` times, a sample of time for each pass.
template <class Work>
contestant each_sample(std::string name, std::size_t count, int passes, Work work) {
  return {std::move(name), [count, passes, work](std::vector<double>& samples) mutable {
            for (int pass = 0; pass < passes; ++pass)
              time_stream(samples, count, [&] {
                for (std::size_t i = 0; i < count; ++i) work(i);
              });
          }};
}

} // namespace corelane::bench
