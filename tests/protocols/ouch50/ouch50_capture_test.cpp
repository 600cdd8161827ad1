#include "corelane/protocols/ouch50/decoder.hpp"
#include "corelane/protocols/soupbin/packet.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// Packets of a real session, as tshark reads them. Its fields stand in the order of the wire, as
// ours do, so that they are compared one by one whatever they are called.

namespace corelane::ouch50 {
namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

struct field {
  std::string name;
  std::string text;
};

void append_leaves(const json& tree, std::vector<field>& to) {
  for (const auto& [name, value] : tree.items())
    if (value.is_array()) {
      for (const auto& each : value)
        if (each.is_object()) append_leaves(each, to);
    } else if (value.is_object()) {
      append_leaves(value, to);
    } else if (!tree.contains(name + "_tree")) {
      to.push_back({name.substr(name.rfind('.') + 1), value.get<std::string>()});
    }
}

/// A message's fields as text, in the order of the wire.
struct our_fields {
  std::vector<std::string> values;

  template <std::integral Number>
  void operator()(Number n) {
    values.push_back(std::to_string(n));
  }
  void operator()(char c) { values.emplace_back(1, c); }
  template <std::size_t Width>
  void operator()(const wire::field_text<Width>& t) {
    values.emplace_back(t.view());
  }
  template <class Message>
  requires requires { Message::wire_size; }
  void operator()(const Message& m) {
    (*this)(Message::type);
    Message::fields(m, [&](const auto&... f) { ((*this)(f), ...); });
    if constexpr (has_options<Message>) {
      (*this)(m.options.bytes().size());
      m.options.for_each([&](std::uint8_t tag, std::span<const std::byte> value) {
        (*this)(value.size() + 1);
        (*this)(tag);
        all_options::with(tag, false, [&]<class Option>(std::type_identity<Option>) {
          (*this)(*m.options.template get<Option>());
          return true;
        });
      });
    }
  }
};

std::string without_padding(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// tshark shows a price with its point.
std::string as_wire(const field& f) {
  if (f.name != "price") return without_padding(f.text);
  return std::to_string(std::llround(std::stod(f.text) * 10'000));
}

std::vector<std::byte> payload_of(const json& layers) {
  std::vector<std::byte> bytes;
  const auto text = layers.at("tcp").at("tcp.payload").get<std::string>();
  for (std::size_t i = 0; i + 1 < text.size(); i += 3) {
    std::uint8_t value = 0;
    std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
    bytes.push_back(static_cast<std::byte>(value));
  }
  return bytes;
}

void compare(const json& layers, std::map<char, int>& seen) {
  const auto bytes = payload_of(layers);
  const auto read = soupbin::read_packet(bytes);
  ASSERT_EQ(read.result, soupbin::packet_read::what::whole);
  our_fields ours;
  ours(static_cast<std::uint16_t>(read.value.wire_size() - 2));
  ours(static_cast<char>(read.value.type));
  auto result = decode_result::handled;
  if (read.value.type == soupbin::packet_type::sequenced_data)
    result = decode_report(read.value.payload, ours);
  else if (read.value.type == soupbin::packet_type::unsequenced_data)
    result = decode_request(read.value.payload, ours);
  ASSERT_EQ(result, decode_result::handled);
  std::vector<field> theirs;
  for (const auto& [name, value] : layers.items())
    if (name.starts_with("omi.")) append_leaves(value, theirs);
  ASSERT_EQ(ours.values.size(), theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i)
    EXPECT_EQ(ours.values[i], as_wire(theirs[i])) << theirs[i].name;
  ++seen[ours.values.size() > 2 ? ours.values[2][0] : ours.values[1][0]];
}

TEST(ouch50_captures, agree_with_tshark_field_by_field) {
  const fs::path folder{support::shared_folder() + "/data/pcap/Nasdaq.Nsm.Ouch.v5.0"};
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  std::map<char, int> seen;
  for (const auto& file : fs::directory_iterator{folder}) {
    if (file.path().extension() != ".json") continue;
    SCOPED_TRACE(file.path().string());
    const auto name = "pcap/Nasdaq.Nsm.Ouch.v5.0/" + file.path().filename().string();
    for (const auto& frame : json::parse(support::shared_file(name).value()))
      compare(frame.at("_source").at("layers"), seen);
  }
  EXPECT_EQ(seen,
            (std::map<char, int>{{'A', 1}, {'C', 1}, {'H', 1}, {'O', 1}, {'R', 1}, {'X', 1}}));
}

} // namespace
} // namespace corelane::ouch50
