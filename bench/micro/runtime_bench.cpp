#include "corelane/hw/tsc_clock.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/runtime/api/metric.hpp"
#include "corelane/runtime/lane/timer_queue.hpp"
#include "corelane/runtime/link/slot_ring.hpp"

#include <benchmark/benchmark.h>

namespace corelane {
namespace {

void tsc_read(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(hw::tsc_clock::ticks());
}
BENCHMARK(tsc_read);

void clock_now(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(hw::tsc_clock::now());
}
BENCHMARK(clock_now);

void latency_record(benchmark::State& state) {
  latency_buckets buckets;
  std::uint64_t value = 1;
  for (auto _ : state) buckets.record(value = value * 5 % 100'003);
}
BENCHMARK(latency_record);

void counter_add(benchmark::State& state) {
  std::atomic<std::uint64_t> slot{0};
  counter c{slot};
  for (auto _ : state) c.add();
}
BENCHMARK(counter_add);

void ring_push_pop(benchmark::State& state) {
  slot_ring<56> ring{1024};
  const trade t;
  for (auto _ : state) {
    ring.push(&t, 0);
    ring.pop([](const void* e, std::uint32_t) { benchmark::DoNotOptimize(e); });
  }
}
BENCHMARK(ring_push_pop);

void ring_many_push_pop(benchmark::State& state) {
  slot_ring<56, producers::many> ring{1024};
  const trade t;
  for (auto _ : state) {
    ring.push(&t, 0);
    ring.pop([](const void* e, std::uint32_t) { benchmark::DoNotOptimize(e); });
  }
}
BENCHMARK(ring_many_push_pop);

} // namespace
} // namespace corelane
