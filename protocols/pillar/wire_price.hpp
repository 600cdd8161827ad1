#pragma once

#include "corelane/protocols/market/price.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>

namespace corelane::pillar {

/// A price as it is published: an integer whose decimals the symbol's mapping tells.
struct wire_price {
  std::int32_t numerator{0};

  friend constexpr auto operator<=>(const wire_price&, const wire_price&) = default;
};

/// Where the decimal point of one symbol's prices stands.
class price_scale {
public:
  /// No scale known: every price is 0.
  constexpr price_scale() = default;

  /// From a mapping's PriceScaleCode, the number of decimals; nothing when the code means
  /// fractions below 1e-9, which no price of ours can hold.
  [[nodiscard]] static constexpr std::optional<price_scale> of_code(std::uint8_t code) noexcept {
    if (code >= nanos_per_unit.size()) return std::nullopt;
    return price_scale{nanos_per_unit[code]};
  }

  /// One multiplication. Cannot overflow.
  [[nodiscard]] constexpr price operator()(wire_price p) const noexcept {
    return {p.numerator * nanos_};
  }
  [[nodiscard]] constexpr bool known() const noexcept { return nanos_ != 0; }

  /// What `px` is on the wire; nothing when it has more decimals or is out of range.
  [[nodiscard]] constexpr std::optional<wire_price> to_wire(price px) const noexcept {
    if (nanos_ == 0 || px.nanos % nanos_ != 0) return std::nullopt;
    const auto numerator = px.nanos / nanos_;
    if (numerator != static_cast<std::int32_t>(numerator)) return std::nullopt;
    return wire_price{static_cast<std::int32_t>(numerator)};
  }
  friend constexpr bool operator==(const price_scale&, const price_scale&) = default;

private:
  constexpr explicit price_scale(std::int64_t nanos) : nanos_{nanos} {}

  static constexpr std::array<std::int64_t, 10> nanos_per_unit{
      1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};

  std::int64_t nanos_{0}; ///< 1e-9 currency units in one of the numerator's
};

} // namespace corelane::pillar
