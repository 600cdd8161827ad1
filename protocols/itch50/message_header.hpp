#pragma once

#include <cstdint>

namespace corelane::itch50 {

/// What every ITCH 5.0 message begins with, after its type.
struct message_header {
  std::uint16_t stock_locate{0}; ///< the instrument's number for this day; 0 for none
  std::uint16_t tracking_number{0};
  std::uint64_t timestamp{0}; ///< ns since midnight, New York time; 48 bits on the wire

  friend bool operator==(const message_header&, const message_header&) = default;
};

} // namespace corelane::itch50
