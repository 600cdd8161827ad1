#pragma once

#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/protocols/market/price.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace corelane::venue {

/// An instrument that the venue trades. Its place in the list of listings is its
/// `instrument_id` within the venue.
struct listing {
  std::string symbol;
  price opening;
};

/// The listings that a venue starts with.
struct listing_settings {
  /// The first listings; more are made up until there are `instruments`.
  std::vector<std::string> symbols{"CORA", "LANE", "TIKA", "FLUX", "ORBT", "ZEPH", "QUAY", "NIMB"};
  std::uint32_t instruments{0}; ///< 0: as many as there are symbols
  price lowest_opening{price::from_1e4(200'000)};
  price highest_opening{price::from_1e4(4'000'000)};
  price tick{price::from_1e4(100)};
  std::uint64_t seed{1};
};

/// The listings in their order, opening prices drawn from the seed.
[[nodiscard]] std::vector<listing> make_listings(const listing_settings& s);

} // namespace corelane::venue
