#include "corelane/bench/orders/fix_samples.hpp"
#include "corelane/bench/orders/order_benches.hpp"
#include "corelane/bench/orders/sample_timing.hpp"
#ifdef CORELANE_QUICKFIX
#include "corelane/bench/orders/quickfix_peer.hpp"
#endif

#include <array>

namespace corelane::bench {

namespace {

constexpr int rounds = 9, passes = 40;

template <class Value, class Write, class Peer>
void encode(bench_output& out, const char* name, Value value_of, Write write,
            [[maybe_unused]] Peer peer_write) {
  const auto samples = make_samples();
  std::vector<decltype(value_of(samples[0]))> values;
  for (const auto& s : samples) values.push_back(value_of(s));
  std::array<char, 1024> room;
  fix_samples ours;
  std::vector<contestant> all{each_sample("corelane", samples.size(), passes, [&](std::size_t i) {
    made(write(ours, room, samples[i], values[i]));
  })};
#ifdef CORELANE_QUICKFIX
  quickfix_peer peer;
  all.push_back(each_sample("quickfix", samples.size(), 2,
                            [&](std::size_t i) { made(peer_write(peer, samples[i])); }));
#endif
  const auto bytes = write(ours, room, samples[0], values[0]).size();
  out.add(name, run_interleaved(all, rounds), {{"bytes", static_cast<double>(bytes)}});
}

} // namespace

/// An `order_request` to the bytes of a message D, header and checksum included.
void fix_encode_nos(bench_output& out) {
  encode(
      out, "fix_encode_nos", request_of,
      [](auto& to, auto& room, auto& s, auto& r) { return to.order(room, s, r); },
      [](auto& peer, auto& s) { return peer.order(s).data(); });
}

/// An `execution_report` of a fill to the bytes of a message 8.
void fix_encode_er(bench_output& out) {
  encode(
      out, "fix_encode_er", fill_of,
      [](auto& to, auto& room, auto& s, auto& r) { return to.fill(room, s, r); },
      [](auto& peer, auto& s) { return peer.fill(s).data(); });
}

} // namespace corelane::bench
