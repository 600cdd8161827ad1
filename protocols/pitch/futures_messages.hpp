#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/wire_price.hpp"

#include <cstdint>
#include <string_view>

/// What is published of futures alone, once or a few times a day.
namespace corelane::pitch {

/// The limits of an instrument, when limits are in effect. The last word counts.
struct price_limits {
  static constexpr std::uint8_t type = 0xBE;
  static constexpr std::string_view name{"price_limits"};
  static constexpr markets sent_in = futures_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  long_price upper_limit{};
  long_price lower_limit{};

  friend bool operator==(const price_limits&, const price_limits&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, six(m.symbol), m.upper_limit, m.lower_limit);
  }
};

/// A settlement price.
struct settlement {
  static constexpr std::uint8_t type = 0xB9;
  static constexpr std::string_view name{"settlement"};
  static constexpr markets sent_in = futures_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  std::uint32_t trade_date{0}; ///< as 20260401
  long_price settlement_price{};
  char issue{' '}; ///< `i` periodic, `I` indicative, `S` initial, `R` issued again

  friend bool operator==(const settlement&, const settlement&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, six(m.symbol), m.trade_date, m.settlement_price, m.issue);
  }
};

/// Contracts open, as a rule at the end of the day before.
struct open_interest {
  static constexpr std::uint8_t type = 0xD3;
  static constexpr std::string_view name{"open_interest"};
  static constexpr markets sent_in = futures_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  std::uint32_t trade_date{0}; ///< as 20260401
  std::uint32_t contracts{0};

  friend bool operator==(const open_interest&, const open_interest&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, six(m.symbol), m.trade_date, m.contracts);
  }
};

/// An instrument's day. Nothing but settlements follows for it.
struct end_of_day_summary {
  static constexpr std::uint8_t type = 0xBA;
  static constexpr std::string_view name{"end_of_day_summary"};
  static constexpr markets sent_in = futures_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  std::uint32_t trade_date{0};    ///< as 20260401
  std::uint32_t open_interest{0}; ///< of the day before
  long_price high_price{};
  long_price low_price{};
  long_price open_price{};
  long_price close_price{};
  std::uint32_t total_volume{0};
  std::uint32_t block_volume{0}; ///< blocks and derived trades
  std::uint32_t ecrp_volume{0};
  std::uint8_t flags{0}; ///< bit 0 high valid, 1 high is a bid, 2 low valid, 3 low is an offer,
                         ///< 4 open and close valid

  friend bool operator==(const end_of_day_summary&, const end_of_day_summary&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, six(m.symbol), m.trade_date, m.open_interest, m.high_price, m.low_price,
          m.open_price, m.close_price, m.total_volume, m.block_volume, m.ecrp_volume, m.flags);
  }
};

} // namespace corelane::pitch
