#include "corelane/bench/path/path_benches.hpp"
#include "corelane/hw/tsc_clock.hpp"
#include "corelane/runtime/system/lane_binding.hpp"
#include "corelane/runtime/system/lane_scheduler.hpp"

#include <caf/all.hpp>
#include <future>
#include <memory>

namespace corelane::bench {

namespace {

constexpr int batches = 60;
constexpr int round_trips = 500;

using done = std::promise<std::vector<double>>*;

caf::behavior ponger(caf::event_based_actor*) {
  return {[](int n) { return n; }};
}

/// Sends a number to and fro; each `round_trips` give one sample.
caf::behavior pinger(caf::event_based_actor* self, caf::actor pong, done result) {
  struct progress {
    int left{0};
    std::uint64_t begun{0};
    std::vector<double> samples;
  };
  auto state = std::make_shared<progress>();
  const auto begin_batch = [=] {
    state->left = round_trips;
    state->begun = hw::tsc_clock::ticks();
    self->send(pong, state->left);
  };
  return {[=](caf::ok_atom) { begin_batch(); },
          [=](int) {
            if (--state->left != 0) return self->send(pong, state->left);
            const auto ns = hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - state->begun);
            state->samples.push_back(static_cast<double>(ns) / round_trips);
            if (state->samples.size() < batches) return begin_batch();
            result->set_value(std::move(state->samples));
            state->samples.clear();
          }};
}

template <class Spawn>
void round_of(std::vector<double>& samples, Spawn&& spawn_pinger) {
  std::promise<std::vector<double>> result;
  auto answer = result.get_future();
  caf::anon_send(spawn_pinger(&result), caf::ok_atom::value);
  samples = answer.get();
}

} // namespace

void control_same_lane(bench_output& out) {
  lane on{[] {
    lane_settings s;
    s.idle = idle_policy::spin;
    return s;
  }()};
  lane_system_config lanes_config;
  lanes_config.lanes = {&on};
  caf::actor_system on_lanes{lanes_config};
  caf::actor_system_config stock_config;
  caf::actor_system stock{stock_config};
  const auto lane_pong = lane_binding::spawn_on(on_lanes, 1, ponger);
  const auto stock_pong = stock.spawn(ponger);
  const auto result = run_interleaved(
      {{"corelane",
        [&](auto& s) {
          round_of(
              s, [&](done d) { return lane_binding::spawn_on(on_lanes, 1, pinger, lane_pong, d); });
        }},
       {"caf",
        [&](auto& s) { round_of(s, [&](done d) { return stock.spawn(pinger, stock_pong, d); }); }}},
      11);
  out.add("control_same_lane", result);
}

} // namespace corelane::bench
