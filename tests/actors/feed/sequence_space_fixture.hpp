#pragma once

#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace corelane {

/// A stream of numbered messages of which the test says what arrives, in a time of its own. Each
/// message is its own number, so that what is taken shows whether it was the right one.
class numbered_stream : public sequence_owner {
public:
  explicit numbered_stream(gap_recovery::services has, recovery_settings s = {})
      : harness_{support::actor_harness::of<probe_holder>()},
        space{*this, dynamic_cast<probe_holder&>(harness_.get()).probe} {
    s.hold_bytes = std::min<std::uint64_t>(s.hold_bytes, 1 << 20);
    space.start(s, has);
    space.begin(1);
  }

  sequence_space::arrival give(std::uint64_t first, std::uint32_t count) {
    std::vector<std::uint64_t> numbers(count);
    for (std::uint32_t i = 0; i < count; ++i) numbers[i] = first + i;
    return space.offer({{std::as_bytes(std::span{numbers}), {}, {}, 0}, first, count});
  }
  void pass(std::chrono::nanoseconds d) {
    now_ = now_ + d;
    while (wake_ && *wake_ <= now_) {
      wake_.reset();
      space.on_deadline();
    }
  }
  [[nodiscard]] std::uint64_t counted(std::string_view name, std::string_view label = {}) {
    return harness_.count_of(name, label);
  }

  std::vector<std::uint64_t> taken;
  std::vector<book_state> told;
  std::vector<message_range> asked;
  int snapshots_asked{0};
  bool server_answers{true};
  std::optional<std::uint64_t> distrust_at; ///< the message that cannot be read

private:
  struct probe_holder : actor {
    explicit probe_holder(actor_setup& setup) : actor{setup}, probe{setup} {}
    recovery_probe probe;
  };

  std::uint32_t take(const sequenced_packet& p, std::uint32_t skip) override {
    EXPECT_EQ(p.raw.payload.size(), p.count * sizeof(std::uint64_t));
    for (auto i = skip; i < p.count; ++i) {
      std::uint64_t number = 0;
      std::memcpy(&number, p.raw.payload.data() + i * sizeof number, sizeof number);
      taken.push_back(number);
      if (distrust_at == number) space.distrust();
    }
    return 0;
  }
  bool request_messages(message_range missing) override {
    asked.push_back(missing);
    return server_answers;
  }
  bool request_snapshot() override {
    ++snapshots_asked;
    return server_answers;
  }
  void trust(book_state s) override { told.push_back(s); }
  [[nodiscard]] timestamp time() const override { return now_; }
  void wake_at(timestamp at) override {
    if (!wake_ || at < *wake_) wake_ = at;
  }

  support::actor_harness harness_;
  timestamp now_{1'000'000'000};
  std::optional<timestamp> wake_;

public:
  sequence_space space; ///< last: it calls the members above
};

} // namespace corelane
