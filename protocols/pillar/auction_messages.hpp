#pragma once

#include "corelane/protocols/pillar/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Interest that shows before it trades.
namespace corelane::pillar {

/// An auction to come, once a second while it changes. Version 2.1 ends before `unpaired_qty`.
struct imbalance {
  static constexpr std::uint16_t type = 105;
  static constexpr std::string_view name = "imbalance";
  static constexpr std::size_t wire_size = 73;
  static constexpr std::size_t required_size = 40;

  std::uint32_t source_time{0}; ///< seconds since 1970, UTC
  std::uint32_t source_time_ns{0};
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  wire_price reference_price{};
  std::uint32_t paired_qty{0};
  std::uint32_t total_imbalance_qty{0};
  std::uint32_t market_imbalance_qty{0};
  std::uint16_t auction_time{0}; ///< hhmm
  char auction_type{
      ' '}; ///< `O` early, `M` core, `H` halt, `C` close, `P` extreme, `R` significant
  char imbalance_side{' '}; ///< `B`, `S` or blank
  wire_price continuous_book_clearing_price{};
  wire_price auction_interest_clearing_price{};
  wire_price ssr_filing_price{};
  wire_price indicative_match_price{};
  wire_price upper_collar{};
  wire_price lower_collar{};
  std::uint8_t auction_status{0}; ///< 0, 1 runs; 2 beyond the collars; 3 joins the closing auction
  std::uint8_t freeze_status{0};  ///< 1 in effect
  std::uint8_t num_extensions{0};
  std::uint32_t unpaired_qty{0};
  char unpaired_side{' '}; ///< `B`, `S` or blank
  char reserved{' '};

  friend bool operator==(const imbalance&, const imbalance&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time, m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.reference_price,
          m.paired_qty, m.total_imbalance_qty, m.market_imbalance_qty, m.auction_time,
          m.auction_type, m.imbalance_side, m.continuous_book_clearing_price,
          m.auction_interest_clearing_price, m.ssr_filing_price, m.indicative_match_price,
          m.upper_collar, m.lower_collar, m.auction_status, m.freeze_status, m.num_extensions,
          m.unpaired_qty, m.unpaired_side, m.reserved);
  }
};

/// Hidden retail interest between the best bid and offer came or went.
struct retail_price_improvement {
  static constexpr std::uint16_t type = 114;
  static constexpr std::string_view name = "retail_price_improvement";
  static constexpr std::size_t wire_size = 17;
  static constexpr std::size_t required_size = 17;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  char rpi_indicator{' '}; ///< `A` bid, `B` offer, `C` both, blank none

  friend bool operator==(const retail_price_improvement&,
                         const retail_price_improvement&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.rpi_indicator);
  }
};

} // namespace corelane::pillar
