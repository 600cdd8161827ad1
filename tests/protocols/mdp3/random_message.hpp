#pragma once

#include "corelane/protocols/mdp3/messages.hpp"

#include <algorithm>
#include <concepts>
#include <random>
#include <tuple>
#include <vector>

namespace corelane::mdp3 {

/// Any value for each kind of field, null now and then; text in capitals.
struct randomise {
  std::mt19937_64& random;

  template <std::integral Number>
  void operator()(Number& n) const {
    n = static_cast<Number>(random());
  }
  void operator()(char& c) const { c = static_cast<char>('A' + random() % 26); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void operator()(Enum& e) const { e = static_cast<Enum>(random()); }
  template <std::integral Number, Number Null>
  void operator()(sbe::optional_value<Number, Null>& n) const {
    if (random() % 8 != 0) (*this)(n.raw);
  }
  template <class Decimal>
  requires requires { Decimal::exponent; }
  void operator()(Decimal& d) const {
    if (random() % 8 != 0) (*this)(d.mantissa);
  }
  template <class Bit, class Number>
  void operator()(sbe::bit_set<Bit, Number>& set) const {
    (*this)(set.bits);
  }
  template <std::size_t Width>
  void operator()(sbe::text<Width>& t) const {
    for (auto& c : t.chars) (*this)(c);
  }
  void operator()(timestamp& t) const { (*this)(t.ns); }
  template <sbe::composite T>
  void operator()(T& c) const {
    T::fields(c, [this](auto, auto& member) { (*this)(member); });
  }
};

/// A message, and the entries of each of its groups.
template <class Message>
struct made_message {
  template <class... Entry>
  static std::tuple<std::vector<Entry>...> vectors(const sbe::group<Entry>&...);
  using entries_of_groups =
      decltype(Message::groups(std::declval<const Message&>(), [](const auto&... groups) {
        return decltype(vectors(groups...)){};
      }));

  Message message{};
  entries_of_groups entries{};
};

template <class Fields>
[[nodiscard]] Fields random_fields(std::mt19937_64& random) {
  Fields made;
  Fields::fields(made, [&](auto, auto& field) { randomise{random}(field); });
  return made;
}

/// With up to `most` entries in each group.
template <class Message>
[[nodiscard]] made_message<Message> random_message(std::mt19937_64& random, std::size_t most) {
  made_message<Message> made;
  made.message = random_fields<Message>(random);
  const auto fill = [&]<class Entry>(std::vector<Entry>& entries) {
    for (auto n = random() % (most + 1); n > 0; --n)
      entries.push_back(random_fields<Entry>(random));
  };
  std::apply([&](auto&... entries) { (fill(entries), ...); }, made.entries);
  return made;
}

/// Whether a decoded message is what was made, entry by entry.
template <class Message>
[[nodiscard]] bool is_same(const Message& decoded, const made_message<Message>& made) {
  auto fields = decoded;
  Message::groups(fields, [](auto&... groups) { ((groups = {}), ...); });
  const auto same = [](const auto& group, const auto& entries) {
    for (std::size_t i = 0; i < std::min(group.size(), entries.size()); ++i)
      if (group[i] != entries[i]) return false;
    return std::equal(group.begin(), group.end(), entries.begin(), entries.end());
  };
  return fields == made.message && Message::groups(decoded, [&](const auto&... groups) {
           return std::apply(
               [&](const auto&... entries) { return (true && ... && same(groups, entries)); },
               made.entries);
         });
}

/// A decoder's handler that tells whether the message it gets is the one made. One type for all
/// messages: the compiler makes one decoder of it.
class same_as {
public:
  template <class Message>
  explicit same_as(const made_message<Message>& made) : made_{&made}, type_{Message::type} {}

  template <class Message>
  void operator()(const Message& m) {
    same_ = Message::type == type_ && is_same(m, *static_cast<const made_message<Message>*>(made_));
  }
  [[nodiscard]] bool same() const noexcept { return same_; }

private:
  const void* made_;
  std::uint16_t type_;
  bool same_{false};
};

} // namespace corelane::mdp3
