#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/bench/feeds/stream_timing.hpp"
#include "corelane/protocols/mdp3/decoder.hpp"
#include "corelane/protocols/mdp3/packet_writer.hpp"

#include <array>
#include <random>
#include <vector>

namespace corelane::mdp3 {
namespace {

constexpr std::size_t stream_messages = 65'536;
constexpr std::size_t rounds = 16; // so often a sample goes through the stream
constexpr std::uint64_t instruments_in_stream = 2'000;

/// Packets of one message (70 %), two (20 %) or three, of 2,000 instruments. An assumed mix of a
/// day: changes of the book 64 % (of 100 these change one level in 60, two in 25, three to six in
/// the rest, and one order for each level), changes of orders behind them 20 % (one, or two in one
/// of four), trades 8 % (one with two to four orders) and volume 7 % (one), as captures have them,
/// status 1 %. They follow each other at random. The stream is of 8 MB: the cache has it, as it has
/// what a socket just read.
class packet_stream {
public:
  packet_stream() {
    bytes_.reserve(stream_messages * 160);
    packets_.reserve(stream_messages);
    for (std::size_t i = 0; i < stream_messages; ++i) {
      const auto kind = random_() % 100;
      while (!add_one(kind)) flush();
      if (++in_packet_ >= one_of(messages_of)) flush();
    }
    flush();
  }
  [[nodiscard]] std::span<const std::span<const std::byte>> packets() const noexcept {
    return packets_;
  }
  [[nodiscard]] std::size_t entries() const noexcept { return entries_; }

private:
  bool add_one(std::uint64_t kind) {
    if (kind < 64) return add_book();
    if (kind < 84) return add_orders();
    if (kind < 92) return add_trades();
    if (kind < 99) return add_volume();
    return writer_.add(security_status{});
  }
  bool add_book() {
    std::vector<incremental_book::entry> levels(one_of(levels_of));
    std::vector<incremental_book::order_entry> orders;
    for (auto& level : levels) {
      level = {{price_now()}, quantity(), instrument(), sequence(), 7};
      level.level = static_cast<std::uint8_t>(1 + random_() % 10);
      level.action = static_cast<update_action>(random_() % 3);
      level.type = random_() % 2 == 0 ? entry_type::bid : entry_type::offer;
      orders.push_back({random_(), random_(), quantity(),
                        static_cast<std::uint8_t>(orders.size() + 1), order_action::change});
    }
    return counted(writer_.add(incremental_book{now(), quote_end}, levels, orders),
                   levels.size() + orders.size());
  }
  bool add_orders() {
    std::vector<incremental_orders::entry> orders(one_of(orders_of));
    for (auto& order : orders)
      order = {random_(), random_(), {price_now()}, quantity(), instrument(), {}, entry_type::bid};
    return counted(writer_.add(incremental_orders{now(), quote_end}, orders), orders.size());
  }
  bool add_trades() {
    std::vector<trade_summary::entry> trades(1);
    std::vector<trade_summary::order_entry> orders(2 + random_() % 3);
    for (auto& trade : trades)
      trade = {{price_now()}, 5, instrument(), sequence(), 3, aggressor_side::buy, {}, 77U};
    for (auto& order : orders) order = {random_(), 2};
    return counted(writer_.add(trade_summary{now(), {match_event_bit::last_trade}}, trades, orders),
                   trades.size() + orders.size());
  }
  bool add_volume() {
    std::vector<volume::entry> volumes(1);
    for (auto& v : volumes) v = {9'876, instrument(), sequence()};
    return counted(writer_.add(volume{now(), {match_event_bit::last_volume}}, volumes),
                   volumes.size());
  }
  bool counted(bool added, std::size_t entries) {
    entries_ += added ? entries : 0;
    return added;
  }

  template <std::size_t N>
  std::size_t one_of(const std::size_t (&counts)[N]) {
    return counts[random_() % N];
  }
  static timestamp now() { return {1'700'000'000'123'456'789}; }
  std::int64_t price_now() {
    return 4'800'000'000'000 + static_cast<std::int64_t>(random_() % 64) * 2560'000;
  }
  std::int32_t quantity() { return static_cast<std::int32_t>(1 + random_() % 500); }
  std::int32_t instrument() { return static_cast<std::int32_t>(random_() % instruments_in_stream); }
  std::uint32_t sequence() { return static_cast<std::uint32_t>(random_()); }

  void flush() {
    if (writer_.empty()) return;
    const auto packet = writer_.finish(now());
    const auto at = bytes_.size();
    bytes_.insert(bytes_.end(), packet.begin(), packet.end());
    packets_.emplace_back(bytes_.data() + at, packet.size());
    in_packet_ = 0;
  }

  static constexpr std::size_t messages_of[]{1, 1, 1, 1, 1, 1, 1, 2, 2, 3};
  static constexpr std::size_t levels_of[]{1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                           1, 1, 2, 2, 2, 2, 2, 3, 4, 6};
  static constexpr std::size_t orders_of[]{1, 1, 1, 2};
  static constexpr match_event quote_end{match_event_bit::last_quote,
                                         match_event_bit::end_of_event};

  std::mt19937_64 random_{1};
  std::array<std::byte, max_packet_size> packet_{};
  packet_writer writer_{packet_, 1};
  std::vector<std::byte> bytes_; // never grows: packets_ refers to it
  std::vector<std::span<const std::byte>> packets_;
  std::size_t in_packet_{0};
  std::size_t entries_{0};
};

/// Makes each field of each message and of each entry.
struct take_all {
  template <class Message>
  void operator()(const Message& m) const {
    bench::made(m);
    Message::groups(m, [](const auto&... group) { (take(group), ...); });
  }
  template <class Entry>
  static void take(const sbe::group<Entry>& group) {
    for (const auto entry : group) bench::made(entry);
  }
};

/// What a book by price needs: of changed levels all, of other messages nothing.
struct take_levels {
  void operator()(const incremental_book& m) const {
    for (const auto entry : m.entries) bench::made(entry);
  }
  void operator()(const auto&) const {}
};

template <class Take>
void for_each_packet(const packet_stream& stream, Take&& take) {
  for (const auto packet : stream.packets()) {
    for (const std::size_t line : {0, 64, 128})
      __builtin_prefetch(packet.data() + bench::ahead + line);
    take(packet);
  }
}

} // namespace
} // namespace corelane::mdp3

namespace corelane::bench {

/// A message is one of SBE, with all its entries; `entries` are how many of them there are beside
/// the messages. All fields as structs in memory; the packets' reading counts. The floor walks
/// from message to message.
void mdp3_decode(bench_output& out) {
  const mdp3::packet_stream stream;
  const auto each = [&](auto&& take) {
    return [&stream, take](std::vector<double>& samples) {
      time_stream(samples, mdp3::stream_messages * mdp3::rounds, [&] {
        for (std::size_t i = 0; i < mdp3::rounds; ++i) mdp3::for_each_packet(stream, take);
      });
    };
  };
  out.add(
      "mdp3_decode",
      run_interleaved(
          {{"corelane", each([](auto packet) { mdp3::decode_packet(packet, mdp3::take_all{}); })},
           {"levels only",
            each([](auto packet) { mdp3::decode_packet(packet, mdp3::take_levels{}); })},
           {"walk", each([](auto packet) {
              mdp3::packet_messages messages{packet};
              while (const auto message = messages.next()) made((*message)[4]);
            })}},
          9),
      {{"messages", static_cast<double>(mdp3::stream_messages)},
       {"entries", static_cast<double>(stream.entries())}});
}

} // namespace corelane::bench
