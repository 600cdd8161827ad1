#include "corelane/actors/venue/random_stream.hpp"

#include <array>
#include <cmath>

namespace corelane::venue {

namespace {

constexpr unsigned quantile_bits = 12;

/// Midpoint quantiles of the exponential distribution. Rounded to integers, so that the last
/// bit of a library's logarithm does not show.
std::array<std::uint32_t, 1U << quantile_bits> exponential_quantiles() {
  std::array<std::uint32_t, 1U << quantile_bits> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto p = (static_cast<double>(i) + 0.5) / static_cast<double>(all.size());
    all[i] = static_cast<std::uint32_t>(std::lround(-std::log(1.0 - p) * 65'536.0));
  }
  return all;
}

const auto quantiles = exponential_quantiles();

} // namespace

random_stream::random_stream(std::uint64_t seed) noexcept {
  for (auto& word : state_) { // splitmix64 spreads the seed
    seed += 0x9E37'79B9'7F4A'7C15U;
    auto z = seed;
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9U;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBU;
    word = z ^ (z >> 31);
  }
}

std::uint32_t random_stream::run_of(std::uint32_t thousandths, std::uint32_t cap) noexcept {
  std::uint32_t run = 0;
  while (run < cap && chance(thousandths)) ++run;
  return run;
}

std::uint64_t random_stream::exponential() noexcept {
  return quantiles[next() >> (64 - quantile_bits)];
}

} // namespace corelane::venue
