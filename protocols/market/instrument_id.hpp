#pragma once

#include <cstdint>

namespace corelane {

/// A dense number for an instrument, given by `instrument_directory`; an index into arrays.
enum class instrument_id : std::uint32_t {};

inline constexpr instrument_id no_instrument{0xFFFF'FFFF};

[[nodiscard]] constexpr std::uint32_t index_of(instrument_id id) noexcept {
  return static_cast<std::uint32_t>(id);
}

} // namespace corelane
