#pragma once

#include "corelane/protocols/mdp3/decoder.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

/// Packets as tshark reads them, to be compared with how we do. Its fields stand in the order of
/// the wire, as ours do, so that they are compared one by one whatever they are called.
namespace corelane::mdp3 {

struct dissected_field {
  std::string name;
  std::string value;
};

struct dissected_message {
  std::size_t size{0};
  sbe::message_header header;
  std::vector<dissected_field> fields; ///< and the count of each group before its entries
};

struct dissected_packet {
  packet_header header;
  std::vector<dissected_message> messages;
};

/// The packets in what `tshark -T json --no-duplicate-keys` prints.
[[nodiscard]] std::vector<dissected_packet> read_dissection(const std::string& json);

struct our_field {
  std::string text;
  bool decimal{false};
};

/// A message's fields in the order of the wire, as far as its version has them.
struct to_fields {
  std::uint16_t version{0};
  int type{0};
  std::vector<our_field> fields{};

  void add(char c) { fields.push_back({std::string(1, c)}); }
  template <std::integral Number>
  void add(Number n) {
    fields.push_back({std::to_string(n)});
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void add(Enum e) { add(static_cast<std::underlying_type_t<Enum>>(e)); }
  template <std::integral Number, Number Null>
  void add(sbe::optional_value<Number, Null> n) {
    add(n.raw);
  }
  template <class Decimal>
  requires requires { Decimal::exponent; }
  void add(Decimal d) {
    fields.push_back({d.has_value() ? std::to_string(sbe::nanos_of(d)) : "-nan", true});
  }
  template <class Bit, class Number>
  void add(sbe::bit_set<Bit, Number> set) {
    add(set.bits);
  }
  template <std::size_t Width>
  void add(const sbe::text<Width>& t) {
    fields.push_back({std::string{t.chars.data(), Width}});
  }
  void add(timestamp t) { add(static_cast<std::uint64_t>(t.ns)); }
  template <sbe::composite T>
  void add(const T& c) {
    T::fields(c, [this](auto, const auto& member) { add(member); });
  }
  template <class Entry>
  void add(const sbe::group<Entry>& group) {
    if (Entry::group_since > version) return;
    add(group.size());
    for (const auto entry : group) add_block(entry);
  }
  template <class Fields>
  void add_block(const Fields& block) {
    Fields::fields(block, [this]<class Place>(Place, const auto& field) {
      if (Place::since <= version) add(field);
    });
  }
  template <class Message>
  void operator()(const Message& m) {
    type = Message::type;
    add_block(m);
    Message::groups(m, [&](const auto&... group) { (add(group), ...); });
  }
};

/// Decodes `packet` and fails the test where it differs from `theirs`; gives the templates it held.
std::vector<int> expect_same_packet(const dissected_packet& theirs,
                                    std::span<const std::byte> packet);

} // namespace corelane::mdp3
