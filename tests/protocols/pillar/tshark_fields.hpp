#pragma once

#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/packet_reader.hpp"

#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// What tshark makes of packets, beside what we do. Its fields stand in the order of the wire, as
/// ours do, so that they are compared one by one whatever they are called.
namespace corelane::pillar::tshark {

using json = nlohmann::ordered_json;

/// The members of a tree whose names end like this.
inline std::vector<json> members(const json& tree, std::string_view ending) {
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

struct field {
  std::string name;
  std::string text;
};

/// The fields of a tree and of the trees in it; what heads a tree is none.
inline void append_leaves(const json& tree, std::vector<field>& to) {
  for (const auto& [name, value] : tree.items())
    if (value.is_object())
      append_leaves(value, to);
    else if (!tree.contains(name + "_tree"))
      to.push_back({name.substr(name.rfind('.') + 1), value.get<std::string>()});
}

/// A message's fields as text, in the order of the wire.
struct our_fields {
  std::uint16_t type{0};
  std::vector<std::string> values;

  void operator()(std::uint32_t n) { values.push_back(std::to_string(n)); }
  void operator()(std::uint64_t n) { values.push_back(std::to_string(n)); }
  void operator()(std::uint16_t n) { values.push_back(std::to_string(n)); }
  void operator()(std::uint8_t n) { values.push_back(std::to_string(n)); }
  void operator()(wire_price p) { values.push_back(std::to_string(p.numerator)); }
  void operator()(char c) { values.push_back(std::string(1, c)); }
  template <std::size_t Width, char Pad>
  void operator()(const field_text<Width, Pad>& t) {
    values.push_back(std::string{t.chars.data(), Width});
  }
  void operator()(const trade_conditions& t) {
    for (const char c : t.chars) (*this)(c);
  }
  template <class Message>
  requires requires { Message::wire_size; }
  void operator()(const Message& m) {
    type = Message::type;
    Message::fields(m, [&](const auto&... f) { ((*this)(f), ...); });
  }
};

inline std::string trimmed(std::string text) {
  text.resize(std::min(text.size(), text.find('\0')));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// A price's numerator: some dissectors put its point eight digits from the right for every symbol.
inline std::string without_point(std::string text) {
  const auto point = text.find('.');
  if (point == std::string::npos) return text;
  text.erase(point, 1).resize(point + 8, '0');
  text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
  return text;
}

/// What an earlier version has in place of four characters.
inline std::string as_number(const std::string& chars) {
  std::uint32_t n = 0;
  for (std::size_t i = chars.size(); i-- > 0;) n = n << 8 | static_cast<unsigned char>(chars[i]);
  return std::to_string(n);
}

/// Field by field, but for those that a dissector has wrong: our values of them go to `skipped`.
/// An earlier version's message may end before ours.
inline void compare(const json& tree, const our_fields& ours,
                    std::map<std::string, std::string>& skipped) {
  std::vector<field> theirs;
  append_leaves(tree, theirs);
  std::size_t i = 0;
  for (const auto& [name, text] : theirs) {
    ASSERT_LT(i, ours.values.size()) << name;
    if (name.starts_with("reserved")) { // shown in hexadecimal of its text, not as a value
      ++i;
    } else if (name == "unpairedqty" || name == "unpairedside" || name == "significantimbalance") {
      skipped[name] = ours.values[i++];
    } else if (name == "dbexecid" && i + 4 <= ours.values.size()) {
      std::string chars;
      for (int n = 0; n < 4; ++n) chars += ours.values[i++];
      EXPECT_EQ(as_number(chars), text) << name;
    } else if (name.ends_with("priceparitysplits")) { // the first of them is a side here
      const auto& value = ours.values[i++];
      EXPECT_EQ(value == std::string(1, '\0') ? "0" : value, text) << name;
    } else {
      EXPECT_EQ(trimmed(ours.values[i++]), without_point(trimmed(text))) << name;
    }
  }
}

/// The whole packet; calls `each(type, values that were not compared)` for each of its messages.
template <class Each>
void compare_packet(std::span<const std::byte> packet, const json& frame, Each&& each) {
  json dissected;
  for (const auto& [name, value] : frame.at("_source").at("layers").items())
    if (name.starts_with("omi.nyse")) dissected = value;
  ASSERT_TRUE(dissected.is_object());
  const auto header = read_header(packet);
  ASSERT_TRUE(header);
  std::vector<field> head;
  append_leaves(members(dissected, ".packetheader_tree").at(0), head);
  const std::vector<std::uint32_t> ours{
      header->size,         static_cast<std::uint8_t>(header->flag),
      header->count,        header->sequence,
      header->send_seconds, header->send_nanoseconds};
  ASSERT_EQ(head.size(), ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i)
    EXPECT_EQ(std::to_string(ours[i]), head[i].text) << head[i].name;
  packet_messages messages{packet, *header};
  for (const auto& message : members(dissected, ".message_tree")) {
    const auto bytes = messages.next();
    ASSERT_TRUE(bytes);
    our_fields fields;
    ASSERT_EQ(decode(*bytes, fields), decode_result::handled);
    std::vector<field> theirs;
    append_leaves(members(message, ".messageheader_tree").at(0), theirs);
    ASSERT_EQ(theirs.size(), 2U);
    EXPECT_EQ(std::to_string(bytes->size()), theirs[0].text);
    EXPECT_EQ(std::to_string(fields.type), theirs[1].text);
    SCOPED_TRACE(name_of(fields.type));
    std::map<std::string, std::string> skipped;
    compare(members(message, "message_tree").at(0), fields, skipped);
    each(fields.type, skipped);
  }
  EXPECT_FALSE(messages.next());
  EXPECT_FALSE(messages.malformed());
}

} // namespace corelane::pillar::tshark
