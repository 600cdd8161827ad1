#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane_generated/mdp3/messages.hpp" // made of mdp3.xml; read that one

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace corelane::mdp3 {

/// What we call the message of a template; empty when there is none.
[[nodiscard]] constexpr std::string_view name_of(std::uint16_t template_id) noexcept {
  return all_messages::with(template_id, std::string_view{},
                            []<class M>(std::type_identity<M>) { return M::name; });
}

/// A price as books have it. Of one that may be null, ask `has_value()` first. The exchange's
/// prices are without the instrument's `display_factor`, and so are ours.
[[nodiscard]] constexpr price to_price(price9 p) noexcept { return {p.mantissa}; }
[[nodiscard]] constexpr price to_price(price9_null p) noexcept { return {p.mantissa}; }
/// Of versions up to 9: a price beyond the range of `price` becomes that range's end.
[[nodiscard]] constexpr price to_price(price7 p) noexcept { return {sbe::nanos_of(p)}; }
[[nodiscard]] constexpr price to_price(price7_null p) noexcept { return {sbe::nanos_of(p)}; }

} // namespace corelane::mdp3
