#include "corelane/hw/recording/packet_recording.hpp"
#include "corelane/protocols/itch50/decoder.hpp"
#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// Captures beside what tshark made of them. Its fields stand in the order of the wire, as ours do,
// so that they are compared one by one whatever they are called.

namespace corelane::itch50 {
namespace {

using json = nlohmann::ordered_json;
namespace fs = std::filesystem;

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

/// `80.52` to 805200: what a price with four decimals is on the wire.
std::string in_1e4(const std::string& decimal) {
  const auto point = std::min(decimal.find('.'), decimal.size());
  auto fraction = decimal.substr(std::min(point + 1, decimal.size()));
  fraction.resize(4, '0');
  return std::to_string(std::stoull(decimal.substr(0, point)) * 10'000 + std::stoull(fraction));
}

std::string without_padding(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// A message's fields as text, in the order of the wire.
struct to_fields {
  char type{};
  std::vector<std::string> fields;

  static std::string text_of(char c) { return without_padding(std::string(1, c)); }
  template <std::unsigned_integral Number>
  static std::string text_of(Number n) {
    return std::to_string(n);
  }
  template <std::size_t Width>
  static std::string text_of(const field_text<Width>& t) {
    return std::string{t.view()};
  }
  template <class Message>
  void operator()(const Message& m) {
    type = Message::type;
    fields = {text_of(m.header.stock_locate), text_of(m.header.tracking_number),
              text_of(m.header.timestamp)};
    Message::fields(m, [&](const auto&... f) { (fields.push_back(text_of(f)), ...); });
  }
};

void compare(const json& theirs, const to_fields& ours) {
  ASSERT_EQ(theirs.size(), ours.fields.size());
  std::size_t i = 0;
  for (const auto& [name, value] : theirs.items()) {
    const auto text = value.get<std::string>();
    const bool is_price =
        name.ends_with("price") && text.find_first_not_of("0123456789.") == text.npos;
    EXPECT_EQ(ours.fields[i++], is_price ? in_1e4(text) : without_padding(text)) << name;
  }
}

class captures : public ::testing::Test {
protected:
  void compare_packet(std::span<const std::byte> packet, const json& frame) {
    const auto trees = members(frame.at("_source").at("layers"), ".2017");
    ASSERT_EQ(trees.size(), 1U);
    const auto header = moldudp64::read_header(packet);
    ASSERT_TRUE(header);
    const auto theirs = members(trees[0], ".packetheader_tree").at(0);
    EXPECT_EQ(std::to_string(header->sequence), members(theirs, ".sequencenumber").at(0));
    EXPECT_EQ(std::to_string(header->count), members(theirs, ".messagecount").at(0));
    const std::string session{header->session.data(), header->session.size()};
    EXPECT_EQ(session.c_str(), members(theirs, ".session").at(0).get<std::string>());
    moldudp64::message_blocks blocks{packet, *header};
    for (const auto& message : members(trees[0], ".message_tree")) {
      const auto bytes = blocks.next();
      ASSERT_TRUE(bytes);
      to_fields ours;
      ASSERT_EQ(decode(*bytes, ours), decode_result::handled);
      EXPECT_EQ(bytes->size(), wire_size_of(ours.type));
      const auto head = members(message, ".messageheader_tree").at(0);
      EXPECT_EQ(std::string(1, ours.type), members(head, ".messagetype").at(0));
      EXPECT_EQ(std::to_string(bytes->size()), members(head, ".messagelength").at(0));
      compare(members(message, "message_tree").at(0), ours);
      ++messages_[ours.type];
    }
    EXPECT_FALSE(blocks.next());
    EXPECT_FALSE(blocks.malformed());
  }

  void compare_file(const fs::path& pcap) {
    SCOPED_TRACE(pcap.string());
    auto opened = hw::packet_recording::open(pcap.string());
    ASSERT_TRUE(std::holds_alternative<hw::packet_recording>(opened));
    auto& packets = std::get<hw::packet_recording>(opened);
    const auto name = fs::relative(pcap, support::shared_folder() + "/data").string();
    const auto frames = json::parse(support::shared_file(name + ".json").value());
    for (const auto& frame : frames) {
      const auto packet = packets.next();
      ASSERT_TRUE(packet);
      compare_packet(packet->payload, frame);
    }
    EXPECT_FALSE(packets.next());
  }

  std::map<char, int> messages_;
};

TEST_F(captures, of_nasdaq_agree_with_tshark_field_by_field) {
  const fs::path folder = support::shared_folder() + "/data/pcap";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  for (const char* feed :
       {"Nasdaq.Equities.TotalView.Itch.v5.0", "Nasdaq.Equities.TotalView.Itch.v5.0.20230822"})
    for (const auto& file : fs::directory_iterator{folder / feed})
      if (file.path().extension() == ".pcap") compare_file(file.path());
  EXPECT_EQ(messages_, (std::map<char, int>{{'A', 42},
                                            {'F', 7},
                                            {'D', 7},
                                            {'L', 6},
                                            {'I', 6},
                                            {'E', 6},
                                            {'U', 6},
                                            {'H', 6},
                                            {'Q', 5},
                                            {'J', 5},
                                            {'P', 5},
                                            {'X', 5},
                                            {'C', 5},
                                            {'Y', 5},
                                            {'S', 1}}));
}

TEST(real_open, comes_out_of_its_packets_as_it_stands_in_its_file) {
  const auto file = support::shared_file("itch50/real_open_1000.itch");
  if (!file) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  auto opened = hw::packet_recording::open(support::shared_folder()
                                           + "/data/itch50/real_open_1000.mold.pcap");
  ASSERT_TRUE(std::holds_alternative<hw::packet_recording>(opened));
  std::string framed;
  std::uint64_t next = 1;
  bool ended = false;
  while (const auto packet = std::get<hw::packet_recording>(opened).next()) {
    const auto header = moldudp64::read_header(packet->payload);
    ASSERT_TRUE(header);
    EXPECT_EQ(std::string_view(header->session.data(), 10), "TEST000001");
    EXPECT_EQ(header->sequence, next);
    EXPECT_FALSE(ended) << "a packet after the end of the session";
    ended = header->is_end_of_session();
    moldudp64::message_blocks blocks{packet->payload, *header};
    for (; const auto message = blocks.next(); ++next) {
      framed += static_cast<char>(message->size() >> 8);
      framed += static_cast<char>(message->size());
      framed.append(reinterpret_cast<const char*>(message->data()), message->size());
    }
    EXPECT_FALSE(blocks.malformed());
  }
  EXPECT_TRUE(ended);
  EXPECT_EQ(next, 1001U);
  EXPECT_TRUE(framed == *file);
}

TEST(artificial_day, holds_the_messages_that_its_makers_counted) {
  const auto file = support::shared_file("itch50/ritch_artificial.framed.itch");
  if (!file) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
  std::map<char, int> counts;
  auto rest = std::as_bytes(std::span{*file});
  while (rest.size() >= 2) {
    const std::size_t length = wire::load_be<std::uint16_t>(rest.data());
    ASSERT_LE(2 + length, rest.size());
    to_fields ours;
    ASSERT_EQ(decode(rest.subspan(2, length), ours), decode_result::handled);
    EXPECT_EQ(length, wire_size_of(ours.type));
    ++counts[ours.type];
    rest = rest.subspan(2 + length);
  }
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(counts, (std::map<char, int>{{'P', 5000},
                                         {'A', 4997},
                                         {'D', 1745},
                                         {'E', 198},
                                         {'X', 45},
                                         {'U', 12},
                                         {'S', 6},
                                         {'R', 3},
                                         {'H', 3},
                                         {'F', 3}}));
}

} // namespace
} // namespace corelane::itch50
