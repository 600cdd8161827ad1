#include "corelane/bench/path/tick_stream.hpp"

#include "corelane/protocols/itch50/decoder.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"

#include <array>
#include <cmath>
#include <random>
#include <string>
#include <utility>

namespace corelane::bench {

namespace {

itch50::stock symbol_of(std::uint32_t instrument) {
  return std::string_view{"S" + std::to_string(instrument)};
}

} // namespace

class tick_stream::builder {
public:
  explicit builder(tick_stream& to, std::size_t messages_per_packet)
      : to_{to}, per_packet_{messages_per_packet} {}

  template <class Message>
  void add(Message m, std::uint32_t instrument) {
    m.header.stock_locate = static_cast<std::uint16_t>(instrument + 1);
    m.header.timestamp = 34'200'000'000'000 + ++to_.messages_ * 1'000;
    auto room = writer_.begin_message(Message::wire_size);
    if (room.empty()) {
      flush();
      room = writer_.begin_message(Message::wire_size);
    }
    writer_.end_message(itch50::write(m, room.data()));
    if (writer_.count() == per_packet_) flush();
  }
  void flush() {
    if (writer_.empty()) return;
    const auto p = writer_.finish();
    to_.bytes_.insert(to_.bytes_.end(), p.begin(), p.end());
    to_.ends_.push_back(to_.bytes_.size());
  }
  std::uint64_t order(std::uint32_t instrument, char side, std::uint32_t shares, std::uint32_t px) {
    itch50::add_order a;
    a.order_reference = ++last_reference_;
    a.buy_sell = side;
    a.shares = shares;
    a.symbol = symbol_of(instrument);
    a.price = px;
    add(a, instrument);
    return last_reference_;
  }
  std::uint64_t next_reference() { return ++last_reference_; }

private:
  tick_stream& to_;
  std::size_t per_packet_;
  std::array<std::byte, 1400> bytes_;
  moldudp64::packet_writer writer_{bytes_, {'B', 'E', 'N', 'C', 'H'}, 1};
  std::uint64_t last_reference_{0};
};

tick_stream tick_stream::moving_tops(std::uint32_t instruments, std::size_t ticks) {
  tick_stream s;
  builder b{s, 1};
  for (std::uint32_t i = 0; i < instruments; ++i)
    for (std::uint32_t level = 0; level < 8; ++level) {
      b.order(i, 'B', 500, 1'000'000 - 1'000 - level * 100);
      b.order(i, 'S', 500, 1'000'000 + 1'000 + level * 100);
    }
  s.warm_up_ = s.ends_.size();
  // A better bid comes and goes, then a better offer: the centre moves by two ticks each time.
  std::vector<std::uint64_t> better(instruments, 0);
  for (std::size_t t = 0; t < ticks; ++t) {
    const auto i = static_cast<std::uint32_t>(t % instruments);
    if (better[i] == 0) {
      const bool buy = (t / instruments / 2) % 2 == 0;
      better[i] = b.order(i, buy ? 'B' : 'S', 500, buy ? 1'000'000 - 600 : 1'000'000 + 600);
    } else {
      itch50::order_delete d;
      d.order_reference = std::exchange(better[i], 0);
      b.add(d, i);
    }
  }
  return s;
}

tick_stream tick_stream::day(std::uint32_t instruments, std::size_t messages, std::uint64_t seed) {
  tick_stream s;
  s.bytes_.reserve(messages * 42);
  builder b{s, 20};
  std::mt19937_64 random{seed};
  std::vector<double> weights(instruments);
  for (std::uint32_t i = 0; i < instruments; ++i) weights[i] = 1.0 / std::pow(i + 1.0, 1.1);
  std::discrete_distribution<std::uint32_t> choose(weights.begin(), weights.end());
  struct live {
    std::uint64_t reference;
    std::uint32_t shares;
  };
  std::vector<std::vector<live>> open(instruments);
  const auto price_for = [&](bool buy) {
    const auto away = static_cast<std::uint32_t>(std::countr_zero(random() | 1U << 12)) * 100
                      + static_cast<std::uint32_t>(random() % 4) * 100;
    return buy ? 999'900 - away : 1'000'000 + away;
  };
  while (s.messages_ < messages) {
    const auto i = choose(random);
    auto& mine = open[i];
    const auto kind = random() % 100;
    if (kind < 45 || mine.size() < 10) {
      const bool buy = random() % 2 == 0;
      mine.push_back({b.order(i, buy ? 'B' : 'S', 300, price_for(buy)), 300});
      continue;
    }
    const auto at = random() % mine.size();
    if (kind < 85) {
      itch50::order_delete d;
      d.order_reference = mine[at].reference;
      b.add(d, i);
      mine[at] = mine.back();
      mine.pop_back();
    } else if (kind < 90) {
      itch50::order_executed e;
      e.order_reference = mine[at].reference;
      e.executed_shares = 100;
      e.match_number = s.messages_;
      b.add(e, i);
      if ((mine[at].shares -= 100) == 0) {
        mine[at] = mine.back();
        mine.pop_back();
      }
    } else {
      itch50::order_replace u;
      u.original_reference = mine[at].reference;
      u.new_reference = b.next_reference();
      u.shares = mine[at].shares;
      u.price = price_for(random() % 2 == 0);
      b.add(u, i);
      mine[at].reference = u.new_reference;
    }
  }
  b.flush();
  return s;
}

} // namespace corelane::bench
