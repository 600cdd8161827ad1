#pragma once

#include "corelane/protocols/pillar/message_list.hpp"

#include <concepts>
#include <random>

namespace corelane::pillar {

/// Any value for each kind of field; text in capitals.
struct randomise {
  std::mt19937_64& random;

  void operator()(char& c) const { c = static_cast<char>('A' + random() % 26); }
  template <std::unsigned_integral Number>
  void operator()(Number& n) const {
    n = static_cast<Number>(random());
  }
  void operator()(wire_price& p) const { p.numerator = static_cast<std::int32_t>(random()); }
  template <std::size_t Width, char Pad>
  void operator()(field_text<Width, Pad>& t) const {
    for (auto& c : t.chars) (*this)(c);
  }
};

template <class Message>
[[nodiscard]] Message random_message(std::mt19937_64& random) {
  Message m;
  Message::fields(m, [&](auto&... field) { (randomise{random}(field), ...); });
  return m;
}

} // namespace corelane::pillar
