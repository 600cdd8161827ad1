#include "corelane/tests/protocols/mdp3/tshark_fields.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

namespace corelane::mdp3 {
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

std::uint64_t number(const json& tree, std::string_view ending) {
  return std::stoull(members(tree, ending).at(0).get<std::string>());
}

/// The number that a tree of its bits makes; `reserved12` stands for twelve of them.
std::string bits_of(const json& tree) {
  std::uint64_t bits = 0;
  unsigned at = 0;
  for (const auto& [name, value] : tree.items()) {
    const auto part = last_part(name);
    const auto shown = value.get<std::string>();
    bits |= std::stoull(shown, nullptr, 0) << at;
    const auto digits = part.find_first_of("0123456789");
    const bool many = part.starts_with("reserved") && digits != part.npos;
    at += many ? static_cast<unsigned>(std::stoul(part.substr(digits))) : 1;
  }
  return std::to_string(bits);
}

void flatten(const json& tree, std::vector<dissected_field>& into) {
  static const std::set<std::string> sets{"matcheventindicator", "settlpricetype",
                                          "instattribvalue"};
  for (const auto& [name, value] : tree.items()) {
    const auto part = last_part(name);
    if (part.ends_with("index") || part.ends_with("_tree") || part.starts_with("padding")
        || part == "blocklength")
      continue;
    if (!tree.contains(name + "_tree")) {
      into.push_back({part, value.get<std::string>()});
    } else if (sets.contains(part)) {
      into.push_back({part, bits_of(tree.at(name + "_tree"))});
    } else {
      for (const auto& below : members(tree, "." + part + "_tree")) flatten(below, into);
    }
  }
}

dissected_message read_message(const json& tree) {
  dissected_message m;
  m.size = number(tree, ".messagesize");
  const auto head = members(tree, ".messageheader_tree").at(0);
  m.header = {static_cast<std::uint16_t>(number(head, ".blocklength")),
              static_cast<std::uint16_t>(number(head, ".templateid")),
              static_cast<std::uint16_t>(number(head, ".schemaid")),
              static_cast<std::uint16_t>(number(head, ".version"))};
  for (const auto& [name, value] : tree.items())
    if (name.ends_with("_tree") && !name.ends_with("messageheader_tree")) flatten(value, m.fields);
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

void expect_same_fields(const std::vector<dissected_field>& theirs,
                        const std::vector<our_field>& ours) {
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    ASSERT_LT(i, ours.size()) << theirs[i].name;
    const auto& [name, value] = theirs[i];
    if (ours[i].decimal && value != "-nan")
      EXPECT_EQ(std::to_string(in_nanos(value)), ours[i].text) << name;
    else
      EXPECT_EQ(without_padding(value), without_padding(ours[i].text)) << name;
  }
  EXPECT_EQ(theirs.size(), ours.size());
}

} // namespace

std::vector<dissected_packet> read_dissection(const std::string& text) {
  std::vector<dissected_packet> packets;
  for (const auto& frame : json::parse(text)) {
    json tree;
    for (const auto& [name, layer] : frame.at("_source").at("layers").items())
      if (name.starts_with("omi.")) tree = layer;
    dissected_packet p;
    const auto head = members(tree, ".binarypacketheader_tree").at(0);
    p.header.sequence = static_cast<std::uint32_t>(number(head, ".packetsequencenumber"));
    p.header.sending_time.ns = static_cast<std::int64_t>(number(head, ".sendingtime"));
    for (const auto& message : members(tree, ".message_tree"))
      p.messages.push_back(read_message(message));
    packets.push_back(std::move(p));
  }
  return packets;
}

std::vector<int> expect_same_packet(const dissected_packet& theirs,
                                    std::span<const std::byte> packet) {
  std::vector<int> types;
  const auto header = read_header(packet);
  EXPECT_EQ(header, theirs.header);
  packet_messages messages{packet};
  for (const auto& message : theirs.messages) {
    const auto bytes = messages.next();
    EXPECT_TRUE(bytes) << "message " << types.size();
    if (!bytes) return types;
    EXPECT_EQ(message.size, bytes->size());
    EXPECT_EQ(message.header, sbe::read_header(bytes->data() + 2));
    to_fields ours{message.header.version};
    EXPECT_EQ(decode(*bytes, ours), decode_result::handled)
        << "template " << message.header.template_id;
    EXPECT_EQ(ours.type, message.header.template_id);
    SCOPED_TRACE(name_of(message.header.template_id));
    expect_same_fields(message.fields, ours.fields);
    types.push_back(ours.type);
  }
  EXPECT_FALSE(messages.next());
  EXPECT_FALSE(messages.malformed());
  return types;
}

} // namespace corelane::mdp3
