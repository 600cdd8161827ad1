#pragma once

#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/encoder.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <type_traits>

/// Messages of any kind, for tests that go through all of them.
namespace corelane::pitch {

/// Gives a field a random value that its form on the wire can say.
template <market In>
struct randomise {
  std::mt19937_64& random;

  void operator()(char& c) const { c = static_cast<char>('A' + random() % 26); }
  template <std::integral Number>
  void operator()(Number& n) const {
    n = static_cast<Number>(random());
  }
  void operator()(short_price& p) const {
    const auto bits = static_cast<std::uint16_t>(random());
    p.hundredths = In == market::futures ? static_cast<std::int16_t>(bits) : bits;
  }
  void operator()(long_price& p) const {
    p.ten_thousandths = static_cast<std::int64_t>(random() >> (random() % 63));
    if (In != market::futures) p.ten_thousandths &= ~(std::int64_t{1} << 63);
  }
  template <std::size_t W>
  void operator()(field_text<W>& t) const {
    for (auto& c : t.chars) (*this)(c);
  }
  template <class Symbol>
  void operator()(six_characters<Symbol> s) const {
    for (std::size_t i = 0; i < 6; ++i) (*this)(s.symbol.chars[i]);
  }
};

template <class Message, market In>
[[nodiscard]] Message random_message(std::mt19937_64& random) {
  Message m;
  Message::template fields<In>(
      m, [&](auto&&... f) { (randomise<In>{random}(std::forward<decltype(f)>(f)), ...); });
  if constexpr (requires { m.leg_count; }) {
    m.leg_count = m.leg_offset = 0;
    for (auto legs = random() % 5; legs > 0; --legs) {
      feed_symbol symbol;
      randomise<In>{random}(six(symbol));
      m.add_leg(static_cast<std::int32_t>(random()), symbol);
    }
    if (m.leg_count != 0) m.leg_offset = 45;
  }
  return m;
}

/// Calls `take(market, type_identity<Message>)`, both as constants, for each message of each
/// market.
template <class Take>
void for_each_message_of_each_market(Take&& take) {
  const auto in = [&]<market In>(std::integral_constant<market, In> here) {
    all_messages::for_each([&]<class M>(std::type_identity<M> message) {
      if constexpr (M::sent_in.has(In)) take(here, message);
    });
  };
  in(std::integral_constant<market, market::equities>{});
  in(std::integral_constant<market, market::options>{});
  in(std::integral_constant<market, market::futures>{});
}

[[nodiscard]] inline std::string name_of(market m) {
  return m == market::equities ? "equities" : m == market::options ? "options" : "futures";
}

/// Keeps the message it is given; counts those of another type.
template <class Message>
struct expecting {
  Message got{};
  int taken{0};
  int others{0};

  void operator()(const Message& m) {
    got = m;
    ++taken;
  }
  template <class Other>
  void operator()(const Other&) {
    ++others;
  }
};

} // namespace corelane::pitch
