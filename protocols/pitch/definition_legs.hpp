#pragma once

#include "corelane/protocols/pitch/instrument_messages.hpp"
#include "corelane/protocols/pitch/wire_layout.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

/// The legs of a spread: the only part of PITCH whose place and number the message itself says.
namespace corelane::pitch {

inline constexpr std::size_t leg_size = 10;

/// The room that any definition fits in.
inline constexpr std::size_t largest_definition =
    wire_size<futures_instrument_definition,
              market::futures> + futures_instrument_definition::most_legs * leg_size;

/// Reads the legs of a definition whose fields have been read. False when they do not lie in it,
/// or upon its fields.
[[nodiscard]] inline bool read_legs(std::span<const std::byte> bytes,
                                    futures_instrument_definition& m) noexcept {
  using definition = futures_instrument_definition;
  if (m.leg_count == 0) return true;
  if (m.leg_offset < definition::required_size
      || m.leg_offset + m.leg_count * leg_size > bytes.size())
    return false;
  // Before version 1.2 legs stand where the contract date is now; a spread has none.
  if (m.leg_offset < wire_size<definition, market::futures>) m.contract_date = 0;
  const auto* at = bytes.data() + m.leg_offset;
  for (std::size_t i = 0; i < m.legs().size(); ++i, at += leg_size) {
    layout::load<market::futures>(at, m.leg_array[i].ratio);
    layout::load<market::futures>(at + 4, six(m.leg_array[i].symbol));
  }
  return true;
}

/// Writes the legs behind the fields, which have been written at `at`, and says where they are.
/// Gives the whole message's length.
inline std::size_t write_legs(const futures_instrument_definition& m, std::byte* at) noexcept {
  constexpr auto begin = wire_size<futures_instrument_definition, market::futures>;
  constexpr std::size_t count_at = 38, offset_at = 39;
  const auto legs = m.legs();
  at[count_at] = static_cast<std::byte>(legs.size());
  if (!legs.empty()) at[offset_at] = static_cast<std::byte>(begin);
  auto* leg_at = at + begin;
  for (const auto& leg : legs) {
    layout::store(leg_at, leg.ratio);
    layout::store(leg_at + 4, six(leg.symbol));
    leg_at += leg_size;
  }
  return begin + legs.size() * leg_size;
}

} // namespace corelane::pitch
