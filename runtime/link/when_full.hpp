#pragma once

#include <cstdint>

namespace corelane {

/// What a link between lanes does with an event it has no room for. A direct call is never full.
enum class when_full : std::uint8_t {
  block_source, ///< keeps the event; sources upstream wait until there is room. Nothing is lost
  conflate,     ///< keeps only the latest event of each instrument
  drop_newest,  ///< loses the event and counts it
  fail          ///< fails the emitting actor
};

[[nodiscard]] constexpr const char* to_string(when_full w) noexcept {
  switch (w) {
    case when_full::block_source: return "block_source";
    case when_full::conflate: return "conflate";
    case when_full::drop_newest: return "drop_newest";
    case when_full::fail: return "fail";
  }
  return "?";
}

} // namespace corelane
