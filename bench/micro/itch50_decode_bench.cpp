#include "corelane/protocols/itch50/decoder.hpp"

#include <benchmark/benchmark.h>
#include <random>
#include <vector>

namespace corelane::itch50 {
namespace {

constexpr std::size_t stream_messages = 5'000'000;

/// Messages behind their lengths, of 8,000 instruments, in the mix of a real open: adds 56 %,
/// replaces 22 %, deletes 17 %, executions 3 %, the rest cancels, prints and imbalances.
class message_stream {
public:
  message_stream() {
    bytes_.reserve(stream_messages * 40);
    for (std::size_t i = 0; i < stream_messages; ++i) add_one(random_() % 1000);
  }
  [[nodiscard]] const std::vector<std::byte>& bytes() const noexcept { return bytes_; }

private:
  void add_one(std::uint64_t kind) {
    if (kind < 367) return put(add_order{});
    if (kind < 560) return put(add_order_attributed{});
    if (kind < 785) return put(order_replace{});
    if (kind < 952) return put(order_delete{});
    if (kind < 980) return put(order_executed{});
    if (kind < 986) return put(order_cancel{});
    if (kind < 990) return put(non_cross_trade{});
    if (kind < 994) return put(cross_trade{});
    if (kind < 998) return put(net_order_imbalance{});
    put(order_executed_with_price{});
  }
  template <class Message>
  void put(Message m) {
    m.header.stock_locate = static_cast<std::uint16_t>(random_() % 8'000);
    m.header.timestamp = time_ += random_() % 400;
    if constexpr (requires { m.order_reference; }) m.order_reference = random_();
    const auto at = bytes_.size();
    bytes_.resize(at + 2 + Message::wire_size);
    wire::store_be(bytes_.data() + at, static_cast<std::uint16_t>(Message::wire_size));
    write(m, bytes_.data() + at + 2);
  }

  std::mt19937_64 random_{1};
  std::uint64_t time_{34'200'000'000'000};
  std::vector<std::byte> bytes_;
};

/// ns a message, for each of the stream's.
template <class Take>
void for_each_message(benchmark::State& state, Take&& take) {
  static const message_stream stream;
  while (state.KeepRunningBatch(stream_messages)) {
    const auto* at = stream.bytes().data();
    for (std::size_t i = 0; i < stream_messages; ++i) {
      const std::size_t length = wire::load_be<std::uint16_t>(at);
      take(std::span{at + 2, length});
      at += 2 + length;
    }
  }
}

/// The floor: from length to length, reading each message's type.
void itch50_walk(benchmark::State& state) {
  for_each_message(state, [](auto message) { benchmark::DoNotOptimize(message.front()); });
}
BENCHMARK(itch50_walk);

/// All fields of the message as a struct in memory; nothing is done with it.
void itch50_decode(benchmark::State& state) {
  for_each_message(state, [](auto message) {
    decode(message, [](const auto& m) { benchmark::DoNotOptimize(m); });
  });
}
BENCHMARK(itch50_decode);

/// The fields that a book wants, in registers.
void itch50_decode_order_fields(benchmark::State& state) {
  std::uint64_t sum = 0;
  for_each_message(state, [&](auto message) {
    decode(message, [&]<class Message>(const Message& m) {
      sum += m.header.stock_locate + m.header.timestamp;
      if constexpr (requires { m.order_reference; }) sum += m.order_reference;
      if constexpr (requires { m.shares; }) sum += m.shares;
      if constexpr (requires { m.price; }) sum += m.price;
    });
  });
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(itch50_decode_order_fields);

} // namespace
} // namespace corelane::itch50
