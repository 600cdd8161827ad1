#pragma once

#include "corelane/protocols/itch50/field_text.hpp"
#include "corelane/protocols/itch50/message_header.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The state of the market and of its instruments.
namespace corelane::itch50 {

/// The session begins, opens, closes, ends.
struct system_event {
  static constexpr char type = 'S';
  static constexpr std::string_view name = "system_event";
  static constexpr std::size_t wire_size = 12;

  message_header header;
  char event_code{' '}; ///< `O S Q M E C`, in the order of the day

  friend bool operator==(const system_event&, const system_event&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.event_code);
  }
};

/// An instrument of the day and its locate number.
struct stock_directory {
  static constexpr char type = 'R';
  static constexpr std::string_view name = "stock_directory";
  static constexpr std::size_t wire_size = 39;

  message_header header;
  stock symbol{};
  char market_category{' '};
  char financial_status{' '};
  std::uint32_t round_lot_size{0};
  char round_lots_only{' '};
  char issue_classification{' '};
  field_text<2> issue_subtype{};
  char authenticity{' '}; ///< `P` live, `T` test
  char short_sale_threshold{' '};
  char ipo_flag{' '};
  char luld_tier{' '};
  char etp_flag{' '};
  std::uint32_t etp_leverage{0};
  char inverse_indicator{' '};

  friend bool operator==(const stock_directory&, const stock_directory&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.market_category, m.financial_status, m.round_lot_size, m.round_lots_only,
          m.issue_classification, m.issue_subtype, m.authenticity, m.short_sale_threshold,
          m.ipo_flag, m.luld_tier, m.etp_flag, m.etp_leverage, m.inverse_indicator);
  }
};

/// An instrument is halted, paused, quoted or traded.
struct trading_action {
  static constexpr char type = 'H';
  static constexpr std::string_view name = "trading_action";
  static constexpr std::size_t wire_size = 25;

  message_header header;
  stock symbol{};
  char trading_state{' '}; ///< `H` halted, `P` paused, `Q` quotation only, `T` trading
  char reserved{' '};
  field_text<4> reason{};

  friend bool operator==(const trading_action&, const trading_action&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.trading_state, m.reserved, m.reason);
  }
};

/// Whether a short sale price test applies.
struct reg_sho {
  static constexpr char type = 'Y';
  static constexpr std::string_view name = "reg_sho";
  static constexpr std::size_t wire_size = 20;

  message_header header;
  stock symbol{};
  char action{' '}; ///< `0` none, `1` since today, `2` still

  friend bool operator==(const reg_sho&, const reg_sho&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.action);
  }
};

/// A market participant in an instrument.
struct participant_position {
  static constexpr char type = 'L';
  static constexpr std::string_view name = "participant_position";
  static constexpr std::size_t wire_size = 26;

  message_header header;
  mpid participant{};
  stock symbol{};
  char primary_market_maker{' '};
  char mode{' '};
  char state{' '};

  friend bool operator==(const participant_position&, const participant_position&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.participant, m.symbol, m.primary_market_maker, m.mode, m.state);
  }
};

/// Prices at which the whole market halts; eight decimals.
struct mwcb_decline_levels {
  static constexpr char type = 'V';
  static constexpr std::string_view name = "mwcb_decline_levels";
  static constexpr std::size_t wire_size = 35;

  message_header header;
  std::uint64_t level_1{0};
  std::uint64_t level_2{0};
  std::uint64_t level_3{0};

  friend bool operator==(const mwcb_decline_levels&, const mwcb_decline_levels&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.level_1, m.level_2, m.level_3);
  }
};

/// A market-wide circuit breaker level was breached.
struct mwcb_status {
  static constexpr char type = 'W';
  static constexpr std::string_view name = "mwcb_status";
  static constexpr std::size_t wire_size = 12;

  message_header header;
  char breached_level{' '}; ///< `1`, `2` or `3`

  friend bool operator==(const mwcb_status&, const mwcb_status&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.breached_level);
  }
};

/// Price bounds of the auction after a volatility pause; four decimals.
struct luld_auction_collar {
  static constexpr char type = 'J';
  static constexpr std::string_view name = "luld_auction_collar";
  static constexpr std::size_t wire_size = 35;

  message_header header;
  stock symbol{};
  std::uint32_t reference_price{0};
  std::uint32_t upper_price{0};
  std::uint32_t lower_price{0};
  std::uint32_t extension{0};

  friend bool operator==(const luld_auction_collar&, const luld_auction_collar&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.reference_price, m.upper_price, m.lower_price, m.extension);
  }
};

/// One market halts an instrument for itself.
struct operational_halt {
  static constexpr char type = 'h';
  static constexpr std::string_view name = "operational_halt";
  static constexpr std::size_t wire_size = 21;

  message_header header;
  stock symbol{};
  char market_code{' '}; ///< `Q` Nasdaq, `B` BX, `X` PSX
  char action{' '};      ///< `H` halted, `T` resumed

  friend bool operator==(const operational_halt&, const operational_halt&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.market_code, m.action);
  }
};

} // namespace corelane::itch50
