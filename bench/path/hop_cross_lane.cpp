#include "corelane/bench/measure/bench_setup.hpp"
#include "corelane/bench/measure/pinned.hpp"
#include "corelane/bench/path/bare_rings.hpp"
#include "corelane/bench/path/path_benches.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/runtime/link/wiring.hpp"

#include <memory>

namespace corelane::bench {

namespace {

constexpr int round_trips = 30'000;

/// Sends an event, waits for it to come back, notes half the time, and sends the next.
class pinger final : public actor, public source {
public:
  explicit pinger(actor_setup& s) : actor{s} {}
  void begin(int count, std::vector<double>& samples, lane& on) {
    left_ = count;
    samples_ = &samples;
    on_ = &on;
    samples.reserve(samples.size() + static_cast<std::size_t>(count));
  }
  bool poll() override { return false; }
  void serve() {
    sent_ = hw::tsc_clock::ticks();
    out.emit(event_);
  }
  void take(const trade& t) {
    const auto ticks = hw::tsc_clock::ticks() - sent_;
    samples_->push_back(static_cast<double>(hw::tsc_clock::to_ns(ticks)) / 2);
    event_.qty = t.qty;
    if (--left_ == 0) return on_->request_stop();
    serve();
  }
  inlet<trade> in{*this, "in", on<&pinger::take>};
  outlet<trade> out{*this, "out"};

private:
  int left_{0};
  std::vector<double>* samples_{nullptr};
  lane* on_{nullptr};
  std::uint64_t sent_{0};
  trade event_;
};

class ponger final : public actor {
public:
  explicit ponger(actor_setup& s) : actor{s} {}
  void take(const trade& t) { out.emit(t); }
  inlet<trade> in{*this, "in", on<&ponger::take>};
  outlet<trade> out{*this, "out"};
};

lane_settings spinning() {
  lane_settings s;
  s.idle = idle_policy::spin;
  return s;
}

/// Two lanes as a node runs them, each on its core.
void lanes_round(std::vector<double>& samples) {
  bench_node node;
  bench_setup ping_setup{"ping", node}, pong_setup{"pong", node};
  lane here{spinning()}, there{spinning()};
  pinger ping{ping_setup};
  ponger pong{pong_setup};
  wiring links;
  links.place(ping, here);
  links.place(pong, there);
  links.link({&ping, &ping.out, {&pong.in}, 1024});
  links.link({&pong, &pong.out, {&ping.in}, 1024});
  links.resolve();
  here.attach(ping);
  there.attach(pong);
  ping.begin(round_trips, samples, here);
  auto far = pinned(1, [&] { there.run(); });
  auto near = pinned(0, [&] {
    ping.serve();
    here.run();
  });
  near.join();
  there.request_stop();
  far.join();
}

template <class Ring>
void ring_round(std::vector<double>& samples) {
  auto there = std::make_unique<Ring>();
  auto back = std::make_unique<Ring>();
  samples.reserve(round_trips);
  auto far = pinned(1, [&] {
    trade t;
    for (int i = 0; i < round_trips; ++i) {
      while (!there->pop(&t)) {
      }
      back->push(&t);
    }
  });
  auto near = pinned(0, [&] {
    trade t;
    for (int i = 0; i < round_trips; ++i) {
      const auto sent = hw::tsc_clock::ticks();
      there->push(&t);
      while (!back->pop(&t)) {
      }
      const auto ticks = hw::tsc_clock::ticks() - sent;
      samples.push_back(static_cast<double>(hw::tsc_clock::to_ns(ticks)) / 2);
    }
  });
  near.join();
  far.join();
}

} // namespace

void hop_cross_lane(bench_output& out) {
  out.add("hop_cross_lane", run_interleaved({{"corelane", &lanes_round},
                                             {"in_slot", &ring_round<in_slot_ring>},
                                             {"index", &ring_round<index_ring>}},
                                            21));
}

} // namespace corelane::bench
