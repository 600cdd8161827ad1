#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/bench/feeds/stream_timing.hpp"
#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/packet_reader.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/protocols/pillar/symbol_table.hpp"

#include <array>
#include <random>
#include <vector>

namespace corelane::pillar {
namespace {

constexpr std::size_t stream_messages = 4'000'000;
constexpr std::uint32_t symbols_in_stream = 8'000;

/// Packets of one to six messages, of 8,000 symbols. An assumed mix of a day: adds 44 %, deletes
/// 41 %, executions 4 %, replaces 5 %, modifies 3 %, non-displayed trades 1.5 %, imbalances 1 %,
/// the rest retail interest, status, crosses and the clock. Types follow each other at random.
class packet_stream {
public:
  packet_stream() {
    bytes_.reserve(stream_messages * 46);
    for (std::size_t i = 0; i < stream_messages; ++i) {
      while (!add_one(random_() % 1'000)) flush();
      if (writer_.count() >= 1 + random_() % 6) flush();
    }
    flush();
  }
  [[nodiscard]] const std::vector<std::byte>& bytes() const noexcept { return bytes_; }

private:
  bool add_one(std::uint64_t kind) {
    if (kind < 440) return add(add_order{});
    if (kind < 850) return add(delete_order{});
    if (kind < 890) return add(order_execution{});
    if (kind < 940) return add(replace_order{});
    if (kind < 970) return add(modify_order{});
    if (kind < 985) return add(non_displayed_trade{});
    if (kind < 995) return add(imbalance{});
    if (kind < 997) return add(retail_price_improvement{});
    if (kind < 998) return add(security_status{});
    if (kind < 999) return add(cross_trade{});
    return add(source_time_reference{});
  }
  template <class Message>
  bool add(Message m) {
    if constexpr (requires { m.source_time_ns; })
      m.source_time_ns = static_cast<std::uint32_t>(random_() % 1'000'000'000);
    if constexpr (requires { m.symbol_index; })
      m.symbol_index = static_cast<std::uint32_t>(random_() % symbols_in_stream);
    if constexpr (requires { m.order_id; }) m.order_id = random_();
    return writer_.add(m);
  }
  void flush() {
    if (writer_.empty()) return;
    const auto packet = writer_.finish({});
    bytes_.insert(bytes_.end(), packet.begin(), packet.end());
  }

  std::mt19937_64 random_{1};
  std::array<std::byte, max_packet_size> buffer_{};
  packet_writer writer_{buffer_, 1};
  std::vector<std::byte> bytes_;
};

/// Calls `take(message)` for each of the stream's, packets and framing included.
template <class Take>
void for_each_message(const packet_stream& stream, Take&& take) {
  std::span rest{stream.bytes()};
  while (const auto header = read_header(rest)) {
    __builtin_prefetch(rest.data() + bench::ahead);
    packet_messages messages{rest, *header};
    while (const auto message = messages.next()) take(*message);
    rest = rest.subspan(header->size);
  }
}

} // namespace
} // namespace corelane::pillar

namespace corelane::bench {

/// All fields of each message as a struct in memory; the packets' reading counts. The floor walks
/// from packet to packet and message to message.
void pillar_decode(bench_output& out) {
  const pillar::packet_stream stream;
  const auto each = [&](auto&& take) {
    return [&stream, take](std::vector<double>& samples) {
      time_stream(samples, pillar::stream_messages,
                  [&] { pillar::for_each_message(stream, take); });
    };
  };
  out.add("pillar_decode",
          run_interleaved({{"corelane", each([](auto message) {
                              pillar::decode(message, [](const auto& m) { made(m); });
                            })},
                           {"walk", each([](auto message) { made(message[2]); })}},
                          9),
          {{"messages", static_cast<double>(pillar::stream_messages)}});
}

} // namespace corelane::bench
