#pragma once

#include <cstdint>
#include <string_view>

/// The venue's codes in words, for people.
namespace corelane::ouch50 {

/// Of `order_rejected::reason`; "unknown" for one that is not listed.
[[nodiscard]] std::string_view reject_text(std::uint16_t reason) noexcept;
/// Of `order_canceled::reason`.
[[nodiscard]] std::string_view cancel_text(char reason) noexcept;

} // namespace corelane::ouch50
