#pragma once

#include "corelane/protocols/pillar/field_text.hpp"
#include "corelane/protocols/pillar/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// A channel's symbols, their state and their clock.
namespace corelane::pillar {

/// The channel counts from 1 again. Alone in its packet, which has number 1.
struct sequence_reset {
  static constexpr std::uint16_t type = 1;
  static constexpr std::string_view name = "sequence_reset";
  static constexpr std::size_t wire_size = 14;
  static constexpr std::size_t required_size = 14;

  std::uint32_t source_time{0}; ///< seconds since 1970, UTC
  std::uint32_t source_time_ns{0};
  std::uint8_t product_id{0};
  std::uint8_t channel_id{0};

  friend bool operator==(const sequence_reset&, const sequence_reset&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time, m.source_time_ns, m.product_id, m.channel_id);
  }
};

/// The second to which the following nanoseconds of one matching engine belong.
struct source_time_reference {
  static constexpr std::uint16_t type = 2;
  static constexpr std::string_view name = "source_time_reference";
  static constexpr std::size_t wire_size = 16;
  static constexpr std::size_t required_size = 16;

  std::uint32_t id{0}; ///< the matching engine: `system_id` of its symbols
  std::uint32_t symbol_seq_num{0};
  std::uint32_t source_time{0}; ///< seconds since 1970, UTC

  friend bool operator==(const source_time_reference&, const source_time_reference&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.id, m.symbol_seq_num, m.source_time);
  }
};

/// A symbol of the channel: what its index means and how its prices are scaled.
struct symbol_mapping {
  static constexpr std::uint16_t type = 3;
  static constexpr std::string_view name = "symbol_mapping";
  static constexpr std::size_t wire_size = 44;
  static constexpr std::size_t required_size = 25;

  std::uint32_t symbol_index{0};
  symbol_text symbol{};
  std::uint8_t reserved{0};
  std::uint16_t market_id{0};
  std::uint8_t system_id{0};        ///< the matching engine that trades it
  char exchange_code{' '};          ///< where it is listed
  std::uint8_t price_scale_code{0}; ///< decimals of its prices
  char security_type{' '};
  std::uint16_t lot_size{0};
  wire_price prev_close_price{};
  std::uint32_t prev_close_volume{0};
  std::uint8_t price_resolution{0}; ///< 0 penny, 1 penny or nickel, 5 nickel or dime
  char round_lot{' '};              ///< `Y` or `N`
  std::uint16_t mpv{0};             ///< least step of a price, in 1e-4
  std::uint16_t unit_of_trade{0};   ///< in shares
  std::uint16_t reserved_2{0};

  friend bool operator==(const symbol_mapping&, const symbol_mapping&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol_index, m.symbol, m.reserved, m.market_id, m.system_id, m.exchange_code,
          m.price_scale_code, m.security_type, m.lot_size, m.prev_close_price, m.prev_close_volume,
          m.price_resolution, m.round_lot, m.mpv, m.unit_of_trade, m.reserved_2);
  }
};

/// Nothing known of the symbol holds any more; a refresh follows.
struct symbol_clear {
  static constexpr std::uint16_t type = 32;
  static constexpr std::string_view name = "symbol_clear";
  static constexpr std::size_t wire_size = 20;
  static constexpr std::size_t required_size = 16;

  std::uint32_t source_time{0}; ///< seconds since 1970, UTC
  std::uint32_t source_time_ns{0};
  std::uint32_t symbol_index{0};
  std::uint32_t next_source_seq_num{0}; ///< of the symbol's next message

  friend bool operator==(const symbol_clear&, const symbol_clear&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time, m.source_time_ns, m.symbol_index, m.next_source_seq_num);
  }
};

/// A symbol's halt, short sale restriction, session or price indication.
struct security_status {
  static constexpr std::uint16_t type = 34;
  static constexpr std::string_view name = "security_status";
  static constexpr std::size_t wire_size = 46;
  static constexpr std::size_t required_size = 22;

  std::uint32_t source_time{0}; ///< seconds since 1970, UTC
  std::uint32_t source_time_ns{0};
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  char status{
      ' '}; ///< what changed: `4 5 6` halt, `A C D` short sale, `P B E O L X` session, `I G`
  char halt_condition{'~'}; ///< why it is halted; `~` not halted
  std::uint32_t reserved{0};
  wire_price price_1{}; ///< trigger of the restriction, or low of the indication
  wire_price price_2{}; ///< high of the indication
  char ssr_triggering_exchange{' '};
  std::uint32_t ssr_triggering_volume{0};
  std::uint32_t time{0};  ///< HHMMSSmmm, of the trigger
  char ssr_state{'~'};    ///< `E` restricted; `~` not
  char market_state{' '}; ///< `P E O L X`
  char session_state{' '};

  friend bool operator==(const security_status&, const security_status&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time, m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.status,
          m.halt_condition, m.reserved, m.price_1, m.price_2, m.ssr_triggering_exchange,
          m.ssr_triggering_volume, m.time, m.ssr_state, m.market_state, m.session_state);
  }
};

} // namespace corelane::pillar
