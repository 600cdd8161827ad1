#pragma once

#include "corelane/runtime/lane/lane.hpp"
#include "corelane/runtime/link/held_back.hpp"
#include "corelane/runtime/link/slot_ring.hpp"
#include "corelane/runtime/link/when_full.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace corelane {

/// What a link has done so far. Written by the producing lane, read by any thread.
struct link_counters {
  std::atomic<std::uint64_t> held_back{0}; ///< waited for room; delivered later
  std::atomic<std::uint64_t> conflated{0}; ///< replaced by a later event of the instrument
  std::atomic<std::uint64_t> dropped{0};
};

/// The consumer's end of a ring, untyped for the wiring.
class ring_input_base {
public:
  virtual ~ring_input_base() = default;
  [[nodiscard]] virtual inbound as_inbound(bool back_edge) noexcept = 0;
  [[nodiscard]] virtual std::size_t depth() const noexcept = 0;
  [[nodiscard]] virtual std::size_t capacity() const noexcept = 0;
  /// Where popped events go. On the consuming lane.
  void set_target(sink to) noexcept { target_ = to; }

protected:
  sink target_{};
};

/// The producer's end of a ring, untyped for the wiring. One per link; several may share a ring.
class ring_output_base {
public:
  virtual ~ring_output_base() = default;
  [[nodiscard]] virtual sink as_sink() noexcept = 0;
  [[nodiscard]] virtual outbound as_outbound() noexcept = 0;
  /// The actor that fails when the policy is `fail`. On the producing lane.
  void set_emitter(actor& emitter) noexcept { emitter_ = &emitter; }
  [[nodiscard]] const link_counters& counters() const noexcept { return counters_; }

protected:
  explicit ring_output_base(actor& emitter) : emitter_{&emitter} {}

  link_counters counters_;
  actor* emitter_;
};

/// A ring and the lane that drains it.
template <std::size_t Payload, producers Producers>
class ring_input final : public ring_input_base {
public:
  using ring_type = slot_ring<Payload, Producers>;

  ring_input(std::size_t capacity, lane& consumer) : ring_{capacity}, consumer_{consumer} {}

  [[nodiscard]] inbound as_inbound(bool back_edge) noexcept override {
    return {this, &drain, &ready, back_edge};
  }
  [[nodiscard]] std::size_t depth() const noexcept override { return ring_.depth(); }
  [[nodiscard]] std::size_t capacity() const noexcept override { return ring_.capacity(); }
  [[nodiscard]] ring_type& ring() noexcept { return ring_; }
  [[nodiscard]] lane& consumer() noexcept { return consumer_; }

private:
  static std::size_t drain(void* link, lane& on, std::size_t at_most) noexcept {
    auto& self = *static_cast<ring_input*>(link);
    std::size_t n = 0;
    while (n < at_most && self.ring_.pop([&](const void* e, std::uint32_t stage) {
      on.stage() = stage;
      self.target_.deliver(self.target_.target, e);
    })) {
      ++n;
      if (!on.settle()) break;
    }
    return n;
  }
  static bool ready(void* link) noexcept { return static_cast<ring_input*>(link)->ring_.ready(); }

  ring_type ring_;
  lane& consumer_;
};

/// Pushes one outlet's events into a ring and acts by policy when it is full.
template <std::size_t Payload, producers Producers>
class ring_output final : public ring_output_base {
public:
  ring_output(ring_input<Payload, Producers>& to, lane& producer, actor& emitter,
              const event_type& type, when_full policy)
      : ring_output_base{emitter},
        to_{to},
        producer_{producer},
        policy_{policy},
        headroom_{static_cast<std::ptrdiff_t>(std::min<std::size_t>(256, to.capacity() / 4))},
        held_{Payload, policy == when_full::conflate ? type.instrument : nullptr} {}

  [[nodiscard]] sink as_sink() noexcept override { return {&deliver, this}; }
  [[nodiscard]] outbound as_outbound() noexcept override { return {this, &relieve}; }

private:
  static void deliver(void* target, const void* event) noexcept {
    auto& self = *static_cast<ring_output*>(target);
    if (self.held_.empty()) [[likely]] {
      const auto left = self.to_.ring().push(event, self.producer_.stage());
      if (left >= self.headroom_) [[likely]]
        return self.to_.consumer().wake();
      if (left >= 0) return self.nearly_full();
    }
    self.full(event);
  }

  void nearly_full() noexcept {
    to_.consumer().wake();
    if (policy_ == when_full::block_source && to_.ring().free() < headroom_)
      producer_.output_filled();
  }

  void full(const void* event) noexcept {
    switch (policy_) {
      case when_full::block_source:
      case when_full::conflate:
        if (held_.keep(event, producer_.stage()))
          bump(counters_.conflated);
        else
          bump(counters_.held_back);
        producer_.output_filled();
        break;
      case when_full::fail:
        report_failure(*emitter_, std::make_exception_ptr(std::runtime_error{
                                      "a link with when_full: fail is full; raise its capacity or "
                                      "give the receiver a faster lane"}));
        [[fallthrough]];
      case when_full::drop_newest: bump(counters_.dropped); break;
    }
    to_.consumer().wake();
  }

  static congestion relieve(void* link) noexcept {
    auto& self = *static_cast<ring_output*>(link);
    auto& ring = self.to_.ring();
    if (!self.held_.empty()) {
      self.held_.move_on(
          [&](const void* e, std::uint32_t stage) { return ring.push(e, stage) >= 0; });
      self.to_.consumer().wake();
    }
    if (self.policy_ == when_full::block_source
        && (!self.held_.empty() || ring.free() < self.headroom_))
      return congestion::wait;
    return self.held_.empty() ? congestion::none : congestion::retry;
  }

  static void bump(std::atomic<std::uint64_t>& c) noexcept {
    c.store(c.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  ring_input<Payload, Producers>& to_;
  lane& producer_;
  when_full policy_;
  std::ptrdiff_t headroom_; ///< slots kept for what a handler may still emit
  held_back held_;
};

} // namespace corelane
