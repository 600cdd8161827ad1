#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/bench/feeds/stream_timing.hpp"
#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"

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

/// Calls `take(message)` for each of the stream's, headers and framing included.
template <market In, class Take>
void for_each_message(const packet_stream<In>& stream, Take&& take) {
  std::span<const std::byte> rest{stream.bytes()};
  while (const auto header = read_header(rest)) {
    __builtin_prefetch(rest.data() + bench::ahead);
    unit_messages messages{rest, *header};
    while (const auto message = messages.next()) take(*message);
    rest = rest.subspan(header->length);
  }
}

} // namespace
} // namespace corelane::pitch

namespace corelane::bench {

namespace {

template <pitch::market In>
void decode_of(bench_output& out, const std::string& name) {
  const pitch::packet_stream<In> stream;
  const auto each = [&](auto&& take) {
    return [&stream, take](std::vector<double>& samples) {
      time_stream(samples, pitch::stream_messages,
                  [&] { pitch::for_each_message<In>(stream, take); });
    };
  };
  out.add(name,
          run_interleaved({{"corelane", each([](auto message) {
                              pitch::decode<In>(message, [](const auto& m) { made(m); });
                            })},
                           {"walk", each([](auto message) { made(message[1]); })}},
                          9),
          {{"messages", static_cast<double>(pitch::stream_messages)}});
}

} // namespace

/// All fields of each message as a struct in memory; the packets' reading counts. The floor walks
/// from packet to packet and message to message.
void pitch_decode(bench_output& out) {
  decode_of<pitch::market::equities>(out, "pitch_decode");
  decode_of<pitch::market::options>(out, "pitch_decode_options");
  decode_of<pitch::market::futures>(out, "pitch_decode_futures");
}

} // namespace corelane::bench
