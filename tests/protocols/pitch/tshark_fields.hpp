#pragma once

#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Packets as tshark reads them, to be compared with how we do. Its fields stand in the order of
/// the wire, as ours do, so that they are compared one by one whatever they are called.
namespace corelane::pitch {

struct dissected_field {
  std::string name;
  std::string value;
};

struct dissected_message {
  int type{0};
  std::size_t length{0};
  std::vector<dissected_field> fields;
};

struct dissected_packet {
  unit_header header;
  std::vector<dissected_message> messages;
};

/// The packets in what `tshark -T json --no-duplicate-keys` prints.
[[nodiscard]] std::vector<dissected_packet> read_dissection(const std::string& json);

struct our_field {
  std::string text;
  std::optional<std::int64_t> nanos{}; ///< of a price
  std::size_t width{0};
};

/// A message's fields in the order of the wire.
template <market In>
struct to_fields {
  int type{0};
  std::vector<our_field> fields;

  static our_field of(char c) { return {std::string(1, c), {}, 1}; }
  template <std::integral Number>
  static our_field of(Number n) {
    return {std::to_string(n), {}, sizeof n};
  }
  static our_field of(short_price p) {
    return {std::to_string(p.hundredths), to_price(p).nanos, 2};
  }
  static our_field of(long_price p) {
    return {std::to_string(p.ten_thousandths), to_price(p).nanos, 8};
  }
  template <std::size_t W>
  static our_field of(const field_text<W>& t) {
    return {{t.chars.data(), W}, {}, W};
  }
  template <class Symbol>
  static our_field of(six_characters<Symbol> s) {
    return {{s.symbol.chars.data(), 6}, {}, 6};
  }
  template <class Message>
  void operator()(const Message& m) {
    type = Message::type;
    Message::template fields<In>(m, [&](auto&&... f) { (fields.push_back(of(f)), ...); });
    if constexpr (requires { m.legs(); })
      for (const auto& leg : m.legs()) {
        fields.push_back(of(leg.ratio));
        fields.push_back(of(six(leg.symbol)));
      }
  }
};

/// Fails the test where they differ. Ours may have more fields than an earlier version's.
void expect_same_fields(const std::vector<dissected_field>& theirs,
                        const std::vector<our_field>& ours);
void expect_same_header(const unit_header& theirs, const unit_header& ours);

/// Decodes `packet` and fails the test where it differs from `theirs`; gives the types it held.
template <market In>
std::vector<int> expect_same_packet(const dissected_packet& theirs,
                                    std::span<const std::byte> packet);

} // namespace corelane::pitch
