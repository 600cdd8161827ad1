#include "corelane/tests/protocols/pitch/tshark_fields.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string_view>

namespace corelane::pitch {
namespace {

using json = nlohmann::ordered_json;

std::string last_part(const std::string& name) { return name.substr(name.rfind('.') + 1); }

/// The members of a tree whose names end like this.
std::vector<json> members(const json& tree, std::string_view ending) {
  std::vector<json> found;
  for (const auto& [name, value] : tree.items())
    if (name.ends_with(ending)) {
      if (value.is_array())
        found.insert(found.end(), value.begin(), value.end());
      else
        found.push_back(value);
    }
  return found;
}

std::uint32_t number(const json& tree, std::string_view ending) {
  return static_cast<std::uint32_t>(std::stoul(members(tree, ending).at(0).get<std::string>()));
}

/// The byte that a tree of its bits makes; a name ends in the number of its bits, if not one.
std::string byte_of(const json& bits) {
  unsigned byte = 0, at = 0;
  for (const auto& [name, value] : bits.items()) {
    byte |= static_cast<unsigned>(std::stoul(value.get<std::string>())) << at;
    const auto digits = name.find_last_not_of("0123456789") + 1;
    at += digits < name.size() ? static_cast<unsigned>(std::stoul(name.substr(digits))) : 1;
  }
  return std::to_string(byte);
}

void flatten(const json& tree, std::vector<dissected_field>& into) {
  for (const auto& [name, value] : tree.items()) {
    const auto part = last_part(name);
    if (part.ends_with("index") || part.ends_with("_tree") || part == "standard") continue;
    const auto below = tree.find(name + "_tree");
    if (below == tree.end()) {
      into.push_back({part, value.get<std::string>()});
    } else if (part == "timestamp") { // the second, too, when the packet has it
      into.push_back({part, members(*below, ".timeoffset").at(0).get<std::string>()});
    } else if (part.find("flags") != part.npos) {
      into.push_back({part, byte_of(*below)});
    } else {
      for (const auto& group : members(tree, "." + part + "_tree")) flatten(group, into);
    }
  }
}

dissected_message read_message(const json& tree) {
  dissected_message m;
  const auto head = members(tree, ".messageheader_tree").at(0);
  m.type = static_cast<int>(number(head, ".messagetype"));
  m.length = number(head, ".messagelength");
  for (const auto& [name, value] : tree.items())
    if (name.ends_with("message_tree")) flatten(value, m.fields);
  return m;
}

/// `80.52` as 80520000000, exactly.
std::int64_t in_nanos(std::string decimal) {
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.erase(0, 1);
  const auto point = std::min(decimal.find('.'), decimal.size());
  auto fraction = decimal.substr(std::min(point + 1, decimal.size()));
  fraction.resize(9, '0');
  const auto nanos = std::stoll(decimal.substr(0, point)) * 1'000'000'000 + std::stoll(fraction);
  return negative ? -nanos : nanos;
}

std::string without_padding(std::string text) {
  text.erase(std::min(text.find('\0'), text.size()));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// Of `reserved3`: 3.
std::size_t reserved_width(const std::string& name) {
  const auto at = name.find("reserved");
  const auto digits = name.substr(std::min(at + 8, name.size()));
  if (at == name.npos || digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
    return 0;
  return std::stoul(digits);
}

} // namespace

std::vector<dissected_packet> read_dissection(const std::string& text) {
  std::vector<dissected_packet> packets;
  for (const auto& frame : json::parse(text)) {
    json tree;
    for (const auto& [name, layer] : frame.at("_source").at("layers").items())
      if (name.starts_with("omi.")) tree = layer;
    dissected_packet p;
    const auto head = members(tree, ".packetheader_tree").at(0);
    p.header.length = static_cast<std::uint16_t>(number(head, ".length"));
    p.header.count = static_cast<std::uint8_t>(number(head, ".count"));
    p.header.unit = static_cast<std::uint8_t>(number(head, ".unit"));
    p.header.sequence = number(head, ".sequence");
    for (const auto& message : members(tree, ".message_tree"))
      p.messages.push_back(read_message(message));
    packets.push_back(std::move(p));
  }
  return packets;
}

void expect_same_fields(const std::vector<dissected_field>& theirs,
                        const std::vector<our_field>& ours) {
  std::size_t i = 0;
  for (const auto& field : theirs) {
    ASSERT_LT(i, ours.size()) << field.name;
    // Some dissectors take prices of auctions for bare numbers.
    if (ours[i].nanos && field.value != ours[i].text) {
      EXPECT_EQ(in_nanos(field.value), *ours[i++].nanos) << field.name;
      continue;
    }
    // What is reserved is shown in many ways; that it keeps its bytes is tested by writing it
    // again.
    if (const auto reserved = reserved_width(field.name); reserved != 0) {
      for (std::size_t width = 0; width < reserved && i < ours.size();) width += ours[i++].width;
      continue;
    }
    const auto& text = ours[i++].text;
    if (field.name == "multiplier") // one decimal
      EXPECT_EQ(in_nanos(field.value), std::stoll(text) * 100'000'000);
    else
      EXPECT_EQ(without_padding(field.value), without_padding(text)) << field.name;
  }
}

void expect_same_header(const unit_header& theirs, const unit_header& ours) {
  EXPECT_EQ(theirs.length, ours.length);
  EXPECT_EQ(theirs.count, ours.count);
  EXPECT_EQ(theirs.unit, ours.unit);
  EXPECT_EQ(theirs.sequence, ours.sequence);
}

template <market In>
std::vector<int> expect_same_packet(const dissected_packet& theirs,
                                    std::span<const std::byte> packet) {
  std::vector<int> types;
  const auto header = read_header(packet);
  EXPECT_TRUE(header);
  if (!header) return types;
  expect_same_header(theirs.header, *header);
  unit_messages messages{packet, *header};
  for (const auto& message : theirs.messages) {
    const auto bytes = messages.next();
    EXPECT_TRUE(bytes) << "message " << types.size();
    if (!bytes) return types;
    to_fields<In> ours;
    EXPECT_EQ(decode<In>(*bytes, ours), decode_result::handled) << "type " << message.type;
    EXPECT_EQ(message.type, ours.type);
    EXPECT_EQ(message.length, bytes->size());
    SCOPED_TRACE(name_of<In>(static_cast<std::uint8_t>(message.type)));
    expect_same_fields(message.fields, ours.fields);
    types.push_back(ours.type);
  }
  EXPECT_FALSE(messages.next());
  EXPECT_FALSE(messages.malformed());
  return types;
}

template std::vector<int> expect_same_packet<market::equities>(const dissected_packet&,
                                                               std::span<const std::byte>);
template std::vector<int> expect_same_packet<market::options>(const dissected_packet&,
                                                              std::span<const std::byte>);
template std::vector<int> expect_same_packet<market::futures>(const dissected_packet&,
                                                              std::span<const std::byte>);

} // namespace corelane::pitch
