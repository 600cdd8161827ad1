#include "corelane/tests/actors/venue/itch50/itch_tape.hpp"

#include <algorithm>
#include <sstream>

namespace corelane::venue {

namespace {

std::uint64_t number(std::span<const std::byte> at, std::size_t offset, std::size_t size) {
  std::uint64_t value = 0;
  for (const auto b : at.subspan(offset, size)) value = value << 8 | std::to_integer<unsigned>(b);
  return value;
}
std::uint32_t u32(std::span<const std::byte> at, std::size_t offset) {
  return static_cast<std::uint32_t>(number(at, offset, 4));
}
char letter(std::span<const std::byte> at, std::size_t offset) {
  return static_cast<char>(at[offset]);
}
std::string text(std::span<const std::byte> at, std::size_t offset, std::size_t size) {
  std::string s;
  for (const auto b : at.subspan(offset, size)) s += static_cast<char>(b);
  return s;
}
template <class... Parts>
std::string line(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

const std::map<char, std::size_t> sizes{{'S', 12}, {'R', 39}, {'H', 25}, {'A', 36}, {'E', 31},
                                        {'X', 23}, {'D', 19}, {'U', 35}, {'P', 44}};

} // namespace

bool itch_tape::send(std::span<const std::byte> payload) noexcept {
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  ++packets;
  session = text(payload, 0, 10);
  expect(number(payload, 10, 8) == next_sequence, "sequence");
  expect(payload.size() <= 1'472, "packet too large");
  const auto count = number(payload, 18, 2);
  auto rest = payload.subspan(20);
  if (count == 0 || count == 0xFFFF) {
    ++(count == 0 ? heartbeats : ends);
    expect(rest.empty(), "bytes after a packet without messages");
    return true;
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto size = number(rest, 0, 2);
    take(rest.subspan(2, size));
    rest = rest.subspan(2 + size);
  }
  expect(rest.empty(), "bytes after the last message");
  next_sequence += count;
  return true;
}

void itch_tape::expect(bool condition, const char* complaint) {
  if (!condition) mistakes.push_back(line(complaint, " in packet ", packets));
}

itch_tape::order* itch_tape::find(std::uint64_t reference) {
  const auto found = orders_.find(reference);
  expect(found != orders_.end(), "unknown reference");
  return found == orders_.end() ? nullptr : &found->second;
}

void itch_tape::take(std::span<const std::byte> m) {
  const auto type = letter(m, 0);
  const auto locate = static_cast<std::uint16_t>(number(m, 1, 2));
  const auto time = number(m, 5, 6);
  types += type;
  expect(sizes.contains(type) && sizes.at(type) == m.size(), "size of a message");
  expect(time >= last_time, "time goes back");
  last_time = time;
  if (type == 'S') return void(events += letter(m, 11));
  if (type == 'R') return void(stock[locate] = text(m, 11, 8));
  if (type == 'H') return expect(stock[locate] == text(m, 11, 8) && letter(m, 19) == 'T', "H");
  if (type == 'P') {
    expect(stock[locate] == text(m, 24, 8), "stock of a P");
    return trades.push_back(line("P ", u32(m, 20), " (", number(m, 36, 8), ")"));
  }
  const auto reference = number(m, 11, 8);
  if (type == 'A') {
    expect(stock[locate] == text(m, 24, 8), "stock of an A");
    expect(!orders_.contains(reference), "reference used twice");
    orders_[reference] = {reference, locate, letter(m, 19), u32(m, 20), u32(m, 32), arrivals_++};
    return;
  }
  auto* order = find(reference);
  if (order == nullptr) return;
  expect(order->locate == locate, "locate of an order");
  if (type == 'E' || type == 'X') {
    const auto shares = u32(m, 19);
    expect(shares > 0 && shares <= order->shares, "more shares than there are");
    if (type == 'E')
      trades.push_back(line("E ", shares, " #", reference, " (", number(m, 23, 8), ")"));
    expect(type == 'E' || shares < order->shares, "an X of all shares");
    order->shares -= shares;
    if (order->shares == 0) orders_.erase(reference);
    return;
  }
  auto next = *order;
  orders_.erase(reference);
  if (type == 'D') return;
  next.reference = number(m, 19, 8);
  next.shares = u32(m, 27);
  next.px = u32(m, 31);
  next.arrival = arrivals_++;
  expect(!orders_.contains(next.reference), "reference used twice");
  orders_[next.reference] = next;
}

std::vector<itch_tape::order> itch_tape::book(std::uint16_t locate, char side) const {
  std::vector<order> all;
  for (const auto& [reference, o] : orders_)
    if (o.locate == locate && o.side == side) all.push_back(o);
  std::sort(all.begin(), all.end(), [&](const order& a, const order& b) {
    if (a.px != b.px) return side == 'B' ? a.px > b.px : a.px < b.px;
    return a.arrival < b.arrival;
  });
  return all;
}

} // namespace corelane::venue
