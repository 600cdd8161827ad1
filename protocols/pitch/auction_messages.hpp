#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/wire_price.hpp"

#include <cstdint>
#include <string_view>

/// Auctions before, in and after trading; what is known of them and how they ended.
namespace corelane::pitch {

/// What would trade if the auction were now. BZX and BYX.
struct auction_update {
  static constexpr std::uint8_t type = 0x95;
  static constexpr std::string_view name{"auction_update"};
  static constexpr markets sent_in = equities_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  char auction_type{
      ' '}; ///< `O` opening, `C` closing, `H` halt, `I` IPO, `M` market close, `P` periodic
  long_price reference_price{};
  std::uint32_t buy_shares{0}; ///< at the reference price
  std::uint32_t sell_shares{0};
  long_price indicative_price{};   ///< auction and continuous book together; 0 in periodic auctions
  long_price auction_only_price{}; ///< of auction orders alone; 0 in periodic auctions

  friend bool operator==(const auction_update&, const auction_update&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.symbol, m.auction_type, m.reference_price, m.buy_shares, m.sell_shares,
          m.indicative_price, m.auction_only_price);
  }
};

/// What would trade if the auction were now, and the market around it.
struct options_auction_update {
  static constexpr std::uint8_t type = 0xD1;
  static constexpr std::string_view name{"options_auction_update"};
  static constexpr markets sent_in = options_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  char auction_type{' '}; ///< `G` GTH opening, `O` opening, `H` halt, `V` volatility
  long_price reference_price{};
  std::uint32_t buy_contracts{0};  ///< at the reference price and above
  std::uint32_t sell_contracts{0}; ///< at the reference price and below
  long_price indicative_price{};
  long_price auction_only_price{};
  char opening_condition{
      ' '}; ///< `O` would open, `Q` needs a quote, `B` buyers, `S` sellers, `C` crossed
  long_price composite_bid{};
  long_price composite_offer{};

  friend bool operator==(const options_auction_update&, const options_auction_update&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.symbol, m.auction_type, m.reference_price, m.buy_contracts,
          m.sell_contracts, m.indicative_price, m.auction_only_price, m.opening_condition,
          m.composite_bid, m.composite_offer);
  }
};

/// All that traded in one auction. BZX, BYX and options.
struct auction_summary {
  static constexpr std::uint8_t type = 0x96;
  static constexpr std::string_view name{"auction_summary"};
  static constexpr markets sent_in = equities_and_options;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  char auction_type{' '};
  long_price price{};
  std::uint32_t quantity{0}; ///< shares or contracts

  friend bool operator==(const auction_summary&, const auction_summary&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.symbol, m.auction_type, m.price, m.quantity);
  }
};

/// An order is exposed in an auction. C1 and EDGX.
struct auction_notification {
  static constexpr std::uint8_t type = 0xAD;
  static constexpr std::string_view name{"auction_notification"};
  static constexpr markets sent_in = options_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  std::uint64_t auction_id{0};
  char auction_type{
      ' '};       ///< `B` AIM or BAM, `S` solicitation, `T` step up, `A` step up all or none
  char side{' '}; ///< `B` or `S`
  long_price price{};
  std::uint32_t contracts{0};
  char customer_indicator{' '}; ///< `N` or `C`
  field_text<4> participant_id{};
  std::uint32_t auction_end_offset{0}; ///< ns since the unit's last time
  field_text<4> client_id{};

  friend bool operator==(const auction_notification&, const auction_notification&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, six(m.symbol), m.auction_id, m.auction_type, m.side, m.price, m.contracts,
          m.customer_indicator, m.participant_id, m.auction_end_offset, m.client_id);
  }
};

/// An order is exposed no longer. C1 and EDGX.
struct auction_cancel {
  static constexpr std::uint8_t type = 0xAE;
  static constexpr std::string_view name{"auction_cancel"};
  static constexpr markets sent_in = options_only;

  std::uint32_t time_offset{0};
  std::uint64_t auction_id{0};

  friend bool operator==(const auction_cancel&, const auction_cancel&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.auction_id);
  }
};

/// An exposed order traded. C1 and EDGX.
struct auction_trade {
  static constexpr std::uint8_t type = 0xAF;
  static constexpr std::string_view name{"auction_trade"};
  static constexpr markets sent_in = options_only;

  std::uint32_t time_offset{0};
  std::uint64_t auction_id{0};
  std::uint64_t execution_id{0};
  long_price price{};
  std::uint32_t contracts{0};

  friend bool operator==(const auction_trade&, const auction_trade&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.auction_id, m.execution_id, m.price, m.contracts);
  }
};

/// Whether retail orders would be improved. BYX and EDGX.
struct retail_price_improvement {
  static constexpr std::uint8_t type = 0x98;
  static constexpr std::string_view name{"retail_price_improvement"};
  static constexpr markets sent_in = equities_only;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  char indicator{' '}; ///< `B`, `S`, `A` both, `N` none

  friend bool operator==(const retail_price_improvement&,
                         const retail_price_improvement&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.symbol, m.indicator);
  }
};

/// How wide quotes may be at the opening, by underlying.
struct width_update {
  static constexpr std::uint8_t type = 0xD2;
  static constexpr std::string_view name{"width_update"};
  static constexpr markets sent_in = options_only;

  std::uint32_t time_offset{0};
  field_text<8> underlying{};
  char width_type{' '};        ///< `R` regular, `V` volatility
  std::uint32_t multiplier{0}; ///< one decimal

  friend bool operator==(const width_update&, const width_update&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.underlying, m.width_type, m.multiplier);
  }
};

/// The strikes that make a special opening quotation. C1.
struct soq_strike_range_update {
  static constexpr std::uint8_t type = 0x9D;
  static constexpr std::string_view name{"soq_strike_range_update"};
  static constexpr markets sent_in = options_only;

  std::uint32_t time_offset{0};
  field_text<20> soq_identifier{};
  long_price lower_strike_price{};
  long_price upper_strike_price{};

  friend bool operator==(const soq_strike_range_update&, const soq_strike_range_update&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.soq_identifier, m.lower_strike_price, m.upper_strike_price);
  }
};

} // namespace corelane::pitch
