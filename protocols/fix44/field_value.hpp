#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

/// Field values as types. Nothing is rounded or guessed: text of another form gives nothing.
namespace corelane::fix44 {

[[nodiscard]] std::optional<std::uint64_t> to_number(std::string_view text) noexcept;
/// At most nine decimals that are not zero.
[[nodiscard]] std::optional<price> to_price(std::string_view text) noexcept;
/// A whole number; `100.00` is one too.
[[nodiscard]] std::optional<quantity> to_quantity(std::string_view text) noexcept;
/// `YYYYMMDD-HH:MM:SS`, with 3, 6 or 9 decimals or none.
[[nodiscard]] std::optional<timestamp> to_timestamp(std::string_view text) noexcept;
/// The number that `text` is, or else a hash of it: venues may give order ids of any form.
[[nodiscard]] std::uint64_t to_identifier(std::string_view text) noexcept;

} // namespace corelane::fix44
