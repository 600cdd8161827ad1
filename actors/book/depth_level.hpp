#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"

#include <cstdint>

namespace corelane {

/// One price of a book: what rests there in sum, and in how many orders.
struct depth_level {
  price px{};
  quantity qty{};
  std::uint32_t orders{0};

  friend bool operator==(const depth_level&, const depth_level&) = default;
};

} // namespace corelane
