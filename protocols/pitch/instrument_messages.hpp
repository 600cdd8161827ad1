#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/wire_price.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// What the six characters of a feed symbol stand for.
namespace corelane::pitch {

/// An options series. Unsequenced, in a loop all day.
struct symbol_mapping {
  static constexpr std::uint8_t type = 0x2E;
  static constexpr std::string_view name{"symbol_mapping"};
  static constexpr markets sent_in = options_only;

  feed_symbol symbol{};
  field_text<21> osi_symbol{}; ///< root, date, call or put, strike
  char condition{' '};         ///< `N` normal, `C` closing only
  field_text<8> underlying{};

  friend bool operator==(const symbol_mapping&, const symbol_mapping&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(six(m.symbol), m.osi_symbol, m.condition, m.underlying);
  }
};

/// An options series of a special opening quotation. Unsequenced. C1.
struct constituent_symbol_mapping {
  static constexpr std::uint8_t type = 0x9E;
  static constexpr std::string_view name{"constituent_symbol_mapping"};
  static constexpr markets sent_in = options_only;

  feed_symbol symbol{};
  field_text<21> osi_symbol{}; ///< root, date, call or put, strike
  char condition{' '};         ///< `N` normal, `C` closing only
  field_text<8> underlying{};
  field_text<20> soq_identifier{};

  friend bool operator==(const constituent_symbol_mapping&,
                         const constituent_symbol_mapping&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(six(m.symbol), m.osi_symbol, m.condition, m.underlying, m.soq_identifier);
  }
};

/// One part of a spread.
struct spread_leg {
  std::int32_t ratio{0}; ///< positive to buy, negative to sell
  feed_symbol symbol{};

  friend bool operator==(const spread_leg&, const spread_leg&) = default;
};

/// A futures contract or a spread. Unsequenced in a loop, sequenced when new or changed.
struct futures_instrument_definition {
  static constexpr std::uint8_t type = 0xBB;
  static constexpr std::string_view name{"futures_instrument_definition"};
  static constexpr markets sent_in = futures_only;
  static constexpr std::size_t required_size = 41;

  std::uint32_t time_offset{0}; ///< since the unit's last time, or since `unit_timestamp`
  feed_symbol symbol{};
  std::uint32_t unit_timestamp{0}; ///< seconds since 1970 UTC; 0 for none
  field_text<6> report_symbol{};   ///< of the product
  std::uint8_t futures_flags{0};
  std::uint32_t expiration_date{0}; ///< as 20260401
  std::uint16_t contract_size{0};   ///< 0 for less than 1
  char listing_state{' '};          ///< `A` active, `I` inactive, `T` test
  long_price price_increment{};
  std::uint8_t leg_count{0};  ///< above 0 for a spread; there may be more than `legs` holds
  std::uint8_t leg_offset{0}; ///< as received; written anew when there are legs
  std::uint8_t reserved{0};
  std::uint32_t contract_date{0}; ///< 0 for spreads and before version 1.2

  static constexpr std::size_t most_legs = 4;
  std::array<spread_leg, most_legs> leg_array{};

  [[nodiscard]] constexpr std::span<const spread_leg> legs() const noexcept {
    return std::span{leg_array}.first(std::min<std::size_t>(leg_count, most_legs));
  }
  /// Makes it a spread, of up to `most_legs` legs; false when it has them already.
  constexpr bool add_leg(std::int32_t ratio, const feed_symbol& leg) noexcept {
    if (leg_count >= most_legs) return false;
    leg_array[leg_count++] = {ratio, leg};
    return true;
  }

  friend bool operator==(const futures_instrument_definition&,
                         const futures_instrument_definition&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, six(m.symbol), m.unit_timestamp, m.report_symbol, m.futures_flags,
          m.expiration_date, m.contract_size, m.listing_state, m.price_increment, m.leg_count,
          m.leg_offset, m.reserved, m.contract_date);
  }
};

/// What more is to be known of a variance future.
struct futures_variance_symbol_mapping {
  static constexpr std::uint8_t type = 0xFA;
  static constexpr std::string_view name{"futures_variance_symbol_mapping"};
  static constexpr markets sent_in = futures_only;

  std::uint32_t time_offset{0};    ///< since the unit's last time, or since `unit_timestamp`
  std::uint32_t unit_timestamp{0}; ///< seconds since 1970 UTC; 0 for none
  feed_symbol symbol{};
  field_text<12> futures_symbol{};      ///< product and date of expiration
  std::int64_t accrued_day_variance{0}; ///< twelve decimals
  std::uint16_t final_returns{0};       ///< returns that the final settlement is made of
  std::uint16_t elapsed_returns{0};     ///< so far, today included

  friend bool operator==(const futures_variance_symbol_mapping&,
                         const futures_variance_symbol_mapping&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.unit_timestamp, six(m.symbol), m.futures_symbol, m.accrued_day_variance,
          m.final_returns, m.elapsed_returns);
  }
};

} // namespace corelane::pitch
