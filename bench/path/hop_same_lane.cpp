#include "corelane/bench/measure/bench_setup.hpp"
#include "corelane/bench/measure/pinned.hpp"
#include "corelane/bench/path/path_benches.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/runtime/link/wiring.hpp"

#include <array>
#include <atomic>
#include <caf/all.hpp>
#include <memory>

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(corelane::trade)

namespace corelane::bench {

namespace {

constexpr std::size_t stages = 5;
constexpr int samples_per_round = 300;
constexpr int chains_per_sample = 256;

/// Adds up what it sees and passes it on.
class relay final : public actor {
public:
  explicit relay(actor_setup& s) : actor{s} {}
  void take(const trade& t) {
    sum += t.qty.units;
    out.emit(t);
  }
  std::int64_t sum{0};
  inlet<trade> in{*this, "in", on<&relay::take>};
  outlet<trade> out{*this, "out"};
};

/// Ends a chain.
class last final : public actor {
public:
  explicit last(actor_setup& s) : actor{s} {}
  void take(const trade& t) { sum += t.qty.units; }
  std::int64_t sum{0};
  inlet<trade> in{*this, "in", on<&last::take>};
};

/// Five actors joined as a node joins them.
class fused_chain {
public:
  explicit fused_chain(bool stamps) {
    for (std::size_t i = 0; i + 1 < stages; ++i) relays_.push_back(make<relay>());
    last_ = make<last>();
    for (std::size_t i = 0; i + 2 < stages; ++i)
      links_.link({relays_[i].get(), &relays_[i]->out, {&relays_[i + 1]->in}});
    links_.link({relays_.back().get(), &relays_.back()->out, {&last_->in}});
    if (stamps)
      links_.set_stage_latency([this](const actor& from, const lane& on) {
        return &node_.metrics.make_latency(from.name(), on.settings().name);
      });
    links_.resolve();
  }
  void run(const trade& t) {
    const auto first = relays_.front()->in.handler();
    first.deliver(first.target, &t);
  }

private:
  template <class Actor>
  std::unique_ptr<Actor> make() {
    setups_.push_back(std::make_unique<bench_setup>("a" + std::to_string(setups_.size()), node_));
    auto made = std::make_unique<Actor>(*setups_.back());
    links_.place(*made, lane_);
    made->bind_to(lane_);
    return made;
  }

  bench_node node_;
  lane lane_{lane_settings{}};
  std::vector<std::unique_ptr<bench_setup>> setups_;
  std::vector<std::unique_ptr<relay>> relays_;
  std::unique_ptr<last> last_;
  wiring links_;
};

/// The floor: the same five steps as functions that are called and not inlined.
std::array<std::int64_t, stages> sums{};

template <std::size_t I>
[[gnu::noipa]] void call(const trade& t) {
  sums[I] += t.qty.units;
  if constexpr (I + 1 < stages) call<I + 1>(t);
  asm volatile("" ::: "memory"); // no tail call: five frames, as in the chain
}

template <class Chain>
void time_batches(std::vector<double>& samples, Chain&& chain) {
  trade t;
  t.qty = {1};
  for (int s = 0; s < samples_per_round; ++s) {
    const auto begun = hw::tsc_clock::ticks();
    for (int i = 0; i < chains_per_sample; ++i) chain(t);
    const auto ticks = hw::tsc_clock::ticks() - begun;
    samples.push_back(static_cast<double>(hw::tsc_clock::to_ns(ticks)) / chains_per_sample);
  }
}

/// The chain as CAF messages on CAF's own scheduler; one message is under way at a time.
class caf_chain {
public:
  caf_chain() {
    caf::actor next;
    for (std::size_t i = 0; i < stages; ++i)
      next = system_.spawn([this, next, sum = std::int64_t{0}](
                               caf::event_based_actor* self) mutable -> caf::behavior {
        return {[this, self, next, sum](const trade& t) mutable {
          sum += t.qty.units;
          if (next)
            self->send(next, t);
          else
            done_.store(true, std::memory_order_release);
        }};
      });
    first_ = next;
  }
  void run(std::vector<double>& samples) {
    trade t;
    t.qty = {1};
    for (int i = 0; i < 4'000; ++i) {
      done_.store(false, std::memory_order_relaxed);
      const auto begun = hw::tsc_clock::ticks();
      caf::anon_send(first_, t);
      while (!done_.load(std::memory_order_acquire)) {
      }
      samples.push_back(static_cast<double>(hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun)));
    }
  }

private:
  caf::actor_system_config config_;
  caf::actor_system system_{config_};
  std::atomic<bool> done_{false};
  caf::actor first_;
};

} // namespace

void hop_same_lane(bench_output& out) {
  fused_chain plain{false};
  fused_chain stamped{true};
  caf_chain caf;
  const std::vector<contestant> all{
      {"corelane", [&](auto& s) { time_batches(s, [&](const trade& t) { plain.run(t); }); }},
      {"calls", [](auto& s) { time_batches(s, [](const trade& t) { call<0>(t); }); }},
      {"caf", [&](auto& s) { caf.run(s); }},
      {"stamps on", [&](auto& s) { time_batches(s, [&](const trade& t) { stamped.run(t); }); }}};
  auto result = run_interleaved(all, 15);
  const auto stamp = (result[3].p50 - result[0].p50) / (stages - 1);
  result.pop_back();
  out.add("hop_same_lane", result, {{"stamps_on_extra_ns_per_stage", stamp}});
}

} // namespace corelane::bench
