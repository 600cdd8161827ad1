#include "corelane/actors/feed/feed_line.hpp"
#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/bench/measure/bench_setup.hpp"
#include "corelane/hw/tsc_clock.hpp"

#include <array>

namespace corelane::bench {

namespace {

constexpr std::size_t packets = 2'000'000; ///< of each line
constexpr std::uint32_t messages = 8;      ///< in a packet
constexpr std::uint64_t lag = 3;           ///< packets that line B is behind

/// Takes what comes and does nothing with it.
class listener final : public sequence_owner {
public:
  std::uint32_t take(const sequenced_packet& p, std::uint32_t) override {
    bytes += p.raw.payload.size();
    return 0;
  }
  bool request_messages(message_range) override { return false; }
  bool request_snapshot() override { return false; }
  void trust(book_state) override {}
  [[nodiscard]] timestamp time() const override { return {}; }
  void wake_at(timestamp) override {}

  std::size_t bytes{0};
};

} // namespace

/// Two lines with the same packets, one three packets behind the other; each packet is put in its
/// place and counted for its line. Per packet received.
void arbitration(bench_output& out) {
  bench_node node;
  bench_setup setup{"feed", node};
  recovery_probe probe{setup};
  listener owner;
  const std::array<std::byte, 300> bytes{};
  const auto round = [&](std::vector<double>& samples) {
    sequence_space space{owner, probe};
    space.start({}, {});
    space.begin(1);
    std::array lines{feed_line{setup, "line=\"A\""}, feed_line{setup, "line=\"B\""}};
    const auto offer = [&](std::uint8_t line, std::uint64_t i) {
      const sequenced_packet p{{bytes, {}, {}, line}, 1 + i * messages, messages};
      lines[line].came(p, space.offer(p));
    };
    const auto begun = hw::tsc_clock::ticks();
    for (std::uint64_t i = 0; i < packets; ++i) {
      offer(0, i);
      if (i >= lag) offer(1, i - lag);
    }
    const auto ns = hw::tsc_clock::to_ns(hw::tsc_clock::ticks() - begun);
    samples.push_back(static_cast<double>(ns) / (2 * packets - lag));
  };
  out.add("arbitration", run_interleaved({{"corelane", round}}, 9));
}

} // namespace corelane::bench
