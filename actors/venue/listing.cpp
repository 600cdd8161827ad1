#include "corelane/actors/venue/listing.hpp"

#include "corelane/actors/venue/random_stream.hpp"

#include <algorithm>

namespace corelane::venue {

namespace {

/// `XAAA`, `XAAB`...: 17,576 of them.
std::string made_up_symbol(std::uint32_t n) {
  std::string text = "XAAA";
  for (std::size_t at = 3; at > 0; --at, n /= 26) text[at] = static_cast<char>('A' + n % 26);
  return text;
}

} // namespace

std::vector<listing> make_listings(const listing_settings& s) {
  auto symbols = s.symbols;
  const auto wanted = s.instruments == 0 ? symbols.size() : s.instruments;
  if (symbols.size() > wanted) symbols.resize(wanted);
  for (std::uint32_t n = 0; symbols.size() < wanted; ++n)
    if (auto next = made_up_symbol(n);
        std::find(symbols.begin(), symbols.end(), next) == symbols.end())
      symbols.push_back(std::move(next));

  // A stream of its own: the number of listings does not change what the flow does first.
  random_stream random{s.seed ^ 0x6C69'7374'696E'6773U};
  const auto ticks = (s.highest_opening.nanos - s.lowest_opening.nanos) / s.tick.nanos + 1;
  const auto lowest = s.lowest_opening.nanos / s.tick.nanos * s.tick.nanos;
  std::vector<listing> all;
  all.reserve(symbols.size());
  for (auto& symbol : symbols) {
    const price opening{lowest + random.below(static_cast<std::uint32_t>(ticks)) * s.tick.nanos};
    all.push_back({std::move(symbol), opening});
  }
  return all;
}

} // namespace corelane::venue
