#pragma once

#include "corelane/protocols/ouch50/message_list.hpp"
#include "corelane/protocols/ouch50/wire_layout.hpp"

#include <concepts>
#include <random>
#include <vector>

namespace corelane::ouch50 {

/// Any value for each kind of field; text in capitals.
struct randomise {
  std::mt19937_64& random;

  void operator()(char& c) const { c = static_cast<char>('A' + random() % 26); }
  template <std::integral Number>
  void operator()(Number& n) const {
    n = static_cast<Number>(random());
  }
  template <std::size_t Width>
  void operator()(wire::field_text<Width>& t) const {
    for (auto& c : t.chars) (*this)(c);
  }
};

/// A message with random fields and, where it may have them, up to six options that lie in `room`.
template <class Message>
[[nodiscard]] Message random_message(std::mt19937_64& random, appendage_writer& room) {
  Message m;
  Message::fields(m, [&](auto&... field) { (randomise{random}(field), ...); });
  if constexpr (has_options<Message>) {
    room.clear();
    for (auto n = random() % 7; n > 0; --n) {
      const auto tag = static_cast<std::uint8_t>(1 + random() % 25);
      all_options::with(tag, false, [&]<class Option>(std::type_identity<Option>) {
        typename Option::value value;
        randomise{random}(value);
        return room.add<Option>(value);
      });
    }
    m.options = room.view();
  }
  return m;
}

template <class Message>
[[nodiscard]] std::vector<std::byte> bytes_of(const Message& m) {
  std::vector<std::byte> bytes(size_of(m));
  bytes.resize(write(m, bytes.data()));
  return bytes;
}

} // namespace corelane::ouch50
