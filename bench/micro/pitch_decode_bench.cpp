#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"

#include <benchmark/benchmark.h>
#include <array>
#include <random>
#include <string_view>
#include <vector>

namespace corelane::pitch {
namespace {

constexpr std::size_t stream_messages = 4'000'000;
constexpr std::size_t symbols_in_stream = 8'000;

/// Packets of one to eight messages, of 8,000 symbols. An assumed mix of a day, the same in all
/// markets: adds 43 % (one in ten long, one in a hundred expanded), deletes 37 %, modifies 9 %
/// (one in five long), executions 5 %, reductions 2.5 %, trades 2 %, the clock 1 %, the rest
/// status, executions at another price, and breaks. Types follow each other at random.
template <market In>
class packet_stream {
public:
  packet_stream() {
    bytes_.reserve(stream_messages * 28);
    for (std::size_t i = 0; i < stream_messages; ++i) {
      while (!add_one(random_() % 1'000)) flush();
      if (writer_.count() >= 1 + random_() % 8) flush();
    }
    flush();
  }
  [[nodiscard]] const std::vector<std::byte>& bytes() const noexcept { return bytes_; }

private:
  bool add_one(std::uint64_t kind) {
    if (kind < 383) return add(add_order_short{});
    if (kind < 426) return add(add_order_long{});
    if (kind < 430) return add_where_sent(add_order_expanded{});
    if (kind < 800) return add(delete_order{});
    if (kind < 872) return add(modify_order_short{});
    if (kind < 890) return add(modify_order_long{});
    if (kind < 940) return add(order_executed{});
    if (kind < 965) return add(reduce_size_short{});
    if (kind < 980) return add(trade_short{});
    if (kind < 985) return add(trade_long{});
    if (kind < 995) return add(unit_time{34'200, 1'556'747'109});
    if (kind < 997) return add(trading_status{});
    if (kind < 999) return add_where_sent(order_executed_at_price{});
    return add(trade_break{});
  }
  template <class Message>
  bool add_where_sent(const Message& m) {
    if constexpr (Message::sent_in.has(In)) return add(m);
    return add(delete_order{});
  }
  template <class Message>
  bool add(Message m) {
    if constexpr (requires { m.time_offset; })
      m.time_offset = static_cast<std::uint32_t>(random_() % 1'000'000'000);
    if constexpr (requires { m.order_id; }) m.order_id = random_();
    if constexpr (requires { m.symbol; }) m.symbol = symbol(random_() % symbols_in_stream);
    if constexpr (requires { m.price.hundredths; }) m.price = {2'066};
    if constexpr (requires { m.price.ten_thousandths; }) m.price = {20'661'234};
    const auto room = writer_.begin_message(largest_size<Message, In>);
    if (room.empty()) return false;
    writer_.end_message(write<In>(m, room.data()));
    return true;
  }
  static feed_symbol symbol(std::uint64_t n) {
    std::array<char, 4> letters{};
    for (auto& c : letters) c = static_cast<char>('A' + n % 26), n /= 26;
    return std::string_view{letters.data(), letters.size()};
  }
  void flush() {
    const auto packet = writer_.finish();
    bytes_.insert(bytes_.end(), packet.begin(), packet.end());
  }

  std::mt19937_64 random_{1};
  std::array<std::byte, 1'450> packet_{};
  packet_writer writer_{packet_, 1, 1};
  std::vector<std::byte> bytes_;
};

/// ns a message, for each of the stream's, headers and framing included.
template <market In, class Take>
void for_each_message(benchmark::State& state, Take&& take) {
  static const packet_stream<In> stream;
  while (state.KeepRunningBatch(stream_messages)) {
    std::span<const std::byte> rest{stream.bytes()};
    while (const auto header = read_header(rest)) {
      unit_messages messages{rest, *header};
      while (const auto message = messages.next()) take(*message);
      rest = rest.subspan(header->length);
    }
  }
}

/// The floor: from length to length, reading each message's type.
void pitch_walk(benchmark::State& state) {
  for_each_message<market::equities>(state,
                                     [](auto message) { benchmark::DoNotOptimize(message[1]); });
}
BENCHMARK(pitch_walk);

/// All fields of the message as a struct in memory; nothing is done with it.
template <market In>
void decode_all(benchmark::State& state) {
  for_each_message<In>(state, [](auto message) {
    decode<In>(message, [](const auto& m) { benchmark::DoNotOptimize(m); });
  });
}
void pitch_decode(benchmark::State& state) { decode_all<market::equities>(state); }
BENCHMARK(pitch_decode);
void pitch_decode_options(benchmark::State& state) { decode_all<market::options>(state); }
BENCHMARK(pitch_decode_options);
void pitch_decode_futures(benchmark::State& state) { decode_all<market::futures>(state); }
BENCHMARK(pitch_decode_futures);

/// The fields that a book wants, in registers.
void pitch_decode_order_fields(benchmark::State& state) {
  std::uint64_t sum = 0;
  for_each_message<market::equities>(state, [&](auto message) {
    decode<market::equities>(message, [&]<class Message>(const Message& m) {
      if constexpr (requires { m.time_offset; }) sum += m.time_offset;
      if constexpr (requires { m.order_id; }) sum += m.order_id;
      if constexpr (requires { m.quantity; }) sum += m.quantity;
      if constexpr (requires { to_price(m.price); })
        sum += static_cast<std::uint64_t>(to_price(m.price).nanos);
      if constexpr (requires { m.symbol; }) sum += key_of(m.symbol);
    });
  });
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(pitch_decode_order_fields);

} // namespace
} // namespace corelane::pitch
